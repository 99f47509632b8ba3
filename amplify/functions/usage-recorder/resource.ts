import { defineFunction } from '@aws-amplify/backend';

export const usageRecorder = defineFunction({
  name: 'usage-recorder',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 30,
  memoryMB: 256,
  resourceGroupName: 'data',
});
