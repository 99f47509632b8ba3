import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CommandError } from './errors.ts';

const outputsSchema = z.looseObject({
  auth: z.looseObject({ user_pool_id: z.string(), user_pool_client_id: z.string(), aws_region: z.string() }),
  data: z.looseObject({ url: z.string() }),
});
export type Outputs = z.infer<typeof outputsSchema>;

/** The backend's outputs, or undefined where the file does not exist. @throws CommandError when it is no outputs file. */
export function readOutputs(file: string): Outputs | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return outputsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new CommandError(
      `${file} is no outputs file of an Amplify backend.`,
      'Delete it and start the backend again (`npm start` or `npm run offline`); it writes the file anew.',
      cause,
    );
  }
}

/** The origin of a backend on this machine, or undefined for one in the cloud. */
export function localOrigin({ data }: Outputs): string | undefined {
  const { protocol, hostname, port } = new URL(data.url);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return isLocal && protocol === 'http:' ? `http://127.0.0.1:${port}` : undefined;
}
