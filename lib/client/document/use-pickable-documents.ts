'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { documentSummaryFields } from '#lib/domain/document-view/summary';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';
import type { DocumentSummary } from './use-live-documents.ts';

const DOCUMENTS_SHOWN = 1000;

/** What of a project can be given to a run: uploaded sources, or documents whose text was read; newest first. */
export function usePickableDocuments(
  projectId: string,
  kind: 'SOURCE' | 'DOCUMENT',
): UseQueryResult<DocumentSummary[]> {
  return useQuery({
    queryKey: ['pickable-documents', projectId],
    staleTime: 5_000,
    queryFn: async () => {
      const client = await loadDataClient();
      return dataOf(
        await client.models.Document.documentsByProject(
          { projectId },
          { sortDirection: 'DESC', limit: DOCUMENTS_SHOWN, selectionSet: documentSummaryFields },
        ),
      ).filter(({ status }) => status === 'PROCESSED');
    },
    select: (documents) => documents.filter((document) => (document.kind === 'SOURCE') === (kind === 'SOURCE')),
  });
}
