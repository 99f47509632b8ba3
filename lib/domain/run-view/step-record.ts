import * as z from 'zod/mini';
import { stepRecordStatuses } from '../run/statuses.ts';
import { readStored } from './stored-value.ts';

const storedList = <Item extends z.ZodMiniType>(item: Item) =>
  z.pipe(
    z.pipe(
      z.optional(z.unknown()),
      z.transform((raw: unknown): unknown => {
        const value = readStored(raw);
        return Array.isArray(value) ? value : [];
      }),
    ),
    z.array(item),
  );

const artifactSchema = z.object({
  name: z.string(),
  key: z.string(),
  contentType: z._default(z.string(), 'application/octet-stream'),
  size: z.optional(z.number()),
});
/** A file that a step made: `key` in the bucket, `size` in bytes. */
export type StepArtifact = z.infer<typeof artifactSchema>;

const attemptSchema = z.object({
  attempt: z.number(),
  startedAt: z.nullish(z.string()),
  endedAt: z.nullish(z.string()),
  status: z.nullish(z.string()),
  reason: z.nullish(z.string()),
  usd: z.nullish(z.number()),
  artifacts: z.optional(storedList(artifactSchema)),
  feedback: z.nullish(z.string()),
});
/** An earlier attempt at a step. */
export type PastAttempt = z.infer<typeof attemptSchema>;

const recordSchema = z.object({
  key: z.string(),
  agentId: z.string(),
  task: z.nullish(z.string()),
  status: z.enum(stepRecordStatuses),
  attempt: z.number(),
  startedAt: z.string(),
  endedAt: z.nullish(z.string()),
  usd: z.nullish(z.number()),
  reason: z.nullish(z.string()),
  reusedFrom: z.nullish(z.string()),
  attempts: storedList(attemptSchema),
  artifacts: storedList(artifactSchema),
});
/** What a worker keeps of a step or branch, as lists need it. */
export type StepRecord = z.infer<typeof recordSchema>;

/** The fields of it, as the index query is asked for them: inputs and outputs stay behind. */
export const stepRecordFields = [
  'key',
  'agentId',
  'task',
  'status',
  'attempt',
  'startedAt',
  'endedAt',
  'usd',
  'reason',
  'reusedFrom',
  'attempts',
  'artifacts',
] as const;

/** Throws where the record has another form. */
export function readStepRecord(record: unknown): StepRecord {
  return recordSchema.parse(record);
}

const evidenceSchema = z.object({
  claim: z._default(z.string(), ''),
  quote: z._default(z.string(), ''),
  source: z.optional(
    z.object({
      kind: z.string(),
      id: z.string(),
      page: z.optional(z.number()),
      line: z.optional(z.number()),
    }),
  ),
});
export type StepEvidence = z.infer<typeof evidenceSchema>;

const contentSchema = z.object({
  input: z.pipe(z.optional(z.unknown()), z.transform(readStored)),
  output: z.pipe(z.optional(z.unknown()), z.transform(readStored)),
  inputKey: z.nullish(z.string()),
  outputKey: z.nullish(z.string()),
  evidence: storedList(evidenceSchema),
  logs: z.nullish(z.array(z.nullable(z.string()))),
  feedback: z.nullish(z.string()),
});
/** What went into a step and what came out of it. */
export type StepContent = z.infer<typeof contentSchema>;

/** Throws where the record has another form. */
export function readStepContent(record: unknown): StepContent {
  return contentSchema.parse(record);
}
