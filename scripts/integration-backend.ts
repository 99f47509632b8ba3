// The offline backend with this app and the demo seed, for integration tests: started once, on a port of its own.
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { Children } from './child-processes.ts';
import { freePort } from './ports.ts';
import { root, type StackOptions, seed, startOffline } from './stack.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const children = new Children();
  // The cloud assembly stays between runs: synthesis is skipped where nothing changed.
  const dataFolder = path.join(root, 'node_modules/.cache/factory-integration');
  for (const part of ['services', 'blobs']) rmSync(path.join(dataFolder, part), { recursive: true, force: true });
  const options: StackOptions = {
    webPort: 0,
    offlinePort: await freePort(),
    dataFolder,
    outputsFile: path.join(dataFolder, 'amplify_outputs.json'),
    dev: false,
    output: process.env.VERBOSE ? 'inherit' : 'ignore',
    progress: () => undefined,
  };
  await startOffline(children, options);
  await seed(children, options);
  project.provide('backend', {
    endpoint: `http://127.0.0.1:${options.offlinePort}`,
    port: options.offlinePort,
    outputsFile: options.outputsFile,
    dataFolder,
  });
  return () => children.stop();
}
