import { expect, test } from 'vitest';
import { filtered, sorted } from './rows.ts';

const rows = [
  { n: 'item 10', v: 2 },
  { n: 'Item 9', v: undefined },
  { n: 'item 1', v: 10 },
];
const value = (row: (typeof rows)[number], key: string) => (key === 'n' ? row.n : row.v);

test('texts sort with their numbers by size, and what is missing stays last both ways', () => {
  expect(sorted(rows, 'n', value).map(({ n }) => n)).toEqual(['item 1', 'Item 9', 'item 10']);
  expect(sorted(rows, 'v', value).map(({ v }) => v)).toEqual([2, 10, undefined]);
  expect(sorted(rows, '-v', value).map(({ v }) => v)).toEqual([10, 2, undefined]);
});
test('every word of a filter must be there', () => {
  expect(filtered(rows, ' 1 ITEM', ({ n }) => n).map(({ n }) => n)).toEqual(['item 10', 'item 1']);
  expect(filtered(rows, '', ({ n }) => n)).toHaveLength(3);
});
