'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { driftTask } from '#lib/domain/design-view/design-files';
import { type DriftResult, driftResultSchema } from '#lib/domain/design-view/drift-result';
import type { RunStatus } from '#lib/domain/run/statuses';
import { isRunOver } from '#lib/domain/run/statuses';
import { readStepRecord, stepRecordFields } from '#lib/domain/run-view/step-record';
import { runSummaryFields } from '#lib/domain/run-view/summary';
import { fetchArtifactFile } from '../artifact/use-artifact-file.ts';
import { type DataClient, loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';
import type { RunSummary } from '../run/use-live-runs.ts';

/** A run that held a design against a newer source; without a result while it is under way, or where it failed. */
export type DriftCheck = { runId: string; startedAt: string; status: RunStatus | null; result: DriftResult | null };

const RUNS_LOOKED_AT = 50;
const CHECKS_SHOWN = 10;
const WHILE_OPEN_MS = 3_000;

/** The drift checks of a design, newest first, as they end. */
export function useDriftChecks(projectId: string, designRunId: string): UseQueryResult<DriftCheck[]> {
  return useQuery({
    queryKey: ['drift-checks', projectId, designRunId],
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status !== null && !isRunOver(status)) ? WHILE_OPEN_MS : false,
    queryFn: async () => {
      const client = await loadDataClient();
      const runs = dataOf(
        await client.models.Run.runsByProject(
          { projectId },
          { sortDirection: 'DESC', limit: RUNS_LOOKED_AT, selectionSet: runSummaryFields },
        ),
      ).filter(({ blueprintId, name }) => blueprintId === 'one-task' && name.endsWith(`: ${driftTask.task}`));
      const checks = await Promise.all(runs.slice(0, CHECKS_SHOWN).map((run) => checkOf(client, projectId, run)));
      // Which design a check is of is told by its result alone.
      return checks.filter(({ result }) => result === null || result.run === designRunId);
    },
  });
}

async function checkOf(client: DataClient, projectId: string, run: RunSummary): Promise<DriftCheck> {
  const check = { runId: run.id, startedAt: run.startedAt, status: run.status };
  if (run.status !== 'COMPLETED') return { ...check, result: null };
  const stored = dataOf(await client.models.RunStep.get({ id: `${run.id}#task` }, { selectionSet: stepRecordFields }));
  const file = stored && readStepRecord(stored).artifacts.find(({ name }) => name === driftTask.file);
  if (!file) return { ...check, result: null };
  const read = z.safeParse(driftResultSchema, JSON.parse(await fetchArtifactFile(projectId, file.key)));
  return { ...check, result: read.success ? read.data : null };
}
