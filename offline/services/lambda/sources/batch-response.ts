import { z } from 'zod';

const BatchResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * The identifiers that a function reported as failed: none where it reported nothing, undefined where the whole batch
 * counts as failed because the report is malformed or names what was not in the batch.
 */
export function reportedFailures(payload: string, known: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const value: unknown = JSON.parse(payload);
  if (value === null || value === '') return new Set();
  const parsed = BatchResponse.safeParse(value);
  if (!parsed.success) return undefined;
  const failed = new Set((parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((identifier) => known.has(identifier)) ? failed : undefined;
}
