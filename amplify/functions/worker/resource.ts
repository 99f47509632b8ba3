import { defineFunction } from '@aws-amplify/backend';
import { workerTimeoutSeconds } from '../../messaging/resource.ts';

export const worker = defineFunction({
  name: 'worker',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: workerTimeoutSeconds,
  memoryMB: 1024,
  resourceGroupName: 'data',
});
