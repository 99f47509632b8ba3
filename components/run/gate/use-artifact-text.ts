'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { readArtifact } from '#lib/actions/run/read-artifact';

type ArtifactText = { text: string; isCut: boolean };

/** A file's beginning as text. `stamp` changes when the file under the key was written anew. */
export function useArtifactText(
  projectId: string,
  key: string | undefined,
  stamp: string,
): UseQueryResult<ArtifactText | null> {
  return useQuery({
    queryKey: ['artifact-text', projectId, key, stamp],
    enabled: key !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const result = await readArtifact({ projectId, key: key ?? '' });
      if (result.ok) return result.data;
      if (result.code === 'NotFound') return null;
      throw new Error(result.code);
    },
  });
}
