'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Completeness, Traceability } from '#lib/domain/design-document/document';
import type { StepArtifact } from '#lib/domain/run-view/step-record';
import { fetchArtifactFile } from '../artifact/use-artifact-file.ts';

type Files = { projectId: string; files: readonly StepArtifact[] };

// What checks a file's form is loaded with the first file: no page waits for it.
const loadParsers = () => import('./parse-design-data.ts');
type Parsers = Awaited<ReturnType<typeof loadParsers>>;

function useParsedFile<Output>(
  { projectId, files }: Files,
  name: string,
  read: (text: string, parsers: Parsers) => Output,
): UseQueryResult<Output> {
  const key = files.find((file) => file.name === name)?.key;
  return useQuery({
    queryKey: ['design-data', projectId, key],
    enabled: key !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const [text, parsers] = await Promise.all([fetchArtifactFile(projectId, key ?? ''), loadParsers()]);
      return read(text, parsers);
    },
  });
}

/** Every claim of a design with its sources. */
export function useTraceability(files: Files): UseQueryResult<Traceability> {
  return useParsedFile(files, 'traceability.json', (text, { parseTraceability }) => parseTraceability(text));
}

/** How a design stands to each item of the checklist. */
export function useCompleteness(files: Files): UseQueryResult<Completeness> {
  return useParsedFile(files, 'completeness.json', (text, { parseCompleteness }) => parseCompleteness(text));
}
