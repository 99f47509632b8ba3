import { defineFunction } from '@aws-amplify/backend';

/** Keeps the indexes of what was asked last in memory, which is what the memory is for. */
export const knowledgeOperations = defineFunction({
  name: 'knowledge-operations',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 25,
  memoryMB: 1024,
  resourceGroupName: 'data',
});
