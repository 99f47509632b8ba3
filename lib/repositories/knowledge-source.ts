import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { knowledgeSourceStatuses } from '#lib/domain/knowledge/states';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

const recordSchema = z.object({
  knowledgeBaseId: z.string(),
  documentId: z.string(),
  organization: z.string(),
  projectId: z.string(),
  documentName: z.string(),
  status: z.enum(knowledgeSourceStatuses),
  reason: z.nullish(z.string()),
  version: z.nullish(z.string()),
  chunks: z.nullish(z.number()),
  addedBy: z.nullish(z.string()),
  addedAt: z.string(),
  indexedAt: z.nullish(z.string()),
  createdAt: z.optional(z.string()),
  updatedAt: z.optional(z.string()),
});
export type KnowledgeSourceRecord = z.infer<typeof recordSchema>;
export type KnowledgeSourceKey = Pick<KnowledgeSourceRecord, 'knowledgeBaseId' | 'documentId'>;

const created = writeDocument('create', 'KnowledgeSource');
const updated = writeDocument('update', 'KnowledgeSource');
const deleted = writeDocument('delete', 'KnowledgeSource');

interface ReadPorts {
  readonly documents: Documents;
  readonly tableName: string;
}

/** Which documents are in which knowledge bases. */
export function createKnowledgeSourceReader({ documents, tableName }: ReadPorts) {
  async function list(query: Omit<QueryCommandInput, 'TableName'>): Promise<KnowledgeSourceRecord[]> {
    const found: KnowledgeSourceRecord[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await documents.query({
        TableName: tableName,
        ...query,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      found.push(...Items.map((item) => recordSchema.parse(item)));
      start = LastEvaluatedKey;
    } while (start);
    return found;
  }

  return {
    /** The documents of a knowledge base as they stand now. */
    listOf: (knowledgeBaseId: string) =>
      list({
        KeyConditionExpression: 'knowledgeBaseId = :id',
        ExpressionAttributeValues: { ':id': knowledgeBaseId },
        ConsistentRead: true,
      }),

    /** The places of a document; the index may lag behind by moments. */
    listOfDocument: (documentId: string) =>
      list({
        IndexName: 'byDocument',
        KeyConditionExpression: 'documentId = :id',
        ExpressionAttributeValues: { ':id': documentId },
      }),

    async get(key: KnowledgeSourceKey): Promise<KnowledgeSourceRecord | undefined> {
      const { knowledgeBaseId, documentId } = key;
      const Key = { knowledgeBaseId, documentId };
      const { Item } = await documents.get({ TableName: tableName, Key, ConsistentRead: true });
      return Item ? recordSchema.parse(Item) : undefined;
    },
  };
}

/** The same, with the writes, which go through the API so that pages see them. */
export function createKnowledgeSourceRepository({
  graphql,
  ...read
}: ReadPorts & { readonly graphql: GraphqlRequest }) {
  /** Undefined: the condition does not hold. */
  async function write(document: typeof created, variables: object): Promise<KnowledgeSourceRecord | undefined> {
    try {
      // A deletion of what is not there is answered with nothing.
      const written = await graphql(document.field, document.document, { ...variables });
      return written ? recordSchema.parse(written) : undefined;
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }

  return {
    ...createKnowledgeSourceReader(read),

    /** Undefined: it is there already. */
    create: (source: KnowledgeSourceRecord) => write(created, { input: source }),

    /** Undefined: it is gone. */
    update: ({ knowledgeBaseId, documentId }: KnowledgeSourceKey, update: Partial<KnowledgeSourceRecord>) =>
      write(updated, {
        input: { ...update, knowledgeBaseId, documentId },
        condition: { organization: { attributeExists: true } },
      }),

    /** Undefined: it was gone already. */
    remove: ({ knowledgeBaseId, documentId }: KnowledgeSourceKey) =>
      write(deleted, {
        input: { knowledgeBaseId, documentId },
        condition: { organization: { attributeExists: true } },
      }),
  };
}

export type KnowledgeSourceRepository = ReturnType<typeof createKnowledgeSourceRepository>;
