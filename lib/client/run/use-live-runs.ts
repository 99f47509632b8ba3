'use client';

import { useEffect, useEffectEvent } from 'react';
import { isRunOver } from '#lib/domain/run/statuses';
import { runSummaryFields } from '#lib/domain/run-view/summary';
import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { dataOf } from '../request-failure.ts';

type Run = Schema['Run']['type'];
export type RunSummary = Pick<Run, (typeof runSummaryFields)[number]>;

const RUNS_SHOWN = 100;
/** The supervisor's writes are told to those who look at the run itself; a list asks. */
const WHILE_OPEN_MS = 4_000;

const newestFirst = (a: RunSummary, b: RunSummary): number => b.startedAt.localeCompare(a.startedAt);

/** The newest runs of a project, current as long as they are looked at. */
export function useLiveRuns(projectId: string, initialItems: readonly RunSummary[]): readonly RunSummary[] {
  const filter = { projectId: { eq: projectId } };
  const query = useLiveList<RunSummary>({
    queryKey: ['runs', projectId],
    model: 'Run',
    initialItems,
    fetch: async ({ models }) =>
      dataOf(
        await models.Run.runsByProject(
          { projectId },
          { sortDirection: 'DESC', limit: RUNS_SHOWN, selectionSet: runSummaryFields },
        ),
      ),
    streams: ({ models }) => ({ created: models.Run.onCreate({ filter, selectionSet: runSummaryFields }) }),
    idOf: ({ id }) => id,
    belongs: (run) => run.projectId === projectId,
    compare: newestFirst,
  });
  const runs = query.data ?? initialItems;
  const isAnyOpen = runs.some(({ status }) => !isRunOver(status));
  const ask = useEffectEvent(() => void query.refetch());
  useEffect(() => {
    if (!isAnyOpen) return;
    const timer = setInterval(() => ask(), WHILE_OPEN_MS);
    return () => clearInterval(timer);
  }, [isAnyOpen]);
  return runs;
}
