import * as z from 'zod/mini';
import { costOfRun, type RunCost } from './run-cost.ts';
import { usageLineSchema } from './usage.ts';

const usageSchema = z._default(z.nullable(z.array(usageLineSchema)), null);

/** The cost of a run from what its records say was used; records without usage have none. */
export function costOfRecords(
  run: { readonly usage?: unknown },
  steps: readonly { readonly key: string; readonly usage?: unknown }[],
): RunCost {
  return costOfRun([
    ...steps.map(({ key, usage }) => ({ key, usage: usageSchema.parse(usage ?? null) ?? [] })),
    { key: null, usage: usageSchema.parse(run.usage ?? null) ?? [] },
  ]);
}
