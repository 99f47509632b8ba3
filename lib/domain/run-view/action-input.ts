import * as z from 'zod/mini';
import { maximumComment } from '../run/approval.ts';
import { approvalDecisions } from '../run/statuses.ts';

const id = z.string().check(z.minLength(1), z.maxLength(128));
const key = z.string().check(z.minLength(1), z.maxLength(128));
const values = z.record(z.string(), z.unknown());

/** What the screens send when something is done to a run. */
export const startRunSchema = z.object({ projectId: id, blueprintId: id, input: values, idempotencyKey: key });
export const cancelRunSchema = z.object({ runId: id });
export const retryStepSchema = z.object({ runId: id, stepId: id });
export const replayRunSchema = z.object({
  runId: id,
  fromStepId: id,
  input: z.optional(values),
  idempotencyKey: key,
});
export const decideApprovalSchema = z.object({
  approvalId: z.string().check(z.minLength(1), z.maxLength(256)),
  decision: z.enum(approvalDecisions),
  comment: z.string().check(z.maxLength(maximumComment)),
});
export const readArtifactSchema = z.object({ projectId: id, key: z.string().check(z.minLength(1), z.maxLength(1024)) });
