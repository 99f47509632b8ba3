import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** A document in a knowledge base; written by functions. `version` names the state of its chunks that is searched. */
export const KnowledgeSource = a
  .model({
    knowledgeBaseId: a.id().required(),
    documentId: a.id().required(),
    organization: a.string().required(),
    projectId: a.id().required(),
    documentName: a.string().required(),
    status: a.ref('KnowledgeSourceStatus').required(),
    reason: a.string(),
    version: a.string(),
    chunks: a.integer(),
    addedBy: a.string(),
    addedAt: a.datetime().required(),
    indexedAt: a.datetime(),
  })
  .identifier(['knowledgeBaseId', 'documentId'])
  .secondaryIndexes((index) => [
    index('documentId').sortKeys(['addedAt']).name('byDocument').queryField('knowledgeSourcesByDocument'),
  ])
  .authorization(readByOrganization);
