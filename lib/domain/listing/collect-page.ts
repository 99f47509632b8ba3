/** One answer of an index query: its items, and where the next one goes on. */
export type IndexPage<Item> = { items: Item[]; nextToken: string | null };

export type CollectedPage<Item> = {
  items: Item[];
  /** Where the next page starts; null at the end. */
  nextCursor: string | null;
  /** False where the search stopped at its bound with more left to look through. */
  isExhaustive: boolean;
};

type CollectInput<Item> = {
  /** Asks for the next items of the index, `createdAt` not after (or, ascending, not before) the cursor's. */
  fetchPage: (nextToken: string | undefined) => Promise<IndexPage<Item>>;
  matches: (item: Item) => boolean;
  cursorOf: (item: Item) => string;
  /** The last item of the page before; what comes up to and with it is passed over. */
  after: string | undefined;
  size: number;
  /** How many index pages one call may look through. */
  maxFetches: number;
};

/**
 * Collects one page of matching items from an index whose `limit` counts items before the filter.
 * Cursors name an item instead of a storage token, so they live in a URL and outlive a restart.
 */
export async function collectPage<Item>(input: CollectInput<Item>): Promise<CollectedPage<Item>> {
  const { fetchPage, matches, cursorOf, after, size, maxFetches } = input;
  const found: Item[] = [];
  let isPastCursor = after === undefined;
  let nextToken: string | undefined;
  let lastSeen: Item | undefined;
  for (let fetches = 0; fetches < maxFetches; fetches += 1) {
    const page = await fetchPage(nextToken);
    // A cursor whose item is gone meanwhile: everything the index gives lies behind it already.
    const start = isPastCursor ? 0 : page.items.findIndex((item) => cursorOf(item) === after) + 1;
    isPastCursor = true;
    for (const item of page.items.slice(start)) {
      if (matches(item)) {
        if (found.length === size) return { items: found, nextCursor: lastCursor(found, cursorOf), isExhaustive: true };
        found.push(item);
      }
      lastSeen = item;
    }
    if (page.nextToken === null) return { items: found, nextCursor: null, isExhaustive: true };
    nextToken = page.nextToken;
  }
  const cursor = lastSeen === undefined ? null : cursorOf(lastSeen);
  return { items: found, nextCursor: cursor, isExhaustive: false };
}

function lastCursor<Item>(items: Item[], cursorOf: (item: Item) => string): string | null {
  const last = items.at(-1);
  return last === undefined ? null : cursorOf(last);
}
