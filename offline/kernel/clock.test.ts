import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Clock } from './clock.ts';
import { keepTime, resumeTime } from './kept-time.ts';

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a move back is told with its length, and before those who look anew', () => {
  const clock = new Clock();
  const told: unknown[] = [];
  clock.onMoved(() => told.push('moved'));
  clock.onSetBack((milliseconds) => told.push(milliseconds));
  clock.setOffset(HOUR);
  clock.setOffset(0);
  expect(told).toEqual(['moved', HOUR, 'moved']);
});

test("the machine's clock that goes back is noticed, once", async () => {
  const clock = new Clock();
  const told: number[] = [];
  clock.onSetBack((milliseconds) => told.push(milliseconds));
  const now = clock.now();
  vi.setSystemTime(now - HOUR);
  expect(clock.now()).toBe(now - HOUR);
  expect(told).toEqual([]);
  await Promise.resolve();
  expect(told).toEqual([HOUR]);
});

test('a clock that is slewed by less than a second did not go back', async () => {
  const clock = new Clock();
  const told: number[] = [];
  clock.onSetBack((milliseconds) => told.push(milliseconds));
  vi.setSystemTime(clock.now() - 900);
  clock.now();
  await Promise.resolve();
  expect(told).toEqual([]);
});

test('timers and steady time go on as if the clock had not gone back', () => {
  const clock = new Clock();
  clock.setOffset(HOUR);
  let hasRun = false;
  const before = clock.steady();
  clock.after(5000, () => {
    hasRun = true;
  });
  clock.setOffset(0);
  vi.advanceTimersByTime(4000);
  expect({ hasRun, passed: clock.steady() - before }).toEqual({ hasRun: false, passed: 4000 });
  vi.advanceTimersByTime(1000);
  expect(hasRun).toBe(true);
});

test('a process that starts with an earlier clock than the one before tells those who listen', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kept-time-'));
  try {
    const before = new Clock();
    keepTime(before, folder);
    before.setOffset(HOUR);
    // Killed here: nothing was said at its end.
    const after = new Clock();
    resumeTime(after, folder);
    const told: number[] = [];
    after.onSetBack((milliseconds) => told.push(milliseconds));
    expect(told).toEqual([HOUR]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a folder without a kept time, or with an earlier one, says nothing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kept-time-'));
  try {
    const clock = new Clock();
    const told: number[] = [];
    resumeTime(clock, folder);
    keepTime(clock, folder)();
    vi.advanceTimersByTime(HOUR);
    resumeTime(clock, folder);
    clock.onSetBack((milliseconds) => told.push(milliseconds));
    expect(told).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
