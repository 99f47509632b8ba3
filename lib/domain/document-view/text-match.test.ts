import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text.ts';
import { findMatches, firstMatchFrom, markParts, maximumMatches } from './text-match.ts';

const find = (words: string, ...texts: string[]) =>
  findMatches(
    texts.map((text) => ({ text })),
    words,
  );

describe('a search within a document', () => {
  it('finds every place, in reading order', () => {
    expect(find('lambda', 'A lambda.', 'None.', 'Lambda and LAMBDA')).toEqual([
      { block: 0, start: 2, end: 8 },
      { block: 2, start: 0, end: 6 },
      { block: 2, start: 11, end: 17 },
    ]);
  });

  it('does not mind marks, case and how words are spaced', () => {
    expect(find('resume', 'Mon résumé')).toEqual([{ block: 0, start: 4, end: 10 }]);
    expect(find('two  words', 'two\n words')).toHaveLength(1);
    expect(find('STRASSE', 'strasse')).toHaveLength(1);
  });

  it('takes the words as they are, not as a pattern', () => {
    expect(find('a.*(b', 'axxb a.*(b')).toEqual([{ block: 0, start: 5, end: 10 }]);
    expect(find('[x]', 'x [x]')).toHaveLength(1);
    expect(find('a-b', 'a-b')).toHaveLength(1);
  });

  it('finds nothing where nothing is searched for', () => {
    expect(find('', 'text')).toEqual([]);
    expect(find('  ', 'text')).toEqual([]);
  });

  it('stops where nobody would step on', () => {
    expect(find('a', 'a'.repeat(5000))).toHaveLength(maximumMatches);
  });

  it('goes on from where one reads', () => {
    const matches = find('x', 'x', '', 'x');
    expect(firstMatchFrom(matches, 1)).toBe(1);
    expect(firstMatchFrom(matches, 3)).toBe(0);
    expect(firstMatchFrom([], 3)).toBe(0);
  });

  it('never fails, and finds what is there, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, words) => {
        for (const { start, end } of find(words, text)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('folded text', () => {
  it('keeps every character in its place', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldText(text).length === text.length));
    expect(foldText('İstanbul ß Å')).toHaveLength('İstanbul ß Å'.length);
  });
});

describe('marked parts of a text', () => {
  it('mark what was found, and which of it one is at', () => {
    expect(
      markParts(
        'one two one',
        [
          [8, 11],
          [0, 3],
        ],
        [8, 11],
      ),
    ).toEqual([
      { text: 'one', mark: 'match' },
      { text: ' two ', mark: 'none' },
      { text: 'one', mark: 'current' },
    ]);
  });

  it('are one where nothing is marked', () => {
    expect(markParts('text', [])).toEqual([{ text: 'text', mark: 'none' }]);
    expect(markParts('', [[0, 5]])).toEqual([{ text: '', mark: 'none' }]);
  });

  it('put together are the text, whatever the ranges', () => {
    const range = fc.tuple(fc.integer({ min: -5, max: 50 }), fc.integer({ min: -5, max: 50 }));
    fc.assert(
      fc.property(fc.string(), fc.array(range), (text, ranges) => {
        expect(
          markParts(text, ranges)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
