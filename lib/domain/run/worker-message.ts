import * as z from 'zod/mini';

/** Work that is handed to the workers: an attempt at a step, or at a branch of it. */
export const workerMessageSchema = z.object({
  runId: z.string(),
  organization: z.string(),
  projectId: z.string(),
  /** `content` or `content[3]`. */
  key: z.string(),
  attempt: z.int(),
  /** The first attempt whose result counts. */
  since: z.int(),
  correlationId: z.string(),
  /** What an approver asked to be changed. */
  feedback: z.optional(z.string()),
  /** How often the work was interrupted and goes on. */
  continuation: z.optional(z.int()),
  /** The run may not have begun: whoever works on it begins it first. */
  begins: z.optional(z.boolean()),
  /** It stands in for a message that others had received before. */
  isAgain: z.optional(z.boolean()),
  /** Whoever had received it is not at work any more; what they left undone is to be commanded again, and nothing else. */
  isCheck: z.optional(z.boolean()),
});
export type WorkerMessage = z.infer<typeof workerMessageSchema>;
