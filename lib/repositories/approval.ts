import * as z from 'zod/mini';
import { type ApprovalStatus, approvalStatuses } from '#lib/domain/run/statuses';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

const recordSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  runId: z.string(),
  /** The step's id, or `budget`. */
  stepId: z.string(),
  round: z.number(),
  title: z.string(),
  roles: z.readonly(z.array(z.string())),
  shows: z._default(z.readonly(z.array(z.string())), []),
  status: z.enum(approvalStatuses),
  requestedAt: z.string(),
  dueAt: z._default(z.nullable(z.string()), null),
  correlationId: z.string(),
  decidedAt: z.nullish(z.string()),
  decidedBy: z.nullish(z.string()),
  decidedByEmail: z.nullish(z.string()),
  comment: z.nullish(z.string()),
  createdAt: z.optional(z.string()),
  updatedAt: z.optional(z.string()),
});
export type ApprovalRecord = z.infer<typeof recordSchema>;

const created = writeDocument('create', 'Approval');
const updated = writeDocument('update', 'Approval');

/** The gates that were opened; each is closed once, by whoever is first. */
export function createApprovalRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly tableName: string;
}) {
  const { graphql, documents, tableName } = ports;

  async function closeOnce(id: string, change: Record<string, unknown>): Promise<boolean> {
    try {
      const condition = { status: { eq: 'PENDING' } };
      await graphql(updated.field, updated.document, { input: { id, ...change }, condition });
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    async get(id: string): Promise<ApprovalRecord | undefined> {
      const { Item } = await documents.get({ TableName: tableName, Key: { id }, ConsistentRead: true });
      return Item ? recordSchema.parse(Item) : undefined;
    },

    /** Records a gate once per id. */
    async open(approval: ApprovalRecord): Promise<void> {
      try {
        await graphql(created.field, created.document, { input: approval });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    /** Closes one that nobody decided; one that somebody did stays as it is. */
    async close(id: string, as: ApprovalStatus, at: string): Promise<void> {
      await closeOnce(id, { status: as, decidedAt: at });
    },

    /** Writes a decision. False: it is decided or closed already. */
    decide(
      id: string,
      decision: {
        readonly status: ApprovalStatus;
        readonly decidedAt: string;
        readonly decidedBy: string;
        readonly decidedByEmail: string | null;
        readonly comment: string;
      },
    ): Promise<boolean> {
      return closeOnce(id, decision);
    },
  };
}

export type ApprovalRepository = ReturnType<typeof createApprovalRepository>;
