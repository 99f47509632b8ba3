import { describe, expect, it } from 'vitest';
import {
  readAvailability,
  readBudget,
  readDuration,
  readFactor,
  readItemSize,
  readRate,
  readStored,
  secondsPerMonth,
} from './quantities.ts';

describe('quantities in answers', () => {
  it.each([
    ['50 requests per second', 50],
    ['expected load is 50 requests/s', 50],
    ['about 1,000 req/min', 1000 / 60],
    ['1000 requests per minute', 1000 / 60],
    ['200k orders a day', 200_000 / 86_400],
    ['2 million calls per month', 2e6 / secondsPerMonth],
    ['1.5M requests each month', 1.5e6 / secondsPerMonth],
    ['300 rps', 300],
    ['2k tps at peak', 2000],
    ['100 work orders created per hour', 100 / 3600],
    ['10,000 invoices monthly', 10_000 / secondsPerMonth],
    ['5 per day', 5 / 86_400],
    ['a lot', null],
    ['500 concurrent users', null],
    ['', null],
  ])('reads the rate of “%s”', (text, expected) => {
    const rate = readRate(text);
    if (expected === null) expect(rate).toBeNull();
    else expect(rate).toBeCloseTo(expected, 9);
  });

  it.each([
    ['200 USD a month', 200],
    ['$1,500', 1500],
    ['at most $2k per month', 2000],
    ['2,400 dollars per year', 200],
    ['cheap', null],
    ['300 EUR', null],
  ])('reads the budget of “%s”', (text, expected) => {
    expect(readBudget(text)).toBe(expected);
  });

  it('reads durations, shares, sizes and factors', () => {
    expect([readDuration('120 ms'), readDuration('1.5 seconds'), readDuration('fast')]).toEqual([0.12, 1.5, null]);
    expect([readAvailability('99.9 %'), readAvailability('99%'), readAvailability('high')]).toEqual([
      0.9990000000000001,
      0.99,
      null,
    ]);
    expect([readItemSize('2 KB a record'), readItemSize('512 bytes per item'), readItemSize('5 GB')]).toEqual([
      2,
      0.5,
      null,
    ]);
    expect([readStored('5 GB today'), readStored('1 TB'), readStored('some')]).toEqual([5, 1024, null]);
    expect([
      readFactor('5 times the average'),
      readFactor('it doubles'),
      readFactor('10x'),
      readFactor('more'),
    ]).toEqual([5, 2, 10, null]);
  });
});
