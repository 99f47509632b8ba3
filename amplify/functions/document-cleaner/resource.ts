import { defineFunction } from '@aws-amplify/backend';

export const documentCleaner = defineFunction({
  name: 'document-cleaner',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 60,
  memoryMB: 512,
  resourceGroupName: 'data',
});
