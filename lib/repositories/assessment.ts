import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';
import { storedJson } from './stored-json.ts';

const assessmentSchema = z.object({
  projectId: z.string(),
  organization: z.string(),
  version: z.number(),
  state: storedJson,
  progress: z.object({
    technical: z.number(),
    governance: z.number(),
    business: z.number(),
    commercial: z.number(),
  }),
  outbox: storedJson,
  completedAt: z.nullish(z.string()),
});
export type AssessmentRecord = z.infer<typeof assessmentSchema>;

const created = writeDocument('create', 'Assessment');
const updated = writeDocument('update', 'Assessment');

/** The interviews' states: read from the table, written through the API on condition of their version. */
export function createAssessmentRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}) {
  return {
    async get(projectId: string): Promise<AssessmentRecord | undefined> {
      const { Item } = await ports.documents.get({
        TableName: ports.tableName,
        Key: { projectId },
        ConsistentRead: true,
      });
      return Item ? assessmentSchema.parse(Item) : undefined;
    },

    /** Writes version n + 1 over version n, 1 over nothing. False: somebody else was first; reload and decide again. */
    async save(record: AssessmentRecord): Promise<boolean> {
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

export type AssessmentRepository = ReturnType<typeof createAssessmentRepository>;
