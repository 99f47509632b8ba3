'use client';

import { type QueryKey, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { DataClient } from '../data-client.ts';
import { loadDataClient } from '../data-client.ts';
import { noteConnection, useConnection } from './connection.ts';
import { type LiveEvent, type LiveRecord, mergeLiveEvents } from './live-events.ts';
import { type Channel, listen, type Observed, useSubscriptions } from './use-subscriptions.ts';

type LiveStreams<Item> = { created?: Observed<Item>; updated?: Observed<Item>; deleted?: Observed<Item> };

export type LiveListInput<Item> = {
  queryKey: QueryKey;
  /** The model's name in the schema, e.g. `Project`. */
  model: string;
  /** The index query that fills the list. */
  fetch: (client: DataClient) => Promise<readonly Item[]>;
  /** `onCreate`, `onUpdate`, `onDelete` with the filter that fits the query. */
  streams: (client: DataClient) => LiveStreams<Item>;
  idOf: (item: Item) => string;
  /** Whether a record belongs into the list, given what it shows now: a page does not take in other pages' items. */
  belongs: (item: Item, shown: readonly Item[]) => boolean;
  compare: (a: Item, b: Item) => number;
  /** What the server gave with the page. */
  initialItems?: readonly Item[] | undefined;
  isEnabled?: boolean;
};

// An index may lag behind a write; what the socket told in this time outweighs what a query brings.
const INDEX_LAG_MS = 15_000;

// While the socket is cut the list asks by itself.
const WHILE_CUT_MS = 3_000;

type Remembered<Item> = { at: number; event: LiveEvent<Item> };

/**
 * A list that stays current: an index query in TanStack's cache, with what the socket tells merged into it, and the
 * query asked again whenever the socket (re)connects, so that a cut leaves no gap.
 */
export function useLiveList<Item extends LiveRecord>(input: LiveListInput<Item>): UseQueryResult<readonly Item[]> {
  const { queryKey, idOf, belongs, compare, isEnabled = true } = input;
  const queryClient = useQueryClient();
  const { isCut } = useConnection();
  const recent = useRef<Remembered<Item>[]>([]);

  const merge = (items: readonly Item[], events: readonly LiveEvent<Item>[]) =>
    mergeLiveEvents({ items, events, idOf, belongs, compare });

  const query = useQuery({
    queryKey,
    enabled: isEnabled,
    initialData: input.initialItems,
    refetchInterval: isCut ? WHILE_CUT_MS : false,
    queryFn: async () => {
      const items = await input.fetch(await loadDataClient());
      noteConnection({ kind: 'answered' });
      const since = Date.now() - INDEX_LAG_MS;
      recent.current = recent.current.filter(({ at }) => at > since);
      return merge(
        items,
        recent.current.map(({ event }) => event),
      );
    },
  });

  const channel: Channel<LiveEvent<Item>> = {
    key: JSON.stringify(queryKey),
    operation: input.model,
    open: (client, next) => {
      const { created, updated, deleted } = input.streams(client);
      const saved = [created, updated].filter((stream) => stream !== undefined);
      const subscriptions = saved.map((stream) => listen(stream, (item) => next({ kind: 'saved', item })));
      return deleted ? [...subscriptions, listen(deleted, (item) => next({ kind: 'deleted', item }))] : subscriptions;
    },
  };
  useSubscriptions(isEnabled ? channel : null, {
    onMessage: (event) => {
      recent.current.push({ at: Date.now(), event });
      queryClient.setQueryData<readonly Item[]>(queryKey, (items) => items && merge(items, [event]));
    },
    onListening: () => void queryClient.invalidateQueries({ queryKey, exact: true }),
  });

  return query;
}
