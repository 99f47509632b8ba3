import { defineFunction } from '@aws-amplify/backend';

export const projectLifecycle = defineFunction({
  name: 'project-lifecycle',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 30,
  memoryMB: 512,
  resourceGroupName: 'data',
});
