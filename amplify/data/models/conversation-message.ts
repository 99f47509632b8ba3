import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** Of a stored message, and of the same message on a page of the history: a custom type cannot refer to a model. */
export const messageFields = {
  organization: a.string().required(),
  projectId: a.id().required(),
  sessionId: a.id().required(),
  agentId: a.string().required(),
  messageType: a.ref('MessageType').required(),
  message: a.string().required(),
  metadata: a.json(),
  senderId: a.string(),
  senderEmail: a.string(),
  questionId: a.string(),
  replyTo: a.id(),
  correlationId: a.string().required(),
  idempotencyKey: a.string(),
  timestamp: a.datetime().required(),
};

/**
 * One message of a conversation. `timestamp` orders them; `replyTo` names the message that an agent answers.
 * `metadata` of an agent's reply holds what it understood and the controls to answer with.
 */
export const ConversationMessage = a
  .model(messageFields)
  .secondaryIndexes((index) => [
    index('projectId').sortKeys(['timestamp']).name('byProject').queryField('messagesByProject'),
    index('projectId')
      .sortKeys(['agentId', 'timestamp'])
      .name('byProjectAndAgent')
      .queryField('messagesByProjectAndAgent'),
    index('sessionId').sortKeys(['timestamp']).name('bySession').queryField('messagesBySession'),
    index('organization').sortKeys(['timestamp']).name('byOrganization').queryField('messagesByOrganization'),
  ])
  .authorization(readByOrganization);
