import { defineFunction } from '@aws-amplify/backend';

export const runSweeper = defineFunction({
  name: 'run-sweeper',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 55,
  memoryMB: 256,
  schedule: 'every 1m',
  resourceGroupName: 'data',
});
