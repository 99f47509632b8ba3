import { costOfRecords } from '#lib/domain/cost/recorded-run';
import { addUsage } from '#lib/domain/cost/usage';
import type { RunRecord } from '#lib/repositories/run';
import type { ReadRunStep } from '#lib/repositories/run-step-reader';
import type { UsageRecord } from '#lib/repositories/usage-record';

/** The record of a run: one line a service and item, the steps' shares added up. */
export function usageRecordOf(run: RunRecord, steps: readonly ReadRunStep[], now: Date): UsageRecord {
  const { totalUsd, pricesOf, lines } = costOfRecords(run, steps);
  const sums = addUsage(lines.map(({ service, item, quantity }) => ({ service, item, quantity, requests: 0 })));
  const { id, organization, projectId, blueprintId } = run;
  return {
    ...{ id, organization, projectId, runId: id, blueprintId, pricesOf },
    usd: totalUsd,
    lines: sums.map(({ service, item, quantity }) => {
      const usd = lines
        .filter((line) => line.service === service && line.item === item)
        .reduce((sum, line) => sum + line.usd, 0);
      return { service, item, quantity, usd };
    }),
    recordedAt: now.toISOString(),
  };
}
