import { defineFunction } from '@aws-amplify/backend';

export const projectProgressUpdater = defineFunction({
  name: 'project-progress-updater',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 30,
  memoryMB: 512,
  resourceGroupName: 'data',
});
