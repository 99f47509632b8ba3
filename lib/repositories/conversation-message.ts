import * as z from 'zod/mini';
import { messageTypes } from '#lib/domain/conversation/kinds';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

const storedMessageSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  sessionId: z.string(),
  agentId: z.string(),
  messageType: z.enum(messageTypes),
  message: z.string(),
  metadata: z.nullish(z.unknown()),
  senderId: z.nullish(z.string()),
  senderEmail: z.nullish(z.string()),
  questionId: z.nullish(z.string()),
  replyTo: z.nullish(z.string()),
  correlationId: z.string(),
  idempotencyKey: z.nullish(z.string()),
  timestamp: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** When the event about it was taken by the bus; not part of the API. */
  dispatchedAt: z.nullish(z.string()),
});
export type StoredMessage = z.infer<typeof storedMessageSchema>;
export type NewMessage = Omit<StoredMessage, 'createdAt' | 'updatedAt' | 'dispatchedAt'>;

const created = writeDocument('create', 'ConversationMessage');

/** Messages of conversations: written through the API, so that every open tab sees them, and read from the table. */
export function createMessageRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}) {
  const { graphql, documents, tableName } = ports;

  async function get(id: string): Promise<StoredMessage | undefined> {
    const { Item } = await documents.get({ TableName: tableName, Key: { id }, ConsistentRead: true });
    return Item ? storedMessageSchema.parse(Item) : undefined;
  }

  return {
    get,

    /** Stores a message once per id; `isNew` is false where it was there already. */
    async create(message: NewMessage): Promise<{ message: StoredMessage; isNew: boolean }> {
      const { metadata, ...fields } = message;
      const input = metadata === undefined ? fields : { ...fields, metadata: JSON.stringify(metadata) };
      try {
        const stored = storedMessageSchema.parse(await graphql(created.field, created.document, { input }));
        return { message: { ...stored, metadata }, isNew: true };
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const stored = await get(message.id);
        if (!stored) throw error;
        return { message: stored, isNew: false };
      }
    },

    /** Notes that the event about a message is out, so that a resend publishes it no second time. */
    async markDispatched(id: string, at: string): Promise<void> {
      await documents.update({
        TableName: tableName,
        Key: { id },
        UpdateExpression: 'SET dispatchedAt = :at',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':at': at },
      });
    },

    /** The last messages between a project and an agent, newest first. The index may lag behind by moments. */
    async listRecent(projectId: string, agentId: string, limit: number): Promise<StoredMessage[]> {
      const { Items = [] } = await documents.query({
        TableName: tableName,
        IndexName: 'byProjectAndAgent',
        KeyConditionExpression: 'projectId = :projectId AND begins_with(#thread, :thread)',
        ExpressionAttributeNames: { '#thread': 'agentId#timestamp' },
        ExpressionAttributeValues: { ':projectId': projectId, ':thread': `${agentId}#` },
        ScanIndexForward: false,
        Limit: limit,
      });
      return Items.map((item) => storedMessageSchema.parse(item));
    },
  };
}

export type MessageRepository = ReturnType<typeof createMessageRepository>;
