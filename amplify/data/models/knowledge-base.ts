import { a } from '@aws-amplify/backend';

/**
 * Documents that questions are asked of. What people may write is narrowed by `resolvers/guard-knowledge-base.js`; where it
 * is searched and what makes vectors of it, only administrators say. `nextSyncAt`, in the one shard `due`, is when changed
 * documents are indexed again by themselves.
 */
export const KnowledgeBase = a
  .model({
    organization: a
      .string()
      .required()
      // The model's rules without update: it never changes its organization.
      .authorization((allow) => [
        allow.ownerDefinedIn('organization').identityClaim('org_read').to(['read']),
        allow.groupDefinedIn('organization').withClaimIn('org_chat').to(['create', 'delete']),
        allow.group('admin').to(['create', 'read', 'delete']),
      ]),
    name: a.string().required(),
    description: a.string(),
    schedule: a.ref('SyncSchedule'),
    provider: a.ref('KnowledgeProvider'),
    embeddings: a.ref('EmbeddingModel'),
    /** Of the provider Bedrock: lib/knowledge's bedrockConfigSchema. */
    config: a.json(),
    status: a.ref('KnowledgeBaseStatus'),
    documentCount: a.integer(),
    chunkCount: a.integer(),
    syncedAt: a.datetime(),
    syncShard: a.string(),
    nextSyncAt: a.datetime(),
    createdBy: a.string(),
    createdByEmail: a.string(),
    createdAt: a.datetime(),
  })
  .secondaryIndexes((index) => [
    index('organization').sortKeys(['createdAt']).name('byOrganization').queryField('knowledgeBasesByOrganization'),
    index('syncShard').sortKeys(['nextSyncAt']).name('byNextSync').queryField('knowledgeBasesToSync'),
  ])
  .authorization((allow) => [
    allow.ownerDefinedIn('organization').identityClaim('org_read').to(['read']),
    allow.groupDefinedIn('organization').withClaimIn('org_chat').to(['create', 'update', 'delete']),
    allow.group('admin'),
  ]);
