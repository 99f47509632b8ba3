// The product as `npm start` runs it, on ports and a data folder of its own, for all journeys.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { Children } from '../scripts/child-processes.ts';
import { freePort } from '../scripts/ports.ts';
import { root, type StackOptions, startStack } from '../scripts/stack.ts';

/** Where FACTORY_URL names a running stack, the journeys go there. */
export default async function startStackForJourneys(): Promise<() => Promise<void>> {
  if (process.env.FACTORY_URL) return () => Promise.resolve();
  const children = new Children();
  const dataFolder = path.join(root, 'node_modules/.cache/factory-journeys');
  for (const part of ['services', 'blobs']) rmSync(path.join(dataFolder, part), { recursive: true, force: true });
  const options: StackOptions = {
    webPort: await freePort(),
    offlinePort: await freePort(),
    dataFolder,
    outputsFile: path.join(dataFolder, 'amplify_outputs.json'),
    dev: false,
    output: 'ignore',
    progress: () => undefined,
  };
  await startStack(children, options);
  process.env.FACTORY_URL = `http://localhost:${options.webPort}`;
  process.env.FACTORY_BACKEND = `http://127.0.0.1:${options.offlinePort}`;
  process.env.FACTORY_OUTPUTS = options.outputsFile;
  process.env.FACTORY_DATA = dataFolder;
  return () => children.stop();
}
