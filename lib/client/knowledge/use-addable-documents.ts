'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Schema } from '@/amplify/data/resource';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

const fields = ['id', 'projectId', 'name', 'kind', 'status', 'size', 'createdAt'] as const;
export type AddableDocument = Pick<Schema['Document']['type'], (typeof fields)[number]>;

const DOCUMENTS_SHOWN = 1000;

/** The organization's documents that a knowledge base can take: what has been read, newest first. */
export function useAddableDocuments(organization: string): UseQueryResult<AddableDocument[]> {
  return useQuery({
    queryKey: ['addable-documents', organization],
    staleTime: 0,
    queryFn: async () => {
      const client = await loadDataClient();
      const documents = dataOf(
        await client.models.Document.documentsByOrganization(
          { organization },
          { sortDirection: 'DESC', limit: DOCUMENTS_SHOWN, selectionSet: fields },
        ),
      );
      return documents.filter(({ kind, status }) => status === 'PROCESSED' && kind !== 'SOURCE');
    },
  });
}
