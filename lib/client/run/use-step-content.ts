'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import {
  readStepContent,
  readStepRecord,
  type StepContent,
  type StepRecord,
  stepRecordFields,
} from '#lib/domain/run-view/step-record';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

const contentFields = ['input', 'inputKey', 'output', 'outputKey', 'evidence', 'logs', 'feedback'] as const;

type StepContentInput = {
  /** Whose record it is: of what was taken over, the run that it was taken from. */
  runId: string;
  key: string;
  /** Changes when there is something new to read. */
  stamp: string;
};

/** What went into a step and came out of it; null where no worker has written anything yet. */
export function useStepContent({
  runId,
  key,
  stamp,
}: StepContentInput): UseQueryResult<(StepContent & { record: StepRecord }) | null> {
  return useQuery({
    queryKey: ['run-step', runId, key, stamp],
    placeholderData: keepPreviousOf(runId, key),
    queryFn: async () => {
      const client = await loadDataClient();
      const selectionSet = [...stepRecordFields, ...contentFields] as const;
      const stored = dataOf(await client.models.RunStep.get({ id: `${runId}#${key}` }, { selectionSet }));
      return stored ? { ...readStepContent(stored), record: readStepRecord(stored) } : null;
    },
  });
}

/** While the same step is read anew, what was known of it stays. */
function keepPreviousOf(runId: string, key: string) {
  return <Data>(data: Data | undefined, query?: { queryKey: readonly unknown[] }): Data | undefined =>
    query?.queryKey[1] === runId && query.queryKey[2] === key ? data : undefined;
}
