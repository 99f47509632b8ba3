import * as z from 'zod/mini';
import { type Claim, writeOf } from './claim.ts';
import { keepValue } from './files.ts';
import type { WorkerPorts } from './ports.ts';
import { type Leavings, withSpending } from './spending.ts';
import type { Work } from './work.ts';

/** Slices after the first that work may be cut into. */
export const maximumContinuations = 50;

const keptSchema = z.object({ text: z.nullable(z.string()), key: z.nullable(z.string()) });

/** Where the work stood when it was interrupted; undefined at its beginning. */
export async function readContinuation(
  { own, message }: Pick<Work, 'own' | 'message'>,
  ports: Pick<WorkerPorts, 'readFile'>,
): Promise<unknown> {
  if (!own?.continuation || own.attempt !== message.attempt) return undefined;
  const { text, key } = keptSchema.parse(own.continuation);
  return JSON.parse(text ?? (key === null ? 'null' : await ports.readFile(key)));
}

/**
 * Keeps where the work stands, then puts it into the queue again. Cut off in between, the message that is at hand
 * comes again and goes on from there.
 * @returns false where the attempt is not wanted any more.
 */
export async function continueLater(
  work: Work,
  state: unknown,
  { leavings, claim }: { readonly leavings: Leavings; readonly claim: Claim },
  ports: WorkerPorts,
): Promise<boolean> {
  const { message } = work;
  const continuation = (message.continuation ?? 0) + 1;
  const kept = await keepValue(JSON.stringify(state ?? null), message, `continuation-${continuation}`, ports);
  const write = { ...writeOf(work, ports.now(), 'RUNNING'), continuation: JSON.stringify(kept) };
  if (!(await claim.handOver(withSpending(work, write, leavings)))) return false;
  await ports.enqueue({ ...message, continuation }, 0);
  return true;
}
