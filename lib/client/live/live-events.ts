/** What the realtime socket tells about a record. */
export type LiveEvent<Item> = { kind: 'saved'; item: Item } | { kind: 'deleted'; item: Item };

/** What a record needs so that an older telling of it never replaces a newer one. */
export type LiveRecord = { updatedAt?: string | null };

type MergeInput<Item> = {
  items: readonly Item[];
  events: readonly LiveEvent<Item>[];
  idOf: (item: Item) => string;
  /** Whether a record belongs into this list (at all, or still), given what the list shows now. */
  belongs: (item: Item, shown: readonly Item[]) => boolean;
  compare: (a: Item, b: Item) => number;
};

function isOlder(candidate: LiveRecord, known: LiveRecord | undefined): boolean {
  if (!known?.updatedAt || !candidate.updatedAt) return false;
  return candidate.updatedAt < known.updatedAt;
}

/**
 * Merges what the socket told into what a query gave, in any order of arrival: no record twice, none stale.
 * Gives back the same array where nothing changes, so that nothing is drawn again.
 */
export function mergeLiveEvents<Item extends LiveRecord>(input: MergeInput<Item>): readonly Item[] {
  const { items, events, idOf, belongs, compare } = input;
  const merged = new Map(items.map((item) => [idOf(item), item]));
  let hasChanged = false;
  for (const { kind, item } of events) {
    const id = idOf(item);
    const known = merged.get(id);
    if (isOlder(item, known)) continue;
    const isGone = kind === 'deleted' || !belongs(item, items);
    if (isGone && !known) continue;
    if (isGone) merged.delete(id);
    else merged.set(id, item);
    hasChanged = true;
  }
  return hasChanged ? [...merged.values()].sort(compare) : items;
}
