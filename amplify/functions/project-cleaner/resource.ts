import { defineFunction } from '@aws-amplify/backend';

export const projectCleaner = defineFunction({
  name: 'project-cleaner',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 300,
  memoryMB: 512,
  resourceGroupName: 'data',
});
