import { describe, expect, it } from 'vitest';
import { cellRanges } from './cell-ranges.ts';

const rows = [['Name', 'Keys'], [], ['Orders', 'pk, sk']];
const text = 'Name | Keys\n\nOrders | pk, sk';

describe('what is found in a table', () => {
  it('is marked in its cells', () => {
    const at = text.indexOf('pk');
    expect(
      cellRanges(rows, text, [
        [7, 11],
        [at, at + 2],
      ]),
    ).toEqual(
      new Map([
        ['0,1', [[0, 4]]],
        ['2,1', [[0, 2]]],
      ]),
    );
  });

  it('may reach over cells', () => {
    expect([...cellRanges(rows, text, [[2, 9]]).keys()]).toEqual(['0,0', '0,1']);
  });

  it('is not marked where text and rows differ', () => {
    expect(cellRanges(rows, `${text}!`, [[0, 4]]).size).toBe(0);
    expect(cellRanges(rows, text, []).size).toBe(0);
  });
});
