'use client';

import type { Schema } from '@/amplify/data/resource';
import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

type Target = Schema['DocumentUpload']['type'];
export type UploadTarget = Pick<Target, 'documentId' | 'url' | 'parts'> & { headers: Readonly<Record<string, string>> };

type Announced = {
  projectId: string;
  fileName: string;
  contentType: string;
  /** In bytes. */
  size: number;
  /** Of an upload that was begun: what of it has arrived is not sent again. */
  documentId: string | null;
};

/** Where a file is to be put. The links take exactly the size and the type that were announced. */
export async function uploadTargetFor({ documentId, ...announced }: Announced): Promise<UploadTarget> {
  const client = await loadDataClient();
  const known = documentId === null ? {} : { documentId };
  const target = dataOf(await client.mutations.generateDocumentUploadUrl({ ...announced, ...known }));
  if (!target) throw new Error('generateDocumentUploadUrl answered nothing.');
  return { ...target, headers: readHeaders(target.headers) };
}

function readHeaders(stored: unknown): Record<string, string> {
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored;
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

/** Says that the file is there: its processing begins. */
export async function completeUpload(documentId: string): Promise<void> {
  const client = await loadDataClient();
  dataOf(await client.mutations.completeDocumentUpload({ documentId }));
}

/** Takes back an announced document whose file will not come. */
export async function discardUpload(documentId: string): Promise<void> {
  const client = await loadDataClient();
  dataOf(await client.models.Document.delete({ id: documentId }));
}
