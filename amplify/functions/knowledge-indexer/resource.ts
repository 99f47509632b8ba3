import { defineFunction } from '@aws-amplify/backend';

export const knowledgeIndexer = defineFunction({
  name: 'knowledge-indexer',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 300,
  memoryMB: 1024,
  schedule: 'every 1h',
  resourceGroupName: 'data',
});
