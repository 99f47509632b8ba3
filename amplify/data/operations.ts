import { a } from '@aws-amplify/backend';
import { blueprintOperations } from './blueprint-operations.ts';
import { conversationOperations } from './conversation-operations.ts';
import { documentOperations } from './document-operations.ts';
import { knowledgeOperations } from './knowledge-operations.ts';
import { organizationOperations } from './organization-operations.ts';
import { resultOperations } from './result-operations.ts';
import { runOperations } from './run-operations.ts';

export const operations = {
  ...conversationOperations,
  ...runOperations,
  ...resultOperations,
  ...blueprintOperations,
  ...organizationOperations,
  ...knowledgeOperations,
  ...documentOperations,

  getCurrentUserProfile: a
    .query()
    .returns(a.ref('UserProfile'))
    .authorization((allow) => [allow.authenticated()])
    .handler(a.handler.custom({ entry: './resolvers/current-user-profile.js' })),
};
