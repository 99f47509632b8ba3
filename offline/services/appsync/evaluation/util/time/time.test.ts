import { describe, expect, it } from 'vitest';
import { startRun } from '../../run.ts';
import { testContext, testSource } from '../../testing.ts';
import { findFunction } from '../function-table.ts';
import { TIME } from './time.ts';

const NOW = Date.UTC(2026, 1, 3, 4, 5, 6, 789);
const run = startRun(testContext(), testSource(NOW));
const call = (name: string, ...args: unknown[]): unknown => findFunction(TIME, [name])?.(run, ...args);

describe('now', () => {
  it('is what the clock says', () => {
    expect(call('nowISO8601')).toBe('2026-02-03T04:05:06.789Z');
    expect(call('nowEpochSeconds')).toBe(Math.floor(NOW / 1000));
    expect(call('nowEpochMilliSeconds')).toBe(NOW);
    expect(call('nowFormatted', 'yyyy-MM-dd HH:mm:ssZ')).toBe('2026-02-03 04:05:06+0000');
    expect(call('nowFormatted', 'yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')).toBe('2026-02-03 12:05:06+0800');
  });
});

describe('epochMilliSecondsToFormatted', () => {
  it.each([
    ["EEEE, d MMMM yyyy 'at' h:mm a", 'UTC', 'Tuesday, 3 February 2026 at 4:05 AM'],
    ['EEE MMM dd yy', 'UTC', 'Tue Feb 03 26'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", 'Europe/Berlin', '2026-02-03T05:05:06.789+01:00'],
    ['HH:mm:ss.SSSSSS XXX', 'UTC', '04:05:06.789000 Z'],
    ['xx X O VV', 'America/New_York', '-0500 -05 GMT-05:00 America/New_York'],
    ['DDD Q w YYYY', 'UTC', '034 1 6 2026'],
    ["kk K ''", '+02:00', "06 6 '"],
  ])('%s in %s', (pattern, zone, expected) => {
    expect(call('epochMilliSecondsToFormatted', NOW, pattern, zone)).toBe(expected);
  });

  it('names a letter that it does not know', () => {
    expect(() => call('epochMilliSecondsToFormatted', NOW, 'b')).toThrow('Unknown pattern letter: b');
  });
});

describe('parsing', () => {
  it.each([
    ['2018-02-01 17:21:05.180+08:00', 'yyyy-MM-dd HH:mm:ss.SSSXXX', undefined, 1517476865180],
    ['2018-02-02 01:19:22+0800', 'yyyy-MM-dd HH:mm:ssZ', undefined, 1517505562000],
    ['2018-02-02 01:19:22', 'yyyy-MM-dd HH:mm:ss', 'Asia/Manila', 1517505562000],
    ['20260203040506', 'yyyyMMddHHmmss', 'UTC', Date.UTC(2026, 1, 3, 4, 5, 6)],
    ['Feb 3, 2026 4:05 PM', 'MMM d, yyyy h:mm a', 'UTC', Date.UTC(2026, 1, 3, 16, 5)],
  ])('%s by %s', (text, pattern, zone, expected) => {
    expect(call('parseFormattedToEpochMilliSeconds', text, pattern, zone)).toBe(expected);
  });

  it('reads ISO 8601', () => {
    expect(call('parseISO8601ToEpochMilliSeconds', '2018-02-01T17:21:05.180+08:00')).toBe(1517476865180);
    expect(call('epochMilliSecondsToISO8601', 1517476865180)).toBe('2018-02-01T09:21:05.180Z');
    expect(call('epochMilliSecondsToSeconds', 1517476865180)).toBe(1517476865);
  });

  it('refuses what does not fit', () => {
    expect(() => call('parseFormattedToEpochMilliSeconds', '2018-02-30', 'yyyy-MM-dd')).toThrow('Invalid date');
    expect(() => call('parseFormattedToEpochMilliSeconds', 'soon', 'yyyy')).toThrow("Text 'soon' could not be parsed");
    expect(() => call('parseISO8601ToEpochMilliSeconds', 'soon')).toThrow("Text 'soon' could not be parsed");
  });
});
