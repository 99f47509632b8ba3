import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { defineAgent, defineTask, noUsage } from '#lib/agents/agent';
import { probeManifest } from '#lib/agents/probe/manifest';
import { maximumContinuations } from './continuation.ts';
import { createMemoryWorker } from './memory-ports.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T08:00:00.000Z') }));
afterEach(() => void vi.useRealTimers());

const probe = (inputs: Record<string, unknown> = {}) => ({
  id: 'work',
  title: 'Work',
  agent: 'probe',
  timeoutSeconds: 3600,
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }])),
});
type Worker = ReturnType<typeof createMemoryWorker>;
const told = ({ events }: Worker) =>
  events.flatMap((event) => (event.name === 'task.completion' ? [event.detail] : []));

/** Delivers what is in the queue until there is nothing left. */
async function drain(worker: Worker, most = 100): Promise<number> {
  let delivered = 0;
  for (let next = worker.queue.shift(); next && delivered < most; next = worker.queue.shift()) {
    await worker.deliver([next.message]);
    delivered += 1;
  }
  return delivered;
}

describe('work that takes long', () => {
  it('says after a second, and then every thirty, that it is at work', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 95_000 })] });
    const delivered = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(999);
    expect(worker.record('work')).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(worker.record('work')).toMatchObject({ status: 'RUNNING', heartbeatAt: '2026-11-21T08:00:01.000Z' });
    await vi.advanceTimersByTimeAsync(90_000);
    expect(worker.record('work')).toMatchObject({ heartbeatAt: '2026-11-21T08:01:31.000Z' });
    await vi.advanceTimersByTimeAsync(5_000);
    await delivered;
    expect(worker.record('work')).toMatchObject({ status: 'SUCCEEDED', startedAt: '2026-11-21T08:00:00.000Z' });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(worker.count('save')).toBe(5);
  });

  it('goes on when a sign of life cannot be given', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 5000 })] });
    worker.cutNext('save', 'before');
    const delivered = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(5000);
    await delivered;
    expect(worker.isCut()).toBe(true);
    expect(worker.record('work')?.status).toBe('SUCCEEDED');
  });

  it('says so at once where it is not the first attempt', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 500 })] });
    const delivered = worker.deliver([worker.message('work', { attempt: 2 })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(worker.record('work')).toMatchObject({ status: 'RUNNING', attempt: 2 });
    await vi.advanceTimersByTimeAsync(500);
    await delivered;
  });

  it('stops when the run is cancelled meanwhile, and tells nobody', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 200_000, file: 'text' })] });
    const delivered = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(10_000);
    worker.endRun('CANCELLED');
    await vi.advanceTimersByTimeAsync(21_000);
    expect(await delivered).toEqual([]);
    expect(worker.record('work')).toMatchObject({ status: 'FAILED', reason: 'The run was ended.' });
    expect([worker.events, worker.files.size, worker.leases.size]).toEqual([[], 0, 0]);
  });

  it('leaves no trace where its agent returns after the run was cancelled, deaf to the word', async () => {
    let hasReturned = false;
    const deaf = defineAgent(probeManifest, () => Promise.reject(new Error('not a conversation')), '', {
      work: defineTask('deaf', {
        title: 'Work',
        input: z.unknown(),
        output: z.unknown(),
        run: async () => {
          await new Promise((resolve) => setTimeout(resolve, 60_000));
          hasReturned = true;
          const artifacts = [{ name: 'late.txt', contentType: 'text/plain', body: 'late' }];
          return { output: 'late', artifacts, evidence: [], questions: [], progress: {}, usage: noUsage };
        },
      }),
    });
    const worker = createMemoryWorker({ steps: [{ ...probe(), agent: 'deaf' }], agents: { deaf } });
    const delivered = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(10_000);
    worker.endRun('CANCELLED');
    await vi.advanceTimersByTimeAsync(80_000);
    expect([hasReturned, await delivered]).toEqual([true, []]);
    expect(worker.record('work')).toMatchObject({ status: 'FAILED', reason: 'The run was ended.' });
    expect([worker.events, worker.files.size, worker.leases.size]).toEqual([[], 0, 0]);
  });

  it('fails, to be tried again, when it does not end within the time of the worker', async () => {
    const worker = createMemoryWorker({ steps: [probe({ hang: true })] });
    const delivered = worker.deliver([worker.message('work')], 20_000);
    await vi.advanceTimersByTimeAsync(20_000);
    await delivered;
    expect(told(worker)).toMatchObject([{ outcome: { kind: 'failed', retryable: true } }]);
  });
});

describe('work that is cut into slices', () => {
  it('goes on from where it stood, as the same attempt, until it is done', async () => {
    const worker = createMemoryWorker({ steps: [probe({ value: 'v', slices: 3 })] });
    await worker.deliver([worker.message('work')]);
    expect(worker.record('work')).toMatchObject({ status: 'RUNNING', attempt: 1 });
    expect(worker.queue).toMatchObject([{ message: { continuation: 1, attempt: 1 }, delaySeconds: 0 }]);
    expect(await drain(worker)).toBe(3);
    expect(worker.output('work')).toEqual({ value: 'v', attempt: 1, slices: 3 });
    expect(told(worker)).toHaveLength(1);
  });

  it('takes twenty minutes where a call has less than five', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 20 * 60_000 })] });
    worker.queue.push({ message: worker.message('work'), delaySeconds: 0 });
    const drained = drain(worker);
    await vi.advanceTimersByTimeAsync(21 * 60_000);
    expect(await drained).toBe(5);
    expect(worker.record('work')).toMatchObject({ status: 'SUCCEEDED', startedAt: '2026-11-21T08:00:00.000Z' });
    expect(worker.record('work')?.endedAt).toBe('2026-11-21T08:20:00.000Z');
    expect(told(worker)).toHaveLength(1);
  });

  it('has its time counted over all slices', async () => {
    const worker = createMemoryWorker({ steps: [{ ...probe({ delayMs: 20 * 60_000 }), timeoutSeconds: 600 }] });
    worker.queue.push({ message: worker.message('work'), delaySeconds: 0 });
    const drained = drain(worker);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(await drained).toBe(3);
    expect(told(worker)).toMatchObject([{ outcome: { kind: 'failed', retryable: true } }]);
  });

  it('is given up after so many slices that it cannot be meant', async () => {
    const worker = createMemoryWorker({ steps: [probe({ slices: 1000 })] });
    await worker.deliver([worker.message('work')]);
    expect(await drain(worker)).toBe(maximumContinuations);
    expect(told(worker)).toMatchObject([{ outcome: { kind: 'failed', retryable: false } }]);
  });

  it.each([
    ['save', 'before'],
    ['save', 'after'],
    ['enqueue', 'before'],
    ['enqueue', 'after'],
  ] as const)('cut off at "%s", %s it took place, ends with one result', async (effect, when) => {
    const worker = createMemoryWorker({ steps: [probe({ value: 'v', slices: 2 })] });
    worker.cutNext(effect, when);
    expect(await worker.deliver([worker.message('work')])).toEqual([0]);
    expect(worker.isCut()).toBe(true);
    await worker.deliver([worker.message('work')]);
    await drain(worker);
    expect(worker.output('work')).toMatchObject({ value: 'v', slices: 2 });
    expect(new Set(told(worker).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it('begins anew in the next attempt, also where that is cut off', async () => {
    const worker = createMemoryWorker({ steps: [probe({ slices: 1 })] });
    await worker.deliver([worker.message('work')]);
    worker.setStep('work', 'RETRYING', { attempt: 2 });
    worker.cutNext('save', 'after');
    expect(await worker.deliver([worker.message('work', { attempt: 2 })])).toEqual([0]);
    await worker.deliver([worker.message('work', { attempt: 2 })]);
    expect(worker.queue.at(-1)).toMatchObject({ message: { attempt: 2, continuation: 1 } });
    await drain(worker);
    expect(worker.output('work')).toMatchObject({ attempt: 2, slices: 1 });
  });
});

describe('places at work', () => {
  const limits = { organization: 1, agent: 1 };

  it('are taken for as long as the work takes; who finds none comes later and nobody counts it', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 900 }), { ...probe(), id: 'other' }], limits });
    const first = worker.deliver([worker.message('work')]);
    const second = worker.deliver([worker.message('other')]);
    await vi.advanceTimersByTimeAsync(600);
    expect(await second).toEqual([]);
    expect(worker.queue).toEqual([{ message: worker.message('other'), delaySeconds: 3 }]);
    await vi.advanceTimersByTimeAsync(300);
    await first;
    await drain(worker);
    expect(worker.record('other')?.status).toBe('SUCCEEDED');
  });

  it('that are free again in a moment are waited for', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 100 }), { ...probe(), id: 'other' }], limits });
    const both = Promise.all(['work', 'other'].map((key) => worker.deliver([worker.message(key)])));
    await vi.advanceTimersByTimeAsync(150);
    await both;
    expect(worker.record('other')?.status).toBe('SUCCEEDED');
    expect(worker.queue).toEqual([]);
  });

  it('lapse when their worker is gone', async () => {
    const worker = createMemoryWorker({ steps: [probe()], limits });
    worker.leases.add(`${Date.now() + 60_000} somebody`);
    const delivered = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(600);
    await delivered;
    expect(worker.record('work')).toBeUndefined();
    vi.setSystemTime(Date.now() + 60_000);
    await drain(worker);
    expect(worker.record('work')?.status).toBe('SUCCEEDED');
    expect(worker.leases.size).toBe(0);
  });

  it('are given back when the work fails, and when its result could not be stored', async () => {
    const worker = createMemoryWorker({ steps: [probe({ failTimes: 1 })], limits });
    await worker.deliver([worker.message('work')]);
    expect(worker.leases.size).toBe(0);
    worker.cutNext('save', 'before');
    await worker.deliver([worker.message('work', { attempt: 2 })]);
    expect(worker.leases.size).toBe(0);
  });
});
