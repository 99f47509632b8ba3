// The product as `npm start` runs it, on ports and a data folder of its own, for all journeys.
import { Children } from '../scripts/child-processes.ts';
import { ownStack } from '../scripts/own-stack.ts';
import { startStack } from '../scripts/stack.ts';

/** Where FACTORY_URL names a running stack, the journeys go there. */
export default async function startStackForJourneys(): Promise<() => Promise<void>> {
  if (process.env.FACTORY_URL) return () => Promise.resolve();
  const children = new Children();
  const options = await ownStack('journeys');
  await startStack(children, options);
  process.env.FACTORY_URL = `http://localhost:${options.webPort}`;
  process.env.FACTORY_BACKEND = `http://127.0.0.1:${options.offlinePort}`;
  process.env.FACTORY_OUTPUTS = options.outputsFile;
  process.env.FACTORY_DATA = options.dataFolder;
  return () => children.stop();
}
