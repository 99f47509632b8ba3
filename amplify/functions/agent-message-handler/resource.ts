import { defineFunction } from '@aws-amplify/backend';

export const agentMessageHandler = defineFunction({
  name: 'agent-message-handler',
  entry: './handler.ts',
  runtime: 24,
  timeoutSeconds: 300,
  memoryMB: 1024,
  resourceGroupName: 'data',
});
