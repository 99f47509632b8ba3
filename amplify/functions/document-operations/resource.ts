import { defineFunction } from '@aws-amplify/backend';

export const documentOperations = defineFunction({
  name: 'document-operations',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 25,
  memoryMB: 512,
  resourceGroupName: 'data',
});
