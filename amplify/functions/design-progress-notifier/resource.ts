import { defineFunction } from '@aws-amplify/backend';

export const designProgressNotifier = defineFunction({
  name: 'design-progress-notifier',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 30,
  memoryMB: 256,
  resourceGroupName: 'data',
});
