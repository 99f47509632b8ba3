'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { LiveRecord } from './live-events.ts';
import { type LiveListInput, useLiveList } from './use-live-list.ts';

type LiveRecordInput<Item> = Omit<LiveListInput<Item>, 'fetch' | 'belongs' | 'compare' | 'initialItems' | 'idOf'> & {
  fetch: (client: Parameters<LiveListInput<Item>['fetch']>[0]) => Promise<Item | null>;
  belongs?: (item: Item) => boolean;
  initialItem?: Item | null | undefined;
};

type LiveRecordResult<Item> = { item: Item | null | undefined; query: UseQueryResult<readonly Item[]> };

/** One record that stays current. `item` is undefined while it is not known, and null where there is none. */
export function useLiveRecord<Item extends LiveRecord>(input: LiveRecordInput<Item>): LiveRecordResult<Item> {
  const { initialItem } = input;
  const query = useLiveList<Item>({
    ...input,
    fetch: async (client) => {
      const item = await input.fetch(client);
      return item ? [item] : [];
    },
    idOf: () => 'the one',
    belongs: input.belongs ?? (() => true),
    compare: () => 0,
    initialItems: initialItem === undefined ? undefined : initialItem === null ? [] : [initialItem],
  });
  return { item: query.data === undefined ? undefined : (query.data[0] ?? null), query };
}
