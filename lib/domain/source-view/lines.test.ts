import { describe, expect, it } from 'vitest';
import { filterPaths, linesAround, linesOf, sourceHref } from './lines.ts';

describe('the lines of a file', () => {
  it('are numbered from 1, whatever ends them', () => {
    expect(linesOf('a\r\nb\n\nc\n')).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
      { number: 3, text: '' },
      { number: 4, text: 'c' },
    ]);
    expect(linesOf('')).toEqual([{ number: 1, text: '' }]);
  });

  it('around one are those on either side that there are', () => {
    const lines = linesOf('1\n2\n3\n4\n5');
    const around = (line: number) => linesAround(lines, line, 1).map(({ number }) => number);
    expect([around(1), around(3), around(5)]).toEqual([
      [1, 2],
      [2, 3, 4],
      [4, 5],
    ]);
    expect([around(0), around(6)]).toEqual([[], []]);
  });
});

describe('the files of a source', () => {
  it('are found by words of their paths, names first', () => {
    const paths = ['src/orders/index.ts', 'src/app/Orders.ts', 'readme.md'];
    expect(filterPaths(paths, 'orders')).toEqual(['src/app/Orders.ts', 'src/orders/index.ts']);
    expect(filterPaths(paths, 'SRC index')).toEqual(['src/orders/index.ts']);
    expect(filterPaths(paths, ' ')).toBe(paths);
  });

  it('have addresses to the line', () => {
    expect(sourceHref('p', 'd', 'a b/c&d.ts', 7)).toBe('/projects/p/documents/d?file=a+b%2Fc%26d.ts&line=7');
    expect(sourceHref('p', 'd', 'x')).toBe('/projects/p/documents/d?file=x');
  });
});
