import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

const sessionSchema = z.object({ id: z.string(), projectId: z.string(), agentId: z.string() });
export type ChatSession = z.infer<typeof sessionSchema>;

const created = writeDocument('create', 'ChatSession');

export function createSessionRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}) {
  async function get(id: string): Promise<ChatSession | undefined> {
    const { Item } = await ports.documents.get({ TableName: ports.tableName, Key: { id }, ConsistentRead: true });
    return Item ? sessionSchema.parse(Item) : undefined;
  }

  return {
    /** The session of that id, opened if it is new: it may turn out to belong to another project, so look. */
    async open(session: ChatSession & { organization: string; startedBy: string | null }): Promise<ChatSession> {
      const known = await get(session.id);
      if (known) return known;
      try {
        await ports.graphql(created.field, created.document, { input: session });
        return session;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return (await get(session.id)) ?? session;
      }
    },
  };
}
