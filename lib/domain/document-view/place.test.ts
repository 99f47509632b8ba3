import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Position } from '../document/extracted.ts';
import { groupBlocks, groupOfBlock } from './block-groups.ts';
import { documentHref, findPlace, readPlace } from './place.ts';

const block = (position: Position, text = 'x'): Block => ({ kind: 'paragraph', text, position });
const pages = [block({ page: 1 }), block({ page: 1 }), block({ page: 2 }), block({ page: 4 })];
const place = (query: string, blocks: readonly Block[] = pages) =>
  findPlace(blocks, readPlace(new URLSearchParams(query)));

describe('a place that an address names', () => {
  it('is a block, or several from one to another', () => {
    expect(place('block=2')).toEqual({ first: 2, last: 2 });
    expect(place('block=1&to=2')).toEqual({ first: 1, last: 2 });
    expect(place('block=1&to=99')).toEqual({ first: 1, last: 3 });
    expect(place('block=2&to=1')).toEqual({ first: 2, last: 2 });
  });

  it('is the first block of a page, slide or sheet', () => {
    expect(place('page=2')).toEqual({ first: 2, last: 2 });
    expect(place('slide=3', [block({ slide: 1 }), block({ slide: 3 })])).toEqual({ first: 1, last: 1 });
    expect(place('sheet=B%20C', [block({ sheet: 'A' }), block({ sheet: 'B C' })])).toEqual({ first: 1, last: 1 });
  });

  it('is the block that a line lies in, within a file of an archive too', () => {
    const lines = [block({ line: 1 }), block({ line: 5 }), block({ line: 9 })];
    expect(place('line=7', lines)).toEqual({ first: 1, last: 1 });
    const files = [
      block({ entry: 'a.md', line: 1 }),
      block({ entry: 'b.md', line: 1 }),
      block({ entry: 'b.md', line: 4 }),
    ];
    expect(place('entry=b.md&line=3', files)).toEqual({ first: 1, last: 1 });
    expect(place('entry=b.md', files)).toEqual({ first: 1, last: 1 });
  });

  it('is none where the document has no such place', () => {
    for (const query of ['', 'block=4', 'block=-1', 'block=1e3', 'block=x', 'page=3', 'page=', 'slide=1', 'line=1']) {
      expect(place(query)).toBeUndefined();
    }
  });

  it('has an address', () => {
    expect(documentHref('p', 'd')).toBe('/projects/p/documents/d');
    expect(documentHref('p', 'd', { first: 3, last: 5 })).toBe('/projects/p/documents/d?block=3&to=5');
    expect(documentHref('p', 'd', { first: 3, last: 3 })).toBe('/projects/p/documents/d?block=3');
    expect(documentHref('p/../x', 'd?', { first: 0 })).toBe('/projects/p%2F..%2Fx/documents/d%3F?block=0');
  });
});

describe('groups of blocks', () => {
  it('are pages, slides, sheets and files of archives', () => {
    const groups = groupBlocks({ blocks: pages });
    expect(groups.map(({ first, end, place: of }) => [first, end, of])).toEqual([
      [0, 2, { kind: 'page', number: 1, entry: null, isContinued: false }],
      [2, 3, { kind: 'page', number: 2, entry: null, isContinued: false }],
      [3, 4, { kind: 'page', number: 4, entry: null, isContinued: false }],
    ]);
    const others = [block({ sheet: 'A' }), block({ slide: 2 }), block({ entry: 'x.md', line: 1 }), block({ line: 1 })];
    expect(groupBlocks({ blocks: others }).map((group) => group.place?.kind)).toEqual([
      'sheet',
      'slide',
      'entry',
      undefined,
    ]);
  });

  it('split what is long, and say that it goes on', () => {
    const groups = groupBlocks({ blocks: Array.from({ length: 90 }, () => block({ sheet: 'A' })) });
    expect(groups.map((group) => [group.first, group.end, group.place?.isContinued])).toEqual([
      [0, 40, false],
      [40, 80, true],
      [80, 90, true],
    ]);
  });

  it('hold every block once, whatever there is', () => {
    const position = fc.record(
      { page: fc.integer({ min: 1, max: 3 }), entry: fc.constantFrom('a', 'b') },
      { requiredKeys: [] },
    );
    const any = fc.record({
      kind: fc.constant('paragraph' as const),
      text: fc.string(),
      position,
    }) as fc.Arbitrary<Block>;
    fc.assert(
      fc.property(fc.array(any, { maxLength: 200 }), (blocks) => {
        const groups = groupBlocks({ blocks });
        expect(groups.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, at) => first + at))).toEqual(
          blocks.map((_, index) => index),
        );
        for (const index of blocks.keys()) {
          const group = groups[groupOfBlock(groups, index) ?? -1];
          expect(group && group.first <= index && index < group.end).toBe(true);
        }
      }),
    );
    expect(groupBlocks({ blocks: [] })).toEqual([]);
    expect(groupOfBlock([], 0)).toBeUndefined();
  });
});
