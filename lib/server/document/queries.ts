import 'server-only';
import { cache } from 'react';
import { documentSummaryFields } from '#lib/domain/document-view/summary';
import { failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';

export type Document = Schema['Document']['type'];
export type DocumentSummary = Pick<Document, (typeof documentSummaryFields)[number]>;

const DOCUMENTS_SHOWN = 1000;

/** The newest documents of a project, newest first. */
export async function listProjectDocuments(projectId: string): Promise<DocumentSummary[]> {
  const client = await getDataClient();
  const answer = await client.models.Document.documentsByProject(
    { projectId },
    { sortDirection: 'DESC', limit: DOCUMENTS_SHOWN, selectionSet: documentSummaryFields },
  );
  return dataOf('documentsByProject', answer);
}

/** One document, or null where it does not exist or belongs to another organization. Read once per request. */
export const getDocument = cache(async (id: string): Promise<Document | null> => {
  const client = await getDataClient();
  const answer = await client.models.Document.get({ id });
  const [error] = answer.errors ?? [];
  if (error && failureOfGraphqlError(error).code === 'Unauthorized') return null;
  return dataOf('getDocument', answer) ?? null;
});
