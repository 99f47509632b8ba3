import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';
import { storedJson } from './stored-json.ts';

/** What the record of an interview has, whoever leads it; there is one for each project. */
export const interviewFields = {
  projectId: z.string(),
  organization: z.string(),
  version: z.number(),
  state: storedJson,
  outbox: storedJson,
  completedAt: z.nullish(z.string()),
};

export interface InterviewStore {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}

/** Interviews of one kind: read from the table, written through the API on condition of their version. */
export function createInterviewRepository<Interview extends { version: number; state: unknown; outbox: unknown }>(
  model: 'Assessment' | 'DesignInterview',
  schema: z.ZodMiniType<Interview>,
  { graphql, documents, tableName }: InterviewStore,
) {
  const created = writeDocument('create', model);
  const updated = writeDocument('update', model);
  return {
    async get(projectId: string): Promise<Interview | undefined> {
      const { Item } = await documents.get({ TableName: tableName, Key: { projectId }, ConsistentRead: true });
      return Item ? schema.parse(Item) : undefined;
    },

    /** Writes version n + 1 over version n, 1 over nothing. False: somebody else was first; reload and decide again. */
    async save(record: Interview): Promise<boolean> {
      const input = { ...record, state: JSON.stringify(record.state), outbox: JSON.stringify(record.outbox) };
      const write = record.version === 1 ? created : updated;
      const condition = record.version === 1 ? undefined : { version: { eq: record.version - 1 } };
      try {
        await graphql(write.field, write.document, { input, ...(condition ? { condition } : {}) });
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}
