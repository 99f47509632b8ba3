import { defineFunction } from '@aws-amplify/backend';

export const blueprintEditor = defineFunction({
  name: 'blueprint-editor',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 25,
  memoryMB: 512,
  resourceGroupName: 'data',
});
