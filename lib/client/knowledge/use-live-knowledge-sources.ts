'use client';

import { knowledgeSourceFields } from '#lib/domain/knowledge-view/summary';
import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { dataOf } from '../request-failure.ts';

export type KnowledgeSource = Pick<Schema['KnowledgeSource']['type'], (typeof knowledgeSourceFields)[number]>;

const SOURCES_SHOWN = 1000;
const byName = (a: KnowledgeSource, b: KnowledgeSource): number =>
  a.documentName.localeCompare(b.documentName, undefined, { numeric: true });

/** The documents in a knowledge base, as they are added, indexed and removed. */
export function useLiveKnowledgeSources(
  knowledgeBaseId: string,
  initialItems: readonly KnowledgeSource[],
): readonly KnowledgeSource[] {
  const options = { filter: { knowledgeBaseId: { eq: knowledgeBaseId } }, selectionSet: knowledgeSourceFields };
  const { data = initialItems } = useLiveList<KnowledgeSource>({
    queryKey: ['knowledge-sources', knowledgeBaseId],
    model: 'KnowledgeSource',
    initialItems,
    fetch: async ({ models }) =>
      dataOf(
        await models.KnowledgeSource.list({
          ...{ knowledgeBaseId, limit: SOURCES_SHOWN, selectionSet: knowledgeSourceFields },
        }),
      ),
    streams: ({ models }) => ({
      created: models.KnowledgeSource.onCreate(options),
      updated: models.KnowledgeSource.onUpdate(options),
      deleted: models.KnowledgeSource.onDelete(options),
    }),
    idOf: ({ documentId }) => documentId,
    belongs: (source) => source.knowledgeBaseId === knowledgeBaseId,
    compare: byName,
  });
  return data;
}
