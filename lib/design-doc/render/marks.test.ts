import { describe, expect, it } from 'vitest';
import { gatherMarks, rangesOf } from './marks.ts';

describe('markers of claims', () => {
  it('that stand next to each other are one run, each once', () => {
    expect(
      gatherMarks(['a', { cite: 'c1' }, { cite: 'c2' }, { cite: 'c1' }, ', ', { code: 'b' }, { cite: 'c3' }]),
    ).toEqual(['a', { marks: ['c1', 'c2'] }, ', ', { code: 'b' }, { marks: ['c3'] }]);
  });

  it('are shown as ranges from three neighbours on', () => {
    expect(rangesOf([9, 3, 5, 4, 12, 13, 4])).toEqual([
      { first: 3, last: 5 },
      { first: 9, last: 9 },
      { first: 12, last: 12 },
      { first: 13, last: 13 },
    ]);
    expect(rangesOf([])).toEqual([]);
  });
});
