'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

/** The whole of a project's file as text, straight from where it is stored. */
export async function fetchArtifactFile(projectId: string, key: string): Promise<string> {
  const client = await loadDataClient();
  const link = dataOf(await client.queries.generateArtifactDownloadUrl({ projectId, key }));
  if (!link) throw new Error('generateArtifactDownloadUrl answered nothing.');
  const response = await fetch(link.url, { cache: 'no-store', credentials: 'omit' });
  if (!response.ok) throw new Error(`The file answers ${response.status}.`);
  return response.text();
}

/** The same, kept: a file under a key is not written twice. */
export function useArtifactFile(projectId: string, key: string | undefined): UseQueryResult<string> {
  return useQuery({
    queryKey: ['artifact-file', projectId, key],
    enabled: key !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => fetchArtifactFile(projectId, key ?? ''),
  });
}
