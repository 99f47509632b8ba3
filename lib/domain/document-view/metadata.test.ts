import { describe, expect, it } from 'vitest';
import { readMetadata } from './metadata.ts';

describe('what a file says of itself', () => {
  it('is shown as names and values, whether or not it was read from its JSON', () => {
    const shown = [
      ['author', 'A. Person'],
      ['revision', '3'],
    ];
    expect(readMetadata({ author: 'A. Person', revision: 3, empty: ' ', deep: {} })).toEqual(shown);
    expect(readMetadata('{"author":"A. Person","revision":3}')).toEqual(shown);
  });

  it('is nothing where it is nothing that can be shown', () => {
    for (const stored of [null, undefined, '', 'no json', '"text"', 5]) expect(readMetadata(stored)).toEqual([]);
  });

  it('is cut where a stranger wrote too much', () => {
    expect(readMetadata({ subject: 'x'.repeat(9999) })[0]?.[1]).toHaveLength(500);
  });
});
