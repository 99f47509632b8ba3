'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ZipEntry } from '#lib/domain/source-view/zip-directory';
import { listSourceFiles, readSourceFile, type SourceText } from './source-archive.ts';

export type { SourceText } from './source-archive.ts';

const forGood = Number.POSITIVE_INFINITY;

/** The files of an uploaded source. */
export function useSourceFiles(documentId: string | undefined): UseQueryResult<ZipEntry[]> {
  return useQuery({
    queryKey: ['source-files', documentId],
    enabled: documentId !== undefined,
    staleTime: forGood,
    queryFn: () => listSourceFiles(documentId ?? ''),
  });
}

/** One file of an uploaded source; null where it has none of that path. */
export function useSourceFile(
  documentId: string | undefined,
  path: string | null | undefined,
): UseQueryResult<SourceText | null> {
  const { data: files, error } = useSourceFiles(path ? documentId : undefined);
  return useQuery({
    queryKey: ['source-file', documentId, path],
    enabled: documentId !== undefined && Boolean(path) && (files !== undefined || error !== null),
    staleTime: forGood,
    queryFn: () => {
      if (!files) throw error ?? new Error('The archive could not be listed.');
      return readSourceFile(documentId ?? '', files, path ?? '');
    },
  });
}
