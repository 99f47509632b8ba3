import { defineFunction } from '@aws-amplify/backend';

export const assessmentCompletionNotifier = defineFunction({
  name: 'assessment-completion-notifier',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 30,
  memoryMB: 512,
  resourceGroupName: 'data',
});
