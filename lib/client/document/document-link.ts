'use client';

import type { DocumentPart } from '#lib/domain/document/states';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

/** Where a part of a document can be read for some minutes, and how large it is in bytes. */
export async function documentLink(documentId: string, part: DocumentPart): Promise<{ url: string; size: number }> {
  const client = await loadDataClient();
  const link = dataOf(await client.queries.generateDocumentDownloadUrl({ documentId, part }));
  if (!link) throw new Error('generateDocumentDownloadUrl answered nothing.');
  return link;
}
