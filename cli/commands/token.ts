import { openBackend } from '../backend.ts';
import { exitCodes } from '../errors.ts';
import { openSession } from '../session.ts';

/** Prints an access token of an account, alone on standard output, for scripts. */
export async function token({ email, say }: { email: string; say: (line: string) => void }): Promise<number> {
  const backend = await openBackend(say);
  try {
    const session = await openSession(backend, email);
    process.stdout.write(`${await session.accessToken()}\n`);
    return exitCodes.completed;
  } finally {
    await backend.stop();
  }
}
