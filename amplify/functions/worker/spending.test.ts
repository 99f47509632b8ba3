import { expect, it } from 'vitest';
import { costOfRecords } from '#lib/domain/cost/recorded-run';
import { parseRunStep, runStepId } from '#lib/repositories/run-step';
import { createMemoryWorker } from './memory-ports.ts';

const probe = (inputs: Record<string, unknown>) => ({
  id: 'work',
  title: 'Work',
  agent: 'probe',
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }])),
});
type Worker = ReturnType<typeof createMemoryWorker>;

const recordOf = (worker: Worker) => parseRunStep({ ...worker.record('work'), id: runStepId('r1', 'work') });
const costOf = (worker: Worker) => costOfRecords({}, [recordOf(worker)]);
const callsOf = (worker: Worker) =>
  costOf(worker).lines.find(({ service, item }) => service === 'lambda' && item === 'request')?.quantity;
const told = (worker: Worker) =>
  worker.events.flatMap((event) => (event.name === 'task.completion' ? [event.detail.usd] : []));

it('the cost of a step has all its attempts, the budget hears of each by itself', async () => {
  const worker = createMemoryWorker({ steps: [probe({ failTimes: 2 })] });
  for (const attempt of [1, 2, 3]) await worker.deliver([worker.message('work', { attempt })]);
  expect([recordOf(worker).status, callsOf(worker)]).toEqual(['SUCCEEDED', 3]);
  const [first = 0, second = 0, third = 0] = told(worker);
  expect(recordOf(worker).usd).toBe(third);
  expect(costOf(worker).totalUsd).toBeCloseTo(first + second + third, 12);
});

it('the cost of a step that was done again has what was done before', async () => {
  const worker = createMemoryWorker({ steps: [probe({})] });
  await worker.deliver([worker.message('work')]);
  await worker.deliver([worker.message('work', { attempt: 2, since: 2, feedback: 'Shorter.' })]);
  expect(callsOf(worker)).toBe(2);
});

it('the cost of an attempt has all its slices, and so has what the budget hears', async () => {
  const worker = createMemoryWorker({ steps: [probe({ slices: 2 })] });
  await worker.deliver([worker.message('work')]);
  expect([recordOf(worker).status, callsOf(worker)]).toEqual(['RUNNING', 1]);
  for (const continuation of [1, 2]) await worker.deliver([worker.message('work', { continuation })]);
  expect([recordOf(worker).status, callsOf(worker)]).toEqual(['SUCCEEDED', 3]);
  expect(told(worker)[0]).toBeCloseTo(costOf(worker).totalUsd, 12);
});

it('an attempt that was only begun has spent nothing yet, whatever the one before it did', async () => {
  const worker = createMemoryWorker({ steps: [probe({ failTimes: 1 })] });
  await worker.deliver([worker.message('work')]);
  worker.cutNext('save', 'after');
  await worker.deliver([worker.message('work', { attempt: 2 })]);
  expect(recordOf(worker)).toMatchObject({ status: 'RUNNING', attempt: 2, usd: null });
  expect(callsOf(worker)).toBe(1);
});
