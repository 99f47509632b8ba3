const LAST_CHARACTER = '\u{10FFFF}';

/** Above every key that begins with the prefix. */
export const upperBound = (prefix: string): string => prefix + LAST_CHARACTER;

/** Where a page ended: a key, and the version or upload of it. */
export type Position = { key: string; within: string };
type Entry<Item> = Position & { item: Item };
export type Folded<Item> = { items: Item[]; prefixes: string[]; next: Position | undefined };

/**
 * One page of entries after a position, in UTF-8 order; those with the delimiter behind the prefix are folded into common
 * prefixes, each counted once. Reads what the page holds, not what it folds away. `read` answers entries after a position.
 */
export function fold<Item>(
  { prefix, delimiter, limit }: { prefix: string; delimiter: string; limit: number },
  after: Position,
  read: (after: Position, count: number) => readonly Entry<Item>[],
): Folded<Item> {
  const found: Folded<Item> = { items: [], prefixes: [], next: undefined };
  if (limit === 0) return found;
  let position = after;
  // A page that ended with a common prefix goes on behind all of its keys.
  const folded = commonPrefix(after.key, prefix, delimiter);
  if (folded !== undefined && folded === after.key) position = { key: upperBound(folded), within: '' };
  let last: Position | undefined;
  for (;;) {
    const entries = read(position, limit + 1 - found.items.length - found.prefixes.length);
    if (entries.length === 0) return found;
    for (const { key, within, item } of entries) {
      if (found.items.length + found.prefixes.length >= limit) {
        found.next = last;
        return found;
      }
      const common = commonPrefix(key, prefix, delimiter);
      if (common === undefined) {
        found.items.push(item);
        position = { key, within };
        last = position;
        continue;
      }
      found.prefixes.push(common);
      position = { key: upperBound(common), within: '' };
      last = { key: common, within: '' };
      break;
    }
  }
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end === -1 ? undefined : key.slice(0, end + delimiter.length);
}
