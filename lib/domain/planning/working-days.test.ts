import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  countWorkingDays,
  dayAfter,
  isWorkingDay,
  onWorkingDay,
  toWorkingDays,
} from './working-days.ts';

const anyDate = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('working days', () => {
  it.each([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-23', true],
  ])('%s: %s', (date, expected) => {
    expect(isWorkingDay(date)).toBe(expected);
  });

  it.each([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 0, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-24'],
    ['2026-11-23', 5, '2026-11-30'],
    ['2026-11-23', -1, '2026-11-20'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i working days is %s', (date, days, expected) => {
    expect(addWorkingDays(date, days)).toBe(expected);
  });

  it('agree with counting day by day', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 60 }), (from, days) => {
        let date = onWorkingDay(from);
        for (let left = days; left > 0; ) {
          date = dayAfter(date);
          if (isWorkingDay(date)) left -= 1;
        }
        expect(addWorkingDays(from, days)).toBe(date);
        expect(countWorkingDays(from, date)).toBe(days);
      }),
    );
  });

  it('are five of seven', () => {
    expect(toWorkingDays(14)).toBe(10);
  });
});
