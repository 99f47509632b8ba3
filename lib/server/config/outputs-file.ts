import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the web app needs of `amplify_outputs.json`; everything else in the file is passed over. */
const outputsSchema = z.looseObject({
  version: z.string(),
  auth: z.looseObject({ aws_region: z.string(), user_pool_id: z.string(), user_pool_client_id: z.string() }),
  data: z.looseObject({ aws_region: z.string(), url: z.string() }),
  storage: z.optional(z.looseObject({ aws_region: z.string(), bucket_name: z.string() })),
});

export type AmplifyOutputs = z.infer<typeof outputsSchema>;

/** The backend's outputs are missing or unusable; the message names the file and the remedy. */
class OutputsError extends Error {
  override readonly name = 'OutputsError';
}

let cached: { path: string; modified: number; outputs: AmplifyOutputs } | undefined;

function outputsPath(): string {
  return process.env.AMPLIFY_OUTPUTS ?? join(/* turbopackIgnore: true */ process.cwd(), 'amplify_outputs.json');
}

async function modifiedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (cause) {
    throw new OutputsError(
      `The backend's outputs are not at ${path}. Start one with "npm run offline", or write the file with "npx ampx generate outputs".`,
      { cause },
    );
  }
}

/**
 * Reads the backend's outputs at run time, so that another port or another backend needs no rebuild.
 * The file is read again when it changes. Throws `OutputsError` where it is missing or malformed.
 */
export async function readOutputs(): Promise<AmplifyOutputs> {
  const path = outputsPath();
  const modified = await modifiedAt(path);
  if (cached?.path === path && cached.modified === modified) return cached.outputs;
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new OutputsError(`${path} is not JSON. Write it again with "npm run offline".`, { cause });
  }
  const result = outputsSchema.safeParse(parsed);
  if (!result.success) {
    const where = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new OutputsError(`${path} lacks or misstates: ${where}. Write it again with "npm run offline".`);
  }
  cached = { path, modified, outputs: result.data };
  return result.data;
}
