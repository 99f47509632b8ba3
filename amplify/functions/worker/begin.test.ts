import { expect, test } from 'vitest';
import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';
import { driveLimits } from './drive-limits.ts';
import { createMemoryWorker } from './memory-ports.ts';

type Step = BlueprintDefinition['steps'][number];
type Worker = ReturnType<typeof createMemoryWorker>;

const first = (id: string, rest: Partial<Step> = {}): Step => ({
  ...{ id, title: id, agent: 'probe', inputs: { value: { value: 'v' } } },
  ...rest,
});
const workerOf = (...steps: Step[]): Worker => createMemoryWorker({ steps, drive: driveLimits, isUnbegun: true });
const begins = (worker: Worker, key = 'one') => worker.message(key, { begins: true });
const told = (worker: Worker) =>
  worker.events.map((event) => (event.name === 'task.request' ? event.detail.taskDetails.kind : event.name));

test('a run begins with the work of its first step, and the other first ones go to the queue', async () => {
  const worker = workerOf(first('one'), first('other'));
  expect(await worker.deliver([begins(worker)])).toEqual([]);
  expect(worker.record('one')?.status).toBe('SUCCEEDED');
  expect(worker.record('other')).toBeUndefined();
  expect([worker.queue.map(({ message }) => message.key), told(worker)]).toEqual([['other'], ['run.started']]);
});

test('of two messages at the same time one begins the run, the other has it seen to', async () => {
  const worker = workerOf(first('one'));
  await worker.deliver([begins(worker), begins(worker)]);
  expect(told(worker).toSorted()).toEqual(['resume', 'run.completed', 'run.started']);
});

test('what is more than work is begun by the supervisor', async () => {
  const undriven = workerOf(first('one'));
  Object.assign(undriven.ports, { driving: undefined });
  const list = { forEach: { from: 'run.input.list' } };
  for (const worker of [undriven, workerOf(first('one', list))]) {
    await worker.deliver([begins(worker)]);
    expect([worker.record('one'), told(worker)]).toEqual([undefined, ['start']]);
  }
});

test('a run that somebody else begins meanwhile is left to them, and seen to', async () => {
  const worker = workerOf(first('one'));
  const { open } = worker.ports.steps;
  const steps = { ...worker.ports.steps, open: ((...asked) => open(...asked).finally(worker.moveRun)) as typeof open };
  Object.assign(worker.ports, { steps });
  await worker.deliver([begins(worker)]);
  expect([worker.record('one'), told(worker)]).toEqual([undefined, ['resume']]);
});

test.each(['before', 'after'] as const)(
  'cut off %s the run is stored, it is begun when the message comes again',
  async (when) => {
    const worker = workerOf(first('one'), first('other'));
    worker.cutNext('saveRun', when);
    expect(await worker.deliver([begins(worker)])).toEqual([0]);
    expect(await worker.deliver([begins(worker)], 285_000, 2)).toEqual([]);
    expect(worker.record('one')?.status).toBe('SUCCEEDED');
    // Who finds it begun cannot know what was done of it: the supervisor commands it again.
    expect(told(worker)).toContain(when === 'after' ? 'resume' : 'run.started');
  },
);

test('a run that is begun is not begun again', async () => {
  const worker = createMemoryWorker({ steps: [first('one')], drive: driveLimits });
  await worker.deliver([begins(worker)]);
  expect([worker.count('saveRun'), told(worker)]).toEqual([0, ['run.completed']]);
});
