import { defineFunction } from '@aws-amplify/backend';

export const runOperations = defineFunction({
  name: 'run-operations',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 25,
  memoryMB: 512,
  resourceGroupName: 'data',
});
