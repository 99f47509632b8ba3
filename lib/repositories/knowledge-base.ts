import * as z from 'zod/mini';
import {
  embeddingModels,
  knowledgeBaseStatuses,
  knowledgeProviders,
  syncSchedules,
} from '#lib/domain/knowledge/states';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

const recordSchema = z.object({
  id: z.string(),
  organization: z.string(),
  name: z.string(),
  schedule: z._default(z.nullish(z.enum(syncSchedules)), 'MANUAL'),
  provider: z._default(z.nullish(z.enum(knowledgeProviders)), 'LOCAL'),
  embeddings: z._default(z.nullish(z.enum(embeddingModels)), 'NONE'),
  status: z.nullish(z.enum(knowledgeBaseStatuses)),
  documentCount: z.nullish(z.number()),
  chunkCount: z.nullish(z.number()),
  syncedAt: z.nullish(z.string()),
  nextSyncAt: z.nullish(z.string()),
});
export type KnowledgeBaseRecord = z.infer<typeof recordSchema>;

const dueSchema = z.object({ id: z.string() });
const updated = writeDocument('update', 'KnowledgeBase');

/** Knowledge bases as functions see them; people create, rename and delete them by the generated operations. */
export function createKnowledgeBaseRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}) {
  return {
    async get(id: string): Promise<KnowledgeBaseRecord | undefined> {
      const { Item } = await ports.documents.get({ TableName: ports.tableName, Key: { id }, ConsistentRead: true });
      return Item ? recordSchema.parse(Item) : undefined;
    },

    /** Ids of those whose time to be synchronized by themselves has come, the longest overdue first. */
    async listDue(now: string, limit: number): Promise<string[]> {
      const { Items = [] } = await ports.documents.query({
        TableName: ports.tableName,
        IndexName: 'byNextSync',
        KeyConditionExpression: 'syncShard = :shard AND nextSyncAt <= :now',
        ProjectionExpression: 'id',
        ExpressionAttributeValues: { ':shard': 'due', ':now': now },
        Limit: limit,
      });
      return Items.map((item) => z.parse(dueSchema, item).id);
    },

    /** Answers the record as the API has it; undefined where it is gone. */
    async update(id: string, update: Partial<Omit<KnowledgeBaseRecord, 'id' | 'organization'>>): Promise<unknown> {
      try {
        const condition = { organization: { attributeExists: true } };
        return await ports.graphql(updated.field, updated.document, { input: { id, ...update }, condition });
      } catch (error) {
        if (isConditionFailure(error)) return undefined;
        throw error;
      }
    },
  };
}

export type KnowledgeBaseRepository = ReturnType<typeof createKnowledgeBaseRepository>;

const ownerSchema = z.object({ organization: z.string() });

/** Whose a knowledge base is; undefined where there is none. */
export async function getKnowledgeBaseOrganization(
  { documents, tableName }: { readonly documents: Documents; readonly tableName: string },
  id: string,
): Promise<string | undefined> {
  const { Item } = await documents.get({ TableName: tableName, Key: { id }, ConsistentRead: true });
  return Item ? ownerSchema.parse(Item).organization : undefined;
}
