import { rmSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './ports.ts';
import { root, type StackOptions } from './stack.ts';

/**
 * What a test or a benchmark starts: free ports, and a data folder of its own that is empty but for the cached
 * synthesis, which stays between runs.
 */
export async function ownStack(name: string, output: StackOptions['output'] = 'ignore'): Promise<StackOptions> {
  const dataFolder = path.join(root, 'node_modules/.cache', `factory-${name}`);
  for (const part of ['services', 'blobs']) rmSync(path.join(dataFolder, part), { recursive: true, force: true });
  return {
    webPort: await freePort(),
    offlinePort: await freePort(),
    dataFolder,
    outputsFile: path.join(dataFolder, 'amplify_outputs.json'),
    dev: false,
    output,
    progress: () => undefined,
  };
}
