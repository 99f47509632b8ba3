'use client';

import type { Schema } from '@/amplify/data/resource';
import { useLiveRecord } from '../live/use-live-record.ts';

export type Project = Schema['Project']['type'];

/** One project, current as long as it is looked at. */
export function useLiveProject(initial: Project): Project {
  const { id } = initial;
  const { item } = useLiveRecord<Project>({
    queryKey: ['project', id],
    model: 'Project',
    initialItem: initial,
    fetch: async (client) => (await client.models.Project.get({ id })).data,
    streams: ({ models }) => ({ updated: models.Project.onUpdate({ filter: { id: { eq: id } } }) }),
  });
  return item ?? initial;
}
