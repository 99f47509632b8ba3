import { describe, expect, it } from 'vitest';
import { fuseRankings } from './fuse.ts';
import { packVectors, similarities } from './vectors.ts';

describe('rankings', () => {
  it('that agree outweigh one that stands alone', () => {
    const fused = fuseRankings([{ keys: ['a', 'b', 'c'] }, { keys: ['d', 'b', 'a'] }]);
    expect(fused.map(({ key }) => key)).toEqual(['a', 'b', 'd', 'c']);
  });

  it('count by their weight, and keep their order where they are equal', () => {
    expect(fuseRankings([{ keys: ['a'] }, { keys: ['b'], weight: 2 }]).map(({ key }) => key)).toEqual(['b', 'a']);
    expect(fuseRankings([{ keys: ['a'] }, { keys: ['b'] }]).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(fuseRankings([])).toEqual([]);
  });
});

describe('vectors as bytes', () => {
  it('give the cosine within a hundredth', () => {
    const packed = packVectors('m', [
      [3, 4, 0],
      [0, 0, 0.2],
      [-1, 0, 0],
    ]);
    const [one = 0, two = 0, three = 0] = similarities([0.6, 0.8, 0], packed);
    expect(one).toBeCloseTo(1, 2);
    expect(two).toBeCloseTo(0, 2);
    expect(three).toBeCloseTo(-0.6, 2);
  });

  it('of nothing are near to nothing', () => {
    expect(similarities([1, 0], packVectors('m', [[0, 0]]))).toEqual([0]);
    expect(similarities([], packVectors('m', []))).toEqual([]);
  });

  it('of another length are refused', () => {
    expect(() => similarities([1], packVectors('m', [[1, 0]]))).toThrow('1 numbers');
    expect(() => packVectors('m', [[1, 0], [1]])).toThrow('2 and 1 numbers');
  });
});
