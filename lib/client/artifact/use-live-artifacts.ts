'use client';

import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { dataOf } from '../request-failure.ts';

export type Artifact = Schema['Artifact']['type'];

const newestFirst = (a: Artifact, b: Artifact): number => (b.createdAt ?? '').localeCompare(a.createdAt ?? '');

/** The files that agents made for one project, newest first, as they come. */
export function useLiveArtifacts(projectId: string, initialItems?: readonly Artifact[]): readonly Artifact[] {
  const filter = { projectId: { eq: projectId } };
  const { data = [] } = useLiveList<Artifact>({
    queryKey: ['artifacts', projectId],
    model: 'Artifact',
    initialItems,
    fetch: async (client) =>
      dataOf(await client.models.Artifact.artifactsByProject({ projectId }, { sortDirection: 'DESC', limit: 100 })),
    streams: ({ models }) => ({
      created: models.Artifact.onCreate({ filter }),
      updated: models.Artifact.onUpdate({ filter }),
    }),
    idOf: ({ id }) => id,
    belongs: (artifact) => artifact.projectId === projectId,
    compare: newestFirst,
  });
  return data;
}
