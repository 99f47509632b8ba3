import { describe, expect, it } from 'vitest';
import { collectPage, type IndexPage } from './collect-page.ts';

type Item = { id: number; isOpen: boolean };

const items: Item[] = Array.from({ length: 10 }, (_, id) => ({ id, isOpen: id % 2 === 0 }));

/** An index that gives three items a time, from the cursor on, as the storage does. */
function indexFrom(all: Item[]): (token: string | undefined) => Promise<IndexPage<Item>> {
  return (token) => {
    const start = Number(token ?? 0);
    const end = start + 3;
    return Promise.resolve({ items: all.slice(start, end), nextToken: end < all.length ? String(end) : null });
  };
}

const collect = (over: Partial<Parameters<typeof collectPage<Item>>[0]> = {}) =>
  collectPage<Item>({
    fetchPage: indexFrom(items),
    matches: (item) => item.isOpen,
    cursorOf: (item) => String(item.id),
    after: undefined,
    size: 2,
    maxFetches: 10,
    ...over,
  });

describe('collectPage', () => {
  it('fills a page across several answers of the index', async () => {
    const page = await collect({ size: 3 });
    expect(page.items.map(({ id }) => id)).toEqual([0, 2, 4]);
    expect(page).toMatchObject({ nextCursor: '4', isExhaustive: true });
  });

  it('goes on right after the cursor, without gap or double', async () => {
    const first = await collect();
    const fromCursor = items.slice(Number(first.nextCursor));
    const second = await collect({ fetchPage: indexFrom(fromCursor), after: first.nextCursor ?? undefined });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([0, 2, 4, 6]);
  });

  it('ends without a cursor when nothing more matches', async () => {
    expect(await collect({ size: 5 })).toMatchObject({ nextCursor: null, isExhaustive: true });
  });

  it('loses nothing when the item of the cursor is gone meanwhile', async () => {
    const page = await collect({ fetchPage: indexFrom(items.slice(4)), after: 'gone' });
    expect(page.items.map(({ id }) => id)).toEqual([4, 6]);
  });

  it('stops at its bound, says so, and can go on from there', async () => {
    const page = await collect({ matches: () => false, maxFetches: 2 });
    expect(page).toEqual({ items: [], nextCursor: '5', isExhaustive: false });
  });
});
