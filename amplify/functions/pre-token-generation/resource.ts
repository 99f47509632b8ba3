import { defineFunction } from '@aws-amplify/backend';

export const preTokenGeneration = defineFunction({
  name: 'pre-token-generation',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 10,
  memoryMB: 256,
  resourceGroupName: 'auth',
});
