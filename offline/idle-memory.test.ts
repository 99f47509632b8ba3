import { expect, test, vi } from 'vitest';
import { IdleMemory } from './idle-memory.ts';
import { tellRelease } from './kernel/release.ts';

test('memory is collected twice after each time of use, never while requests come', () => {
  let collections = 0;
  const memory = new IdleMemory(() => {
    collections += 1;
  });
  const countAfter = (...steps: (() => void)[]) => {
    for (const step of steps) step();
    return collections;
  };
  const [use, check] = [() => memory.note(), () => memory.check()];
  expect(countAfter(check)).toBe(0);
  expect(countAfter(check)).toBe(1);
  expect(countAfter(check, check, check, check)).toBe(2);
  expect(countAfter(use, check, use, check)).toBe(2);
  expect(countAfter(check)).toBe(3);
  memory.stop();
});

test('memory that a start needed is given back soon after it', () => {
  vi.useFakeTimers();
  let collections = 0;
  const memory = new IdleMemory(() => {
    collections += 1;
  });
  memory.settle();
  memory.note();
  vi.advanceTimersByTime(1500);
  expect(collections).toBe(1);
  memory.stop();
  vi.useRealTimers();
});

test('memory of what has ended is given back at once, unless somebody calls', () => {
  vi.useFakeTimers();
  let collections = 0;
  const memory = new IdleMemory(() => {
    collections += 1;
  });
  tellRelease();
  tellRelease();
  vi.advanceTimersByTime(100);
  expect(collections).toBe(1);
  tellRelease();
  memory.note();
  vi.advanceTimersByTime(100);
  expect(collections).toBe(1);
  memory.stop();
  tellRelease();
  vi.advanceTimersByTime(100);
  expect(collections).toBe(1);
  vi.useRealTimers();
});
