import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentMs } from '#lib/domain/run/heartbeat';
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
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

describe('a message of work that another worker is at', () => {
  it('waits until its worker would be taken for lost, until there is a result to be told', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 30_000 })] });
    const first = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await worker.deliver([worker.message('work')])).toEqual([]);
    expect(worker.queue).toEqual([{ message: worker.message('work'), delaySeconds: 59 }]);
    expect([worker.count('acquire'), worker.count('save')]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(28_000);
    await first;
    await worker.deliver([worker.message('work')]);
    expect([worker.record('work')?.status, worker.count('acquire')]).toEqual(['SUCCEEDED', 1]);
    expect(worker.events).toHaveLength(2);
  });

  it('waits for a slice too', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 400_000 })] });
    const begun = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(285_000);
    await begun;
    const next = worker.message('work', { continuation: 1 });
    expect(worker.queue).toEqual([{ message: next, delaySeconds: 0 }]);
    const slice = worker.deliver([next]);
    await vi.advanceTimersByTimeAsync(20_000);
    await worker.deliver([next]);
    expect(worker.queue.at(-1)).toEqual({ message: next, delaySeconds: 41 });
    await vi.advanceTimersByTimeAsync(200_000);
    await slice;
    expect([worker.record('work')?.status, worker.count('acquire')]).toEqual(['SUCCEEDED', 2]);
  });

  it.each([
    [59, 'waits', undefined],
    [60.001, 'is worked on', 'SUCCEEDED'],
  ])('whose last sign of life is %i s old %s', async (seconds, _what, status) => {
    const worker = createMemoryWorker({ steps: [probe()] });
    worker.put('work', { status: 'RUNNING', heartbeatAt: ago(seconds), claimedBy: 'another' });
    await worker.deliver([worker.message('work')]);
    expect(worker.record('work')?.status).toBe(status ?? 'RUNNING');
    expect(worker.queue).toHaveLength(status ? 0 : 1);
  });

  it('of an earlier attempt does not wait for it', async () => {
    const worker = createMemoryWorker({ steps: [probe()] });
    worker.put('work', { status: 'RUNNING', heartbeatAt: ago(1) });
    await worker.deliver([worker.message('work', { attempt: 2 })]);
    expect(worker.record('work')).toMatchObject({ status: 'SUCCEEDED', attempt: 2 });
  });
});

describe('two workers that have the same attempt', () => {
  const running = (more: object) => ({ status: 'RUNNING' as const, ...more });

  it('are one after the first second: the other stops, and looks again when it might be lost', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 20_000, file: 'text' })] });
    Object.assign(worker.ports, { random: Math.random });
    const both = [worker.deliver([worker.message('work')]), worker.deliver([worker.message('work')])];
    await vi.advanceTimersByTimeAsync(1500);
    expect(await Promise.race(both)).toEqual([]);
    expect(worker.queue).toEqual([{ message: worker.message('work'), delaySeconds: 60 }]);
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all(both);
    expect(worker.record('work')).toMatchObject({ status: 'SUCCEEDED', claimedBy: '' });
    expect([worker.count('storeFile'), worker.events.length]).toEqual([1, 1]);
    expect(worker.leases.size).toBe(0);
  });

  it('are the lost one and its follower, who gives its place back and takes one', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 2000 })], limits: { organization: 1, agent: 1 } });
    const claimedBy = `${Date.now() + 240_000} lost`;
    worker.leases.add(claimedBy);
    worker.put('work', running({ heartbeatAt: ago(61), claimedBy }));
    const follower = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await follower).toEqual([]);
    expect(worker.record('work')?.status).toBe('SUCCEEDED');
    expect(worker.leases.size).toBe(0);
  });

  it('do not both end it: who was taken for lost finds another at it and leaves', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 40_000, file: 'text' })] });
    const slow = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    worker.put('work', running({ heartbeatAt: ago(0), claimedBy: 'follower' }));
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await slow).toEqual([]);
    expect(worker.record('work')).toMatchObject({ status: 'RUNNING', claimedBy: 'follower' });
    expect([worker.count('storeFile'), worker.events.length]).toEqual([0, 0]);
    expect(worker.queue).toMatchObject([{ message: { key: 'work', attempt: 1 } }]);
  });

  it('cannot be: who could not say that it lives stops before another may take over', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 200_000 })] });
    const cutOff = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    const { steps } = worker.ports;
    Object.assign(worker.ports, { steps: { ...steps, save: () => Promise.reject(new Error('no network')) } });
    await vi.advanceTimersByTimeAsync(58_000);
    expect(await Promise.race([cutOff, Promise.resolve('at work')])).toEqual([]);
    Object.assign(worker.ports, { steps });
    expect(worker.queue).toMatchObject([{ message: { key: 'work', attempt: 1 }, delaySeconds: 10 }]);
    expect(worker.record('work')?.status).toBe('RUNNING');
  });

  it('do not write over each other: what was taken over and handed over meanwhile is not taken back', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 40_000 })] });
    const cutOff = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    const handedOver = running({ claimant: 'follower', claimedBy: '', heartbeatAt: null, usd: 5, continuation: '{}' });
    worker.put('work', handedOver);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await cutOff).toEqual([]);
    expect(worker.record('work')).toMatchObject(handedOver);
    expect([worker.events.length, worker.queue.length, worker.leases.size]).toEqual([0, 0, 0]);
  });

  it('do not both end it either, where the first one was done before it could say again that it lives', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 20_000 })] });
    const cutOff = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    const handedOver = running({ claimant: 'follower', claimedBy: '', heartbeatAt: null, usd: 5, continuation: '{}' });
    worker.put('work', handedOver);
    await vi.advanceTimersByTimeAsync(20_000);
    await cutOff;
    expect(worker.record('work')).toMatchObject(handedOver);
    expect(worker.events).toEqual([]);
  });

  it('cannot be where writes hang: the silence ends the work, not the failure of a write', async () => {
    let stoppedAt: number | undefined;
    const worker = createMemoryWorker({
      steps: [probe()],
      runAgentTask: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stoppedAt = Date.now();
            reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
          });
        }),
    });
    const begunAt = Date.now();
    const cutOff = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    const { steps } = worker.ports;
    const hang = () => new Promise<boolean>((_resolve, reject) => setTimeout(reject, 30_000, new Error('no answer')));
    Object.assign(worker.ports, { steps: { ...steps, save: hang } });
    await vi.advanceTimersByTimeAsync(58_000);
    expect(stoppedAt).toBe(begunAt + 1000 + silentMs);
    expect(await Promise.race([cutOff, Promise.resolve('at work')])).toEqual([]);
    expect(worker.queue).toMatchObject([{ message: { key: 'work', attempt: 1 }, delaySeconds: 10 }]);
  });

  it('come from one message: it stays hidden as long as its worker lives, and not much longer', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 70_000 })] });
    const work = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(70_000);
    await work;
    expect(worker.postponed).toEqual([60, 60, 60]);
  });
});

describe('a worker that gives the work out of its hands', () => {
  it('has the next slice go on at once', async () => {
    const worker = createMemoryWorker({ steps: [probe({ slices: 1, delayMs: 5000 })] });
    const begun = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(5000);
    await begun;
    expect(worker.record('work')).toMatchObject({ status: 'RUNNING', heartbeatAt: null });
    const slice = worker.deliver([worker.message('work', { continuation: 1 })]);
    await vi.advanceTimersByTimeAsync(5000);
    await slice;
    expect(worker.record('work')?.status).toBe('SUCCEEDED');
  });

  it('because something failed on its way has it go on when the message comes again', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 5000, file: 'text' })] });
    worker.cutNext('storeFile', 'before');
    const cut = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await cut).toEqual([0]);
    expect(worker.record('work')).toMatchObject({ status: 'RUNNING', heartbeatAt: null });
    const again = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await again).toEqual([]);
    expect(worker.record('work')?.status).toBe('SUCCEEDED');
  });

  it('to a conversation says that nobody is at it', async () => {
    const worker = createMemoryWorker({ steps: [{ id: 'assess', title: 'Assess', agent: 'assessment' }] });
    await worker.deliver([worker.message('assess', { attempt: 2 })]);
    expect(worker.record('assess')).toMatchObject({ status: 'RUNNING', heartbeatAt: null });
  });
});
