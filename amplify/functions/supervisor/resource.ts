import { defineFunction } from '@aws-amplify/backend';

export const supervisor = defineFunction({
  name: 'supervisor',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 60,
  memoryMB: 512,
  resourceGroupName: 'data',
});
