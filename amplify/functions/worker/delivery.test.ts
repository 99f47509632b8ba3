import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryWorker, type Effect, effects } from './memory-ports.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T08:00:00.000Z') }));
afterEach(() => void vi.useRealTimers());

const probe = (inputs: Record<string, unknown> = {}) => ({
  id: 'work',
  title: 'Work',
  agent: 'probe',
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }])),
});
type Worker = ReturnType<typeof createMemoryWorker>;

const told = ({ events }: Worker) =>
  events.flatMap((event) => (event.name === 'task.completion' ? [event.detail] : []));

/** What is left of all deliveries, in a form that can be compared. */
function effectsOf(worker: Worker) {
  const record = worker.record('work');
  return {
    status: record?.status,
    attempt: record?.attempt,
    output: worker.output('work'),
    files: [...worker.files.values()].map(({ key, sha256 }) => [key, sha256]),
    artifacts: [...worker.artifacts.values()].map(({ id, sha256 }) => [id, sha256]),
    completions: new Set(told(worker).map(({ idempotencyKey }) => idempotencyKey)),
  };
}

describe('a message that comes again', () => {
  it('has the completion told again, the same, and nothing done again', async () => {
    const worker = createMemoryWorker({ steps: [probe({ file: 'text' })] });
    await worker.deliver([worker.message('work')]);
    const before = effectsOf(worker);
    await worker.deliver([worker.message('work')]);
    expect(effectsOf(worker)).toEqual(before);
    expect(told(worker)[1]).toEqual(told(worker)[0]);
    expect([worker.count('save'), worker.count('storeFile')]).toEqual([1, 1]);
  });

  it('after a failure has the failure told again, with no second try under the same number', async () => {
    const worker = createMemoryWorker({ steps: [probe({ failTimes: 1 })] });
    await worker.deliver([worker.message('work')]);
    await worker.deliver([worker.message('work')]);
    expect(told(worker)[1]).toEqual(told(worker)[0]);
    expect(worker.count('save')).toBe(1);
  });

  it('twice at the same time has one effect, told by both', async () => {
    const worker = createMemoryWorker({ steps: [probe({ file: 'text' })] });
    await worker.deliver([worker.message('work'), worker.message('work')]);
    expect(effectsOf(worker)).toMatchObject({ status: 'SUCCEEDED', attempt: 1 });
    expect(effectsOf(worker).completions.size).toBe(1);
    expect(worker.artifacts.size).toBe(1);
  });

  it.each(['COMPLETED', 'FAILED', 'CANCELLED'] as const)('to a run that is %s does nothing', async (status) => {
    const worker = createMemoryWorker({ steps: [probe()] });
    worker.endRun(status);
    await worker.deliver([worker.message('work')]);
    expect([worker.record('work'), worker.events, worker.count('acquire')]).toEqual([undefined, [], 0]);
  });

  it('of a run that is gone does nothing', async () => {
    const worker = createMemoryWorker({ steps: [probe()] });
    expect(await worker.deliver([worker.message('work', { runId: 'gone' })])).toEqual([]);
    expect(worker.events).toEqual([]);
  });
});

const cuts = effects
  .filter((effect) => effect !== 'enqueue')
  .flatMap((effect) => (['before', 'after'] as const).map((when): [Effect, 'before' | 'after'] => [effect, when]));

describe('work that is cut off', () => {
  it.each(cuts)(
    'at "%s", %s it took place, has the effects of a clean run when it comes again',
    async (effect, when) => {
      const step = probe({ value: 'v', file: 'text' });
      const clean = createMemoryWorker({ steps: [step] });
      await clean.deliver([clean.message('work')]);

      const worker = createMemoryWorker({ steps: [step] });
      worker.cutNext(effect, when);
      const failed = await worker.deliver([worker.message('work')]);
      expect(worker.isCut()).toBe(true);
      // A place that is not given back lapses; that alone is no reason to come again.
      expect(failed).toEqual(effect === 'release' ? [] : [0]);
      await worker.deliver([worker.message('work')]);
      expect(effectsOf(worker)).toEqual(effectsOf(clean));
    },
  );

  it.each(cuts)('at "%s", %s it took place, in a retry, has the effects of a clean one', async (effect, when) => {
    const worker = createMemoryWorker({ steps: [probe({ failTimes: 1, file: 'text' })] });
    await worker.deliver([worker.message('work')]);
    worker.cutNext(effect, when);
    await worker.deliver([worker.message('work', { attempt: 2 })]);
    expect(worker.isCut()).toBe(true);
    await worker.deliver([worker.message('work', { attempt: 2 })]);
    expect(effectsOf(worker)).toMatchObject({ status: 'SUCCEEDED', attempt: 2 });
    expect(worker.artifacts.size).toBe(1);
    expect(JSON.parse(String(worker.record('work')?.attempts))).toHaveLength(1);
  });
});

describe('an attempt whose worker was lost', () => {
  it('has its whole time again where there is nothing to go on from', async () => {
    const worker = createMemoryWorker({ steps: [{ ...probe({ delayMs: 3000 }), timeoutSeconds: 5 }] });
    worker.put('work', { status: 'RUNNING', startedAt: '2026-11-21T07:30:00.000Z' });
    const delivered = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(3000);
    await delivered;
    expect(worker.record('work')).toMatchObject({ status: 'SUCCEEDED', startedAt: '2026-11-21T08:00:00.000Z' });
  });
});

describe('a late attempt', () => {
  it('that comes after the next one was begun does nothing', async () => {
    const worker = createMemoryWorker({ steps: [probe()] });
    worker.setStep('work', 'RETRYING', { attempt: 2 });
    await worker.deliver([worker.message('work')]);
    expect([worker.record('work'), worker.events]).toEqual([undefined, []]);
  });

  it('that answers after the next one was begun is fenced off, files and all', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 500, file: 'late' })] });
    const late = worker.deliver([worker.message('work')]);
    worker.put('work', { status: 'RUNNING', attempt: 2 });
    await vi.advanceTimersByTimeAsync(500);
    expect(await late).toEqual([]);
    expect(worker.record('work')).toMatchObject({ status: 'RUNNING', attempt: 2 });
    expect([worker.files.size, worker.artifacts.size, worker.events]).toEqual([0, 0, []]);
  });

  it('that answers after the next one has succeeded has that success told again', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 500 })] });
    const late = worker.deliver([worker.message('work')]);
    worker.put('work', { status: 'SUCCEEDED', attempt: 2, output: '"second"' });
    await vi.advanceTimersByTimeAsync(500);
    await late;
    expect(worker.output('work')).toBe('second');
    expect(told(worker)).toMatchObject([{ attempt: 2, outcome: { kind: 'succeeded' } }]);
  });

  it('is stopped by its next sign of life', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 100_000 })] });
    const late = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(2000);
    worker.put('work', { status: 'RUNNING', attempt: 2 });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await late).toEqual([]);
    expect([worker.record('work')?.attempt, worker.events]).toEqual([2, []]);
  });

  it('of the same number that failed does not undo a success', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 500, failTimes: 1 })] });
    const late = worker.deliver([worker.message('work')]);
    worker.put('work', { status: 'SUCCEEDED', attempt: 1 });
    await vi.advanceTimersByTimeAsync(500);
    await late;
    expect(worker.record('work')?.status).toBe('SUCCEEDED');
    expect(told(worker)).toMatchObject([{ outcome: { kind: 'succeeded' } }]);
  });

  it('whose failure stands already, as when the answer to its write was lost, has that failure told', async () => {
    const worker = createMemoryWorker({ steps: [probe({ delayMs: 500, failTimes: 1 })] });
    const delivered = worker.deliver([worker.message('work')]);
    worker.put('work', { status: 'FAILED', attempt: 1, reason: 'gone', isRetryable: true });
    await vi.advanceTimersByTimeAsync(500);
    await delivered;
    expect(told(worker)).toMatchObject([{ attempt: 1, outcome: { kind: 'failed', retryable: true, reason: 'gone' } }]);
  });
});

describe('changes that an approver asked for', () => {
  it('have a success done again, with the comment; earlier attempts are remembered', async () => {
    const worker = createMemoryWorker({ steps: [probe({ value: 'v' })] });
    await worker.deliver([worker.message('work')]);
    worker.setStep('work', 'RETRYING', { attempt: 2 });
    await worker.deliver([worker.message('work', { attempt: 2, since: 2, feedback: 'shorter' })]);
    expect(worker.record('work')).toMatchObject({ status: 'SUCCEEDED', attempt: 2, feedback: 'shorter' });
    const attempts: unknown = JSON.parse(String(worker.record('work')?.attempts));
    expect(attempts).toMatchObject([{ attempt: 1, reason: 'Done again: changes were asked for.' }]);
  });
});
