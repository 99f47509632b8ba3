'use client';

import { useQueries } from '@tanstack/react-query';
import { titleOfSvg } from '#lib/domain/design-view/themed-svg';
import type { StepArtifact } from '#lib/domain/run-view/step-record';
import { fetchArtifactFile } from '../artifact/use-artifact-file.ts';

/** A design's pictures by their titles, as they arrive. */
export function useDesignPictures(projectId: string, files: readonly StepArtifact[]): ReadonlyMap<string, string> {
  const pictures = files.filter(({ name }) => name.startsWith('diagrams/') && name.endsWith('.svg'));
  return useQueries({
    queries: pictures.map(({ key }) => ({
      queryKey: ['artifact-file', projectId, key],
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: () => fetchArtifactFile(projectId, key),
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }): [string, string][] => {
          const title = data === undefined ? null : titleOfSvg(data);
          return data === undefined || title === null ? [] : [[title, data]];
        }),
      ),
  });
}
