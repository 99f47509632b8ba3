'use client';

import { documentSummaryFields } from '#lib/domain/document-view/summary';
import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { dataOf } from '../request-failure.ts';

export type DocumentSummary = Pick<Schema['Document']['type'], (typeof documentSummaryFields)[number]>;

const DOCUMENTS_SHOWN = 1000;

const newestFirst = (a: DocumentSummary, b: DocumentSummary): number =>
  (b.createdAt ?? '').localeCompare(a.createdAt ?? '');

/** The documents of a project, as they are uploaded, processed and deleted. */
export function useLiveDocuments(
  projectId: string,
  initialItems: readonly DocumentSummary[],
): readonly DocumentSummary[] {
  const options = { filter: { projectId: { eq: projectId } }, selectionSet: documentSummaryFields };
  const { data = initialItems } = useLiveList<DocumentSummary>({
    queryKey: ['documents', projectId],
    model: 'Document',
    initialItems,
    fetch: async ({ models }) =>
      dataOf(
        await models.Document.documentsByProject(
          { projectId },
          { sortDirection: 'DESC', limit: DOCUMENTS_SHOWN, selectionSet: documentSummaryFields },
        ),
      ),
    streams: ({ models }) => ({
      created: models.Document.onCreate(options),
      updated: models.Document.onUpdate(options),
      deleted: models.Document.onDelete(options),
    }),
    idOf: ({ id }) => id,
    belongs: (document) => document.projectId === projectId,
    compare: newestFirst,
  });
  return data;
}
