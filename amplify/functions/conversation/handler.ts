import { createAgentRepository } from '#lib/repositories/agent';
import { createSessionRepository } from '#lib/repositories/chat-session';
import { createMessageRepository } from '#lib/repositories/conversation-message';
import { createProjectRepository } from '#lib/repositories/project';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger, createMetrics } from '#lib/runtime/logger';
import { answerOperation } from '#lib/runtime/operation';
import { publishConversationMessage } from './publish-conversation-message.ts';
import { sendMessageToAgent } from './send-message-to-agent.ts';

const env = readEnvironment([
  'DATA_ENDPOINT',
  'BUS_NAME',
  'AGENT_TABLE',
  'CHAT_SESSION_TABLE',
  'CONVERSATION_MESSAGE_TABLE',
  'PROJECT_TABLE',
]);
const logger = createLogger('conversation');
const metrics = createMetrics('conversation');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
const ports = {
  agents: createAgentRepository({ documents, tableName: env.AGENT_TABLE }),
  messages: createMessageRepository({ graphql, documents, tableName: env.CONVERSATION_MESSAGE_TABLE }),
  projects: createProjectRepository({ graphql, documents, tableName: env.PROJECT_TABLE }),
  sessions: createSessionRepository({ graphql, documents, tableName: env.CHAT_SESSION_TABLE }),
  publish: createEventPublisher(env.BUS_NAME),
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  logger,
  metrics,
};

export const handler = async (event: unknown) => {
  const answer = await answerOperation(event, logger, (call) =>
    call.operation === 'publishConversationMessage'
      ? publishConversationMessage(call, ports)
      : sendMessageToAgent(call, ports),
  );
  metrics.publishStoredMetrics();
  return answer;
};
