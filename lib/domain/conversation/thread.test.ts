import { describe, expect, it } from 'vitest';
import { type HistoryPage, inReadingOrder, reachesKnown, takeMessages } from './thread.ts';

const message = (minute: number) => ({ id: `m${minute}`, timestamp: `2026-01-01T00:0${minute}:00.000Z` });
type Message = ReturnType<typeof message>;
const pages: HistoryPage<Message>[] = [
  { items: [message(4), message(3)], nextToken: 'older' },
  { items: [message(2), message(1)], nextToken: null },
];

describe('a conversation', () => {
  it('is read from the oldest message to the newest', () => {
    expect(inReadingOrder(pages).map(({ id }) => id)).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  it('takes a new message in once, however often it is told', () => {
    const once = takeMessages(pages, [message(5), message(5)]);
    expect(inReadingOrder(takeMessages(once, [message(5)])).map(({ id }) => id)).toEqual([
      'm1',
      'm2',
      'm3',
      'm4',
      'm5',
    ]);
    expect(takeMessages(once, [message(5), message(2)])).toBe(once);
  });

  it('puts a message that arrives late where it belongs', () => {
    const gap = [{ items: [message(4), message(2)], nextToken: null }];
    expect(inReadingOrder(takeMessages(gap, [message(3)])).map(({ id }) => id)).toEqual(['m2', 'm3', 'm4']);
  });

  it('knows when the newest page leaves a gap', () => {
    expect(reachesKnown(pages, { items: [message(6), message(4)], nextToken: 'x' })).toBe(true);
    expect(reachesKnown(pages, { items: [message(9), message(8)], nextToken: 'x' })).toBe(false);
    expect(reachesKnown(pages, { items: [message(9)], nextToken: null })).toBe(true);
  });
});
