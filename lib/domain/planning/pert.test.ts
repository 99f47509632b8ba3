import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decileRange, estimate, probabilityBelow, scale } from './pert.ts';

describe('a three-point estimate', () => {
  it('is (o + 4m + p) / 6 with a deviation of (p - o) / 6', () => {
    expect(estimate({ optimistic: 2, mostLikely: 4, pessimistic: 12 })).toEqual({
      optimistic: 2,
      mostLikely: 4,
      pessimistic: 12,
      expected: 5,
      standardDeviation: 1.67,
    });
  });

  it('is put in order, and is never below zero', () => {
    fc.assert(
      fc.property(fc.tuple(fc.integer(), fc.integer(), fc.integer()), ([optimistic, mostLikely, pessimistic]) => {
        const made = estimate({ optimistic, mostLikely, pessimistic });
        expect(made.optimistic).toBeGreaterThanOrEqual(0);
        expect(made.mostLikely).toBeGreaterThanOrEqual(made.optimistic);
        expect(made.pessimistic).toBeGreaterThanOrEqual(made.mostLikely);
        expect(made.expected).toBeGreaterThanOrEqual(made.optimistic);
        expect(made.expected).toBeLessThanOrEqual(made.pessimistic);
      }),
    );
  });

  it('is stretched at its pessimistic end by a spread', () => {
    expect(scale({ optimistic: 1, mostLikely: 2, pessimistic: 4 }, 2, 1.5)).toEqual({
      optimistic: 2,
      mostLikely: 4,
      pessimistic: 12,
    });
  });
});

describe('the normal approximation', () => {
  it('has 80 % between its 10 % and its 90 %', () => {
    expect(decileRange(100, 10)).toEqual({ p10: 87, p90: 113 });
    expect(decileRange(3, 10).p10).toBe(1);
  });

  it.each([
    [100, 0.5],
    [112.816, 0.9],
    [87.184, 0.1],
    [120, 0.97725],
  ])('of mean 100 and deviation 10 is below %d with %d', (value, expected) => {
    expect(probabilityBelow(value, 100, 10)).toBeCloseTo(expected, 4);
  });

  it('is a step where nothing varies', () => {
    expect(probabilityBelow(9, 10, 0)).toBe(0);
    expect(probabilityBelow(10, 10, 0)).toBe(1);
  });
});
