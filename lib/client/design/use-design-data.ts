'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import {
  type Completeness,
  completenessSchema,
  type Traceability,
  traceabilitySchema,
} from '#lib/domain/design-document/document';
import type { StepArtifact } from '#lib/domain/run-view/step-record';
import { fetchArtifactFile } from '../artifact/use-artifact-file.ts';

// The content security policy forbids compiling code from text, which zod would otherwise try first.
z.config({ jitless: true });

type Files = { projectId: string; files: readonly StepArtifact[] };

function useParsedFile<Output>({ projectId, files }: Files, name: string, schema: z.ZodMiniType<Output>) {
  const key = files.find((file) => file.name === name)?.key;
  return useQuery({
    queryKey: ['design-data', projectId, key],
    enabled: key !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => z.parse(schema, JSON.parse(await fetchArtifactFile(projectId, key ?? ''))),
  });
}

/** Every claim of a design with its sources. */
export function useTraceability(files: Files): UseQueryResult<Traceability> {
  return useParsedFile(files, 'traceability.json', traceabilitySchema);
}

/** How a design stands to each item of the checklist. */
export function useCompleteness(files: Files): UseQueryResult<Completeness> {
  return useParsedFile(files, 'completeness.json', completenessSchema);
}
