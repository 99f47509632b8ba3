import { a } from '@aws-amplify/backend';
import { authorizeProject, functionDataSources, invoke, publish, subscribe } from './handlers.ts';

/** Talking with agents, and what comes of it live. */
export const conversationOperations = {
  sendMessageToAgent: a
    .mutation()
    .arguments({
      projectId: a.id().required(),
      agentId: a.string().required(),
      message: a.string().required(),
      sessionId: a.id(),
      idempotencyKey: a.string(),
      questionId: a.string(),
    })
    .returns(a.ref('ConversationMessage'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invoke(functionDataSources.conversation)]),

  /** Newest first; `limit` 1 to 200, 50 unless given. */
  getConversationHistory: a
    .query()
    .arguments({ projectId: a.id().required(), agentId: a.string(), limit: a.integer(), nextToken: a.string() })
    .returns(a.ref('ConversationPage'))
    .authorization((allow) => [allow.authenticated()])
    .handler([
      authorizeProject,
      a.handler.custom({ entry: './resolvers/conversation-history.js', dataSource: a.ref('ConversationMessage') }),
    ]),

  getAssessmentProgress: a
    .query()
    .arguments({ projectId: a.id().required() })
    .returns(a.ref('AssessmentProgress'))
    .authorization((allow) => [allow.authenticated()])
    .handler([
      authorizeProject,
      a.handler.custom({ entry: './resolvers/assessment-progress.js', dataSource: a.ref('Assessment') }),
    ]),

  /** For services with an IAM identity: stores a message so that every open tab sees it. */
  publishConversationMessage: a
    .mutation()
    .arguments({
      id: a.id(),
      projectId: a.id().required(),
      agentId: a.string().required(),
      sessionId: a.id(),
      messageType: a.ref('MessageType').required(),
      message: a.string().required(),
      metadata: a.json(),
      replyTo: a.id(),
      correlationId: a.string(),
    })
    .returns(a.ref('ConversationMessage'))
    .authorization((allow) => [allow.group('nobody')])
    .handler([a.handler.custom({ entry: './resolvers/require-service.js' }), invoke(functionDataSources.conversation)]),

  publishMessageDelta: a
    .mutation()
    .arguments({
      organization: a.string().required(),
      projectId: a.id().required(),
      agentId: a.string().required(),
      sessionId: a.id().required(),
      messageId: a.id().required(),
      replyTo: a.id().required(),
      correlationId: a.string().required(),
      sequence: a.integer().required(),
      delta: a.string().required(),
      done: a.boolean().required(),
    })
    .returns(a.ref('MessageDelta'))
    .authorization((allow) => [allow.group('nobody')])
    .handler(publish),

  onMessageDelta: a
    .subscription()
    .for(a.ref('publishMessageDelta'))
    .arguments({ projectId: a.id().required() })
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, subscribe]),

  publishAssessmentCompletion: a
    .mutation()
    .arguments({
      organization: a.string().required(),
      projectId: a.id().required(),
      status: a.ref('ProjectStatus').required(),
      completedAt: a.datetime().required(),
      correlationId: a.string().required(),
    })
    .returns(a.ref('AssessmentCompletion'))
    .authorization((allow) => [allow.group('nobody')])
    .handler(publish),

  onAssessmentCompleted: a
    .subscription()
    .for(a.ref('publishAssessmentCompletion'))
    .arguments({ projectId: a.id().required() })
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, subscribe]),
};
