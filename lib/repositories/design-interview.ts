import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';
import { storedJson } from './stored-json.ts';

const interviewSchema = z.object({
  projectId: z.string(),
  organization: z.string(),
  version: z.number(),
  state: storedJson,
  progress: z.number(),
  outbox: storedJson,
  completedAt: z.nullish(z.string()),
});
export type DesignInterviewRecord = z.infer<typeof interviewSchema>;

const created = writeDocument('create', 'DesignInterview');
const updated = writeDocument('update', 'DesignInterview');

/** The interviews of technical designs: read from the table, written through the API on condition of their version. */
export function createDesignInterviewRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}) {
  return {
    async get(projectId: string): Promise<DesignInterviewRecord | undefined> {
      const { Item } = await ports.documents.get({
        TableName: ports.tableName,
        Key: { projectId },
        ConsistentRead: true,
      });
      return Item ? interviewSchema.parse(Item) : undefined;
    },

    /** Writes version n + 1 over version n, 1 over nothing. False: somebody else was first; reload and decide again. */
    async save(record: DesignInterviewRecord): Promise<boolean> {
      const input = { ...record, state: JSON.stringify(record.state), outbox: JSON.stringify(record.outbox) };
      const write = record.version === 1 ? created : updated;
      const condition = record.version === 1 ? undefined : { version: { eq: record.version - 1 } };
      try {
        await ports.graphql(write.field, write.document, { input, ...(condition ? { condition } : {}) });
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}

export type DesignInterviewRepository = ReturnType<typeof createDesignInterviewRepository>;
