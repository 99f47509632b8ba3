import { a } from '@aws-amplify/backend';
import { authorizeKnowledgeBase, functionDataSources, invoke } from './handlers.ts';

const handler = [authorizeKnowledgeBase, invoke(functionDataSources.knowledgeOperations)];

/** Asking knowledge bases, and which documents are in them; the knowledge bases themselves are models. */
export const knowledgeOperations = {
  /** The passages that answer a question, each with its place; none where nothing does. `limit` 1 to 50, 5 unless given. */
  searchKnowledge: a
    .query()
    .arguments({ knowledgeBaseId: a.id().required(), query: a.string().required(), limit: a.integer() })
    .returns(a.ref('KnowledgeAnswer'))
    .authorization((allow) => [allow.authenticated()])
    .handler(handler),

  /** A processed document of the same organization; it is found once its source is `INDEXED`. */
  addKnowledgeDocument: a
    .mutation()
    .arguments({ knowledgeBaseId: a.id().required(), documentId: a.id().required() })
    .returns(a.ref('KnowledgeSource'))
    .authorization((allow) => [allow.authenticated()])
    .handler(handler),

  removeKnowledgeDocument: a
    .mutation()
    .arguments({ knowledgeBaseId: a.id().required(), documentId: a.id().required() })
    .returns(a.ref('KnowledgeSource'))
    .authorization((allow) => [allow.authenticated()])
    .handler(handler),

  /** Indexes what has changed, and lets go of what is gone; the answer is `SYNCING`, `onUpdateKnowledgeBase` tells the end. */
  syncKnowledgeBase: a
    .mutation()
    .arguments({ knowledgeBaseId: a.id().required() })
    .returns(a.ref('KnowledgeBase'))
    .authorization((allow) => [allow.authenticated()])
    .handler(handler),
};
