// The offline backend with this app and the demo seed, for integration tests: started once, on a port of its own.
import type { TestProject } from 'vitest/node';
import { Children } from './child-processes.ts';
import { ownStack } from './own-stack.ts';
import { seed, startOffline } from './stack.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const children = new Children();
  // Off by default; here scans are recognized, by what tests script.
  process.env.DATA_AUTOMATION_PROFILE = 'us.data-automation-v1';
  const options = await ownStack('integration', process.env.VERBOSE ? 'inherit' : 'ignore');
  await startOffline(children, options);
  await seed(children, options);
  project.provide('backend', {
    endpoint: `http://127.0.0.1:${options.offlinePort}`,
    port: options.offlinePort,
    outputsFile: options.outputsFile,
    dataFolder: options.dataFolder,
  });
  return () => children.stop();
}
