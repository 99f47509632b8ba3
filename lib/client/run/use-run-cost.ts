'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { RunStatus } from '#lib/domain/run/statuses';
import { isRunOver } from '#lib/domain/run/statuses';
import type { Schema } from '@/amplify/data/resource';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

export type RunCost = Schema['RunCost']['type'];

const WHILE_OPEN_MS = 15_000;

/** What a run has cost so far; asked again while it goes on, and once it is over. */
export function useRunCost(runId: string, status: RunStatus): UseQueryResult<RunCost | null> {
  return useQuery({
    queryKey: ['run-cost', runId, status],
    refetchInterval: isRunOver(status) ? false : WHILE_OPEN_MS,
    placeholderData: (before: RunCost | null | undefined) => before,
    queryFn: async () => {
      const client = await loadDataClient();
      return dataOf(await client.queries.getRunCost({ runId })) ?? null;
    },
  });
}
