import { describe, expect, it } from 'vitest';
import { type LiveEvent, mergeLiveEvents } from './live-events.ts';

type Item = { id: string; name: string; updatedAt: string; isOpen?: boolean };

const item = (id: string, name: string, minute: number, isOpen = true): Item => ({
  id,
  name,
  isOpen,
  updatedAt: `2026-01-01T00:0${minute}:00.000Z`,
});

const merge = (items: Item[], events: LiveEvent<Item>[]) =>
  mergeLiveEvents<Item>({
    items,
    events,
    idOf: ({ id }) => id,
    belongs: ({ isOpen }) => isOpen !== false,
    compare: (a, b) => a.name.localeCompare(b.name),
  });

describe('mergeLiveEvents', () => {
  it('adds what is new, in the order of the list', () => {
    const merged = merge([item('1', 'b', 0)], [{ kind: 'saved', item: item('2', 'a', 1) }]);
    expect(merged.map(({ id }) => id)).toEqual(['2', '1']);
  });

  it('shows a record once, however often it is told', () => {
    const event: LiveEvent<Item> = { kind: 'saved', item: item('1', 'a', 1) };
    expect(merge([], [event, event])).toHaveLength(1);
  });

  it('never replaces a newer state by an older one that arrives late', () => {
    const merged = merge([item('1', 'new', 2)], [{ kind: 'saved', item: item('1', 'old', 1) }]);
    expect(merged[0]?.name).toBe('new');
  });

  it('takes out what is deleted, or no longer belongs into the list', () => {
    const items = [item('1', 'a', 0), item('2', 'b', 0), item('3', 'c', 0)];
    const merged = merge(items, [
      { kind: 'deleted', item: item('1', 'a', 1) },
      { kind: 'saved', item: item('2', 'b', 1, false) },
    ]);
    expect(merged.map(({ id }) => id)).toEqual(['3']);
  });

  it('keeps the same array where nothing changes', () => {
    const items = [item('1', 'a', 3)];
    expect(merge(items, [{ kind: 'saved', item: item('1', 'a', 1) }])).toBe(items);
    expect(merge(items, [{ kind: 'deleted', item: item('9', 'z', 4) }])).toBe(items);
  });
});
