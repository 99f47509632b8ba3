'use client';

import type { Schema } from '@/amplify/data/resource';
import { useLiveRecord } from '../live/use-live-record.ts';
import { dataOf } from '../request-failure.ts';

export type Assessment = Schema['Assessment']['type'];

/** The interview of one project, as it goes; null before its first message, undefined while it is not known. */
export function useLiveAssessment(projectId: string, initial?: Assessment | null): Assessment | null | undefined {
  const filter = { projectId: { eq: projectId } };
  const { item } = useLiveRecord<Assessment>({
    queryKey: ['assessment', projectId],
    model: 'Assessment',
    initialItem: initial,
    fetch: async (client) => dataOf(await client.models.Assessment.get({ projectId })),
    streams: ({ models }) => ({
      created: models.Assessment.onCreate({ filter }),
      updated: models.Assessment.onUpdate({ filter }),
    }),
  });
  return item;
}
