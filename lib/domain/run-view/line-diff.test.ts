import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSame, lineDiff } from './line-diff.ts';

const side = (of: 'removed' | 'added', lines: ReturnType<typeof lineDiff>) =>
  lines
    .filter(({ kind }) => kind === 'same' || kind === of)
    .map(({ text }) => text)
    .join('\n');

describe('a diff of lines', () => {
  it('keeps what is alike and names what came and went', () => {
    expect(lineDiff('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'same', text: 'c' },
      { kind: 'same', text: 'd' },
      { kind: 'added', text: 'e' },
    ]);
  });

  it('turns any text into any other, and is a shortest one', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after);
        expect(side('removed', lines)).toBe(before);
        expect(side('added', lines)).toBe(after);
        expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(longestCommon(before, after));
      }),
    );
  });

  it('leaves out what is alike far from any change, and says how much', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n');
    const hunks = foldSame(lineDiff(before, before.replace('line 10', 'line ten')), 1);
    expect(hunks.map((hunk) => (hunk.kind === 'gap' ? hunk.count : hunk.lines.length))).toEqual([9, 4, 8]);
    expect(foldSame(lineDiff(before, before))).toEqual([]);
  });
});

function longestCommon(before: string, after: string): number {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let row = new Array<number>(b.length + 1).fill(0);
  for (const left of a) {
    const next = [0];
    b.forEach((right, index) => {
      next.push(left === right ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    });
    row = next;
  }
  return row[b.length] ?? 0;
}
