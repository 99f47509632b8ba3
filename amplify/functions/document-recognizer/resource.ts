import { defineFunction } from '@aws-amplify/backend';

export const documentRecognizer = defineFunction({
  name: 'document-recognizer',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 60,
  memoryMB: 256,
  resourceGroupName: 'data',
});
