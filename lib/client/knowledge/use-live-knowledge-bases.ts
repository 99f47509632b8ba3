'use client';

import { knowledgeBaseFields } from '#lib/domain/knowledge-view/summary';
import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { useLiveRecord } from '../live/use-live-record.ts';
import { dataOf } from '../request-failure.ts';

export type KnowledgeBase = Pick<Schema['KnowledgeBase']['type'], (typeof knowledgeBaseFields)[number]>;

const BASES_SHOWN = 500;
const byName = (a: KnowledgeBase, b: KnowledgeBase): number => a.name.localeCompare(b.name);

/** An organization's knowledge bases, as they are made, synchronized and deleted. */
export function useLiveKnowledgeBases(
  organization: string,
  initialItems: readonly KnowledgeBase[],
): readonly KnowledgeBase[] {
  const options = { filter: { organization: { eq: organization } }, selectionSet: knowledgeBaseFields };
  const { data = initialItems } = useLiveList<KnowledgeBase>({
    queryKey: ['knowledge-bases', organization],
    model: 'KnowledgeBase',
    initialItems,
    fetch: async ({ models }) =>
      dataOf(
        await models.KnowledgeBase.knowledgeBasesByOrganization(
          { organization },
          { limit: BASES_SHOWN, selectionSet: knowledgeBaseFields },
        ),
      ),
    streams: ({ models }) => ({
      created: models.KnowledgeBase.onCreate(options),
      updated: models.KnowledgeBase.onUpdate(options),
      deleted: models.KnowledgeBase.onDelete(options),
    }),
    idOf: ({ id }) => id,
    belongs: (base) => base.organization === organization,
    compare: byName,
  });
  return data;
}

/** One knowledge base, current as long as it is looked at. */
export function useLiveKnowledgeBase(initial: KnowledgeBase): KnowledgeBase {
  const { id } = initial;
  const options = { filter: { id: { eq: id } }, selectionSet: knowledgeBaseFields };
  const { item } = useLiveRecord<KnowledgeBase>({
    queryKey: ['knowledge-base', id],
    model: 'KnowledgeBase',
    initialItem: initial,
    fetch: async ({ models }) => dataOf(await models.KnowledgeBase.get({ id }, { selectionSet: knowledgeBaseFields })),
    streams: ({ models }) => ({ updated: models.KnowledgeBase.onUpdate(options) }),
  });
  return item ?? initial;
}
