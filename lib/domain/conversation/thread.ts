/** What ordering needs of a message. */
export interface Timed {
  readonly id: string;
  readonly timestamp: string;
}

/** One page of the history as the backend gives it: newest first; `nextToken` leads to older ones. */
export interface HistoryPage<Message> {
  readonly items: readonly Message[];
  readonly nextToken?: string | null | undefined;
}

const newestFirst = (a: Timed, b: Timed) =>
  a.timestamp === b.timestamp ? b.id.localeCompare(a.id) : b.timestamp.localeCompare(a.timestamp);

/** Puts messages into the newest page: each once, newest first. The same pages where all are there already. */
export function takeMessages<Message extends Timed>(
  pages: readonly HistoryPage<Message>[],
  messages: readonly Message[],
): readonly HistoryPage<Message>[] {
  const known = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const added = messages.filter(
    ({ id }, index) => !known.has(id) && messages.findIndex((one) => one.id === id) === index,
  );
  const [newest = { items: [] }, ...older] = pages;
  if (added.length === 0) return pages;
  return [{ ...newest, items: [...newest.items, ...added].sort(newestFirst) }, ...older];
}

/** Whether a newest page, asked for again, leaves no gap to what is known: it reaches a known message, or the beginning. */
export function reachesKnown<Message extends Timed>(
  pages: readonly HistoryPage<Message>[],
  newest: HistoryPage<Message>,
): boolean {
  if (!newest.nextToken) return true;
  const known = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  return newest.items.some(({ id }) => known.has(id));
}

/** All messages of the pages, oldest first, each once. */
export function inReadingOrder<Message extends Timed>(pages: readonly HistoryPage<Message>[]): Message[] {
  const byId = new Map(pages.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));
  return [...byId.values()].sort((a, b) => newestFirst(b, a));
}
