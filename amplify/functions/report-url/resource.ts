import { defineFunction } from '@aws-amplify/backend';

export const reportUrl = defineFunction({
  name: 'report-url',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 10,
  memoryMB: 512,
  resourceGroupName: 'data',
});
