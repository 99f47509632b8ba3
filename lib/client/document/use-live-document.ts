'use client';

import type { Schema } from '@/amplify/data/resource';
import { useLiveRecord } from '../live/use-live-record.ts';
import { dataOf } from '../request-failure.ts';

export type ViewedDocument = Schema['Document']['type'];

/** One document, current as long as it is looked at. Once it is deleted, the last that was known of it stays. */
export function useLiveDocument(initial: ViewedDocument): { document: ViewedDocument; isGone: boolean } {
  const { id } = initial;
  const filter = { id: { eq: id } };
  const { item } = useLiveRecord<ViewedDocument>({
    queryKey: ['document', id],
    model: 'Document',
    initialItem: initial,
    fetch: async ({ models }) => dataOf(await models.Document.get({ id })),
    streams: ({ models }) => ({
      updated: models.Document.onUpdate({ filter }),
      deleted: models.Document.onDelete({ filter }),
    }),
  });
  return { document: item ?? initial, isGone: item === null };
}
