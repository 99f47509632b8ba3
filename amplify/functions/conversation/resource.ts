import { defineFunction } from '@aws-amplify/backend';

export const conversation = defineFunction({
  name: 'conversation',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 20,
  memoryMB: 512,
  resourceGroupName: 'data',
});
