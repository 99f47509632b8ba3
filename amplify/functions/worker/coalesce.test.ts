import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FactoryEvent } from '#lib/domain/events/registry';
import { coalesceEvents } from './coalesce.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (idempotencyKey: string): FactoryEvent => ({
  name: 'task.completion',
  detail: {
    ...{ schemaVersion: 1, organization: 'demo', projectId: 'p1', correlationId: 'c1', idempotencyKey },
    ...{ orchestrationId: 'r1', key: 'a', attempt: 1, outcome: { kind: 'waiting' }, usd: 0 },
  },
});

it('publishes together what comes close together', async () => {
  const published: number[] = [];
  const publish = coalesceEvents((events) => Promise.resolve(void published.push(events.length)), 3);
  const both = Promise.all([publish([event('a')]), publish([event('b'), event('c')])]);
  await vi.advanceTimersByTimeAsync(3);
  await both;
  const later = publish([event('d')]);
  await vi.advanceTimersByTimeAsync(3);
  await later;
  expect(published).toEqual([3, 1]);
});

it('tells everybody when it fails, and goes on', async () => {
  let isDown = true;
  const publish = coalesceEvents(() => (isDown ? Promise.reject(new Error('down')) : Promise.resolve()), 3);
  const failures = Promise.allSettled([publish([event('a')]), publish([event('b')])]);
  await vi.advanceTimersByTimeAsync(3);
  expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  const later = publish([event('a')]);
  await vi.advanceTimersByTimeAsync(3);
  await expect(later).resolves.toBeUndefined();
});
