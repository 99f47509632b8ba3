import { defineFunction } from '@aws-amplify/backend';

export const agentResults = defineFunction({
  name: 'agent-results',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 25,
  memoryMB: 512,
  resourceGroupName: 'data',
});
