import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidScheduleError, nextTime, parseSchedule } from './schedule-expression.ts';
import { localTimeOf } from './time-zone.ts';

const at = (text: string) => Date.parse(text);
const next = (expression: string, after: string, zone = 'UTC') => {
  const found = nextTime(parseSchedule(expression), at(after), { zone });
  return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
};

test.each([
  ['cron(0 10 * * ? *)', '2026-11-21T10:00:00Z', '2026-11-22T10:00'],
  ['cron(15 12 * * ? *)', '2026-11-21T10:00:00Z', '2026-11-21T12:15'],
  ['cron(0 18 ? * MON-FRI *)', '2026-11-20T18:00:00Z', '2026-11-23T18:00'],
  ['cron(0 8 1 * ? *)', '2026-11-21T10:00:00Z', '2026-12-01T08:00'],
  ['cron(0/15 * * * ? *)', '2026-11-21T10:07:00Z', '2026-11-21T10:15'],
  ['cron(0/30 20-2 ? * MON-FRI *)', '2026-11-20T02:30:00Z', '2026-11-20T20:00'],
  ['cron(0 0 L * ? *)', '2028-02-01T00:00:00Z', '2028-02-29T00:00'],
  ['cron(0 0 15W * ? *)', '2026-11-01T00:00:00Z', '2026-11-16T00:00'],
  ['cron(0 0 1W * ? *)', '2026-08-01T00:00:00Z', '2026-08-03T00:00'],
  ['cron(0 0 ? * 3#2 *)', '2026-11-01T00:00:00Z', '2026-11-10T00:00'],
  ['cron(0 0 ? * 5L *)', '2026-11-01T00:00:00Z', '2026-11-26T00:00'],
  ['cron(0 0 ? * L *)', '2026-11-16T00:00:00Z', '2026-11-21T00:00'],
  ['cron(0 0 ? * 1 *)', '2026-11-16T00:00:00Z', '2026-11-22T00:00'],
  ['cron(0 0 29 2 ? *)', '2026-11-01T00:00:00Z', '2028-02-29T00:00'],
  ['cron(0 0 1 JAN,JUL ? 2030)', '2026-11-01T00:00:00Z', '2030-01-01T00:00'],
  ['at(2030-01-31T10:00:00)', '2026-11-01T00:00:00Z', '2030-01-31T10:00'],
])('%s after %s is %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test.each([
  ...['cron(0 10 * * * *)', 'cron(0 10 ? * ? *)', 'cron(0 10 * * ?)', 'cron(60 10 * * ? *)', 'cron(0 24 * * ? *)'],
  ...[
    'cron(0 10 ? * 0 *)',
    'cron(0 10 ? * 8 *)',
    'cron(0 10 ? * 3#6 *)',
    'cron(0 10 ? * 3#1,5#2 *)',
    'cron(a * * * ? *)',
  ],
  ...['cron(0 0 0 * ? *)', 'cron(0/0 * * * ? *)', 'cron(0 0 1 FOO ? *)', 'cron(, * * * ? *)', 'cron(0 0 ? * MON 3000)'],
  ...['rate(0 minutes)', 'rate(5)', 'rate(-1 days)', 'rate(5 seconds)', '5 minutes', 'at(2030-02-30T00:00:00)', ''],
])('%s is refused', (expression) => {
  expect(() => parseSchedule(expression)).toThrow(InvalidScheduleError);
});

test('a rule wants the unit of 1 singular and of more plural, and knows no at', () => {
  for (const text of ['rate(1 minutes)', 'rate(5 minute)', 'at(2030-01-31T10:00:00)']) {
    expect(() => parseSchedule(text, { isStrict: true })).toThrow(InvalidScheduleError);
  }
  expect(parseSchedule('rate(1 hour)', { isStrict: true })).toEqual({ kind: 'rate', milliseconds: 3_600_000 });
});

test('a time that clocks are set forward over is skipped, one shown twice fires once', () => {
  const zone = 'America/New_York';
  expect(next('cron(30 2 * * ? *)', '2026-03-07T12:00:00Z', zone)).toBe('2026-03-09T06:30');
  expect(next('cron(30 1 * * ? *)', '2026-10-31T12:00:00Z', zone)).toBe('2026-11-01T05:30');
  expect(next('cron(30 1 * * ? *)', '2026-11-01T05:30:00Z', zone)).toBe('2026-11-02T06:30');
});

test('nothing after the last time', () => {
  expect(next('cron(0 0 31 2 ? *)', '2026-01-01T00:00:00Z')).toBeUndefined();
  expect(next('cron(0 0 1 1 ? 2020)', '2026-01-01T00:00:00Z')).toBeUndefined();
  expect(next('at(2020-01-01T00:00:00)', '2026-01-01T00:00:00Z')).toBeUndefined();
});

const field = (lowest: number, highest: number) =>
  fc.oneof(
    fc.constant({ text: '*', has: () => true }),
    fc.uniqueArray(fc.integer({ min: lowest, max: highest }), { minLength: 1, maxLength: 3 }).map((values) => ({
      text: values.join(','),
      has: (value: number) => values.includes(value),
    })),
    fc.tuple(fc.integer({ min: lowest, max: highest }), fc.integer({ min: 1, max: highest })).map(([from, step]) => ({
      text: `${from}/${step}`,
      has: (value: number) => value >= from && (value - from) % step === 0,
    })),
  );

test('property: the next time is the first minute of a scan that fits every field, in any zone', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
  // Around the changes of clocks of either half of the year.
  const start = fc.integer({ min: at('2026-03-01T00:00:00Z') / 60_000, max: at('2026-11-05T00:00:00Z') / 60_000 });
  fc.assert(
    fc.property(
      field(0, 59),
      field(0, 23),
      field(1, 7),
      fc.boolean(),
      zones,
      start,
      (minute, hour, day, byWeek, zone, from) => {
        const days = byWeek ? `? * ${day.text}` : `${day.text} * ?`;
        const found = nextTime(parseSchedule(`cron(${minute.text} ${hour.text} ${days} *)`), from * 60_000, { zone });
        const seen = new Set<string>();
        const fits = (instant: number) => {
          const local = localTimeOf(instant, zone);
          // A clock set back shows this again; the first time counts.
          const shown = JSON.stringify(local);
          const isFirst = !seen.has(shown);
          seen.add(shown);
          const week = new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay() + 1;
          return isFirst && minute.has(local.minute) && hour.has(local.hour) && day.has(byWeek ? week : local.day);
        };
        for (let minutes = from - 180; minutes <= from; minutes += 1) fits(minutes * 60_000);
        const limit = from + 4 * 24 * 60;
        for (let minutes = from + 1; minutes <= limit; minutes += 1) {
          if (fits(minutes * 60_000)) {
            expect(found).toBe(minutes * 60_000);
            return;
          }
        }
        expect(found ?? Number.POSITIVE_INFINITY).toBeGreaterThan(limit * 60_000);
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});
