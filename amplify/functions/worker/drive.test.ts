import { expect, test } from 'vitest';
import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';
import { driveLimits } from './drive-limits.ts';
import { createMemoryWorker } from './memory-ports.ts';

type Step = BlueprintDefinition['steps'][number];
type Worker = ReturnType<typeof createMemoryWorker>;

const step = (id: string, source?: string, rest: Partial<Step> = {}): Step => ({
  ...{ id, title: id, agent: 'probe', inputs: source ? { value: { from: `steps.${source}.output.value` } } : {} },
  ...rest,
});
const line = [step('one', undefined, { inputs: { value: { value: 'v' } } }), step('two', 'one'), step('three', 'two')];

/** A worker of a run whose first step was handed out, and nothing else. */
function driverOf(steps: Step[], limits = driveLimits): Worker {
  const worker = createMemoryWorker({ steps, drive: limits });
  for (const { id } of steps.slice(1)) worker.setStep(id, 'PENDING', { attempt: 0 });
  return worker;
}

const names = (worker: Worker) => worker.events.map(({ name }) => name);
const requests = (worker: Worker) =>
  worker.events.flatMap((event) => (event.name === 'task.request' ? [event.detail.taskDetails.kind] : []));

test('steps that follow one another are done in one call, at one place, and nothing but the end is told', async () => {
  const worker = driverOf(line);
  expect(await worker.deliver([worker.message('one')])).toEqual([]);
  expect(worker.output('three')).toMatchObject({ value: 'v' });
  expect([names(worker), worker.notified, worker.queue]).toEqual([['run.completed'], ['RUN_COMPLETED'], []]);
  expect([worker.count('acquire'), worker.count('release'), worker.leases.size]).toEqual([1, 1, 0]);
});

test('branches are done at the same time, as many as there is room for; the others go to the queue', async () => {
  const steps = [
    step('list', undefined, { inputs: { value: { value: 'v' }, size: { value: 300 } } }),
    step('each', undefined, { forEach: { from: 'steps.list.output.items' }, inputs: { value: { from: 'item' } } }),
  ];
  const worker = driverOf(steps, { ...driveLimits, lines: 2 });
  await worker.deliver([worker.message('list')]);
  const done = [0, 1, 2].filter((branch) => worker.record(`each[${branch}]`)?.status === 'SUCCEEDED');
  expect(done).toEqual([0, 1]);
  expect(worker.queue.map(({ message }) => message.key)).toEqual(['each[2]']);
});

test('a call that is no longer young hands out what follows', async () => {
  const worker = driverOf(line, { ...driveLimits, youngMs: 0 });
  await worker.deliver([worker.message('one')]);
  expect([worker.queue.map(({ message }) => message.key), names(worker)]).toEqual([['two'], []]);
});

test('a gate is the supervisor’s: the result is told, and the run left as it is', async () => {
  const gated = step('two', 'one', { gate: { title: 'Go on?', roles: ['project_manager'] } });
  const [first = gated] = line;
  const worker = driverOf([first, gated]);
  await worker.deliver([worker.message('one')]);
  expect([worker.record('two')?.status, names(worker)]).toEqual(['SUCCEEDED', ['task.completion']]);
});

test('of a run that somebody else has moved the result alone is stored, and told', async () => {
  const worker = driverOf(line);
  const { open } = worker.ports.steps;
  const steps = { ...worker.ports.steps, open: ((...asked) => open(...asked).finally(worker.moveRun)) as typeof open };
  Object.assign(worker.ports, { steps });
  await worker.deliver([worker.message('one')]);
  expect([worker.record('one')?.status, worker.record('two'), names(worker)]).toEqual([
    'SUCCEEDED',
    undefined,
    ['task.completion'],
  ]);
});

test('a result whose write was cut off from the run’s is told when its message comes again', async () => {
  const worker = driverOf(line);
  worker.cutNext('save', 'after');
  expect(await worker.deliver([worker.message('one')])).toEqual([0]);
  await worker.deliver([worker.message('one')], undefined, 2);
  expect(names(worker)).toEqual(['task.completion', 'task.request']);
});

test('a message that comes again after its step was gone on from has everything commanded again', async () => {
  const worker = driverOf(line, { ...driveLimits, youngMs: 0 });
  await worker.deliver([worker.message('one')]);
  await worker.deliver([worker.message('one')], undefined, 2);
  expect(requests(worker)).toEqual(['resume']);
  expect(worker.record('two')).toBeUndefined();
});

test('the same is done once more when whoever had received it cannot be at the run any more', async () => {
  const worker = driverOf(line, { ...driveLimits, youngMs: 0 });
  await worker.deliver([worker.message('one')]);
  await worker.deliver([worker.message('one')], undefined, 2);
  const [, check] = worker.queue;
  expect(check).toMatchObject({ message: { key: 'one', isCheck: true }, delaySeconds: 330 });
  if (check) await worker.deliver([check.message]);
  expect([requests(worker), worker.queue.length]).toEqual([['resume', 'resume'], 2]);
});

test('a message that stands in for another is as one that comes again', async () => {
  const worker = driverOf(line);
  await worker.deliver([worker.message('one', { isAgain: true })]);
  expect([names(worker), worker.record('two')]).toEqual([['task.completion'], undefined]);
});

test('a failure is the supervisor’s', async () => {
  const worker = driverOf([step('one', undefined, { inputs: { failTimes: { value: 1 } } }), step('two', 'one')]);
  await worker.deliver([worker.message('one')]);
  expect([worker.record('one')?.status, names(worker)]).toEqual(['FAILED', ['task.completion']]);
});

test('a step that cannot be seen to has the message come again', async () => {
  const worker = driverOf(line);
  const { advance } = worker.ports.driving ?? {};
  if (!advance) throw new Error('The worker does not drive.');
  let calls = 0;
  const once: typeof advance = (...asked) => {
    calls += 1;
    return calls === 2 ? Promise.reject(new Error('cut off')) : advance(...asked);
  };
  Object.assign(worker.ports, { driving: { ...worker.ports.driving, advance: once } });
  expect(await worker.deliver([worker.message('one')])).toEqual([0]);
  expect([worker.record('one')?.status, worker.leases.size]).toEqual(['SUCCEEDED', 0]);
});
