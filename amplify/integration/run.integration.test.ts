import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';
import { newProject, type Person, personOf } from './people.ts';
import { runIn, saveBlueprint, startRun, stepsOf } from './runs.ts';

let manager: Person;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
});

/** Saves the steps as a blueprint and runs it to its end in a project of its own. */
async function run(id: string, steps: BlueprintDefinition['steps'], input: Record<string, unknown> = {}) {
  const projectId = await newProject(manager, 'demo', id);
  const typeOf = (value: unknown) => (Array.isArray(value) ? ('array' as const) : ('string' as const));
  const inputs = Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, { type: typeOf(value), required: true }]),
  );
  await saveBlueprint(manager, 'demo', { schemaVersion: 1, id, name: id, version: 1, inputs, steps });
  const runId = await startRun(manager, { projectId, blueprintId: id, input });
  const { status, state } = await runIn(manager, runId, ['COMPLETED', 'FAILED', 'WAITING']);
  return { status, state, steps: await stepsOf(manager, runId) };
}

const probe = (id: string, inputs: Record<string, unknown> = {}) => ({
  id,
  title: id,
  agent: 'probe',
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }])),
});

test('a run of two steps hands the result of the first to the second', async () => {
  const { status, steps } = await run(
    'two-probes',
    [
      { ...probe('first'), inputs: { value: { from: 'run.input.greeting' } } },
      { ...probe('second'), inputs: { value: { from: 'steps.first.output.value' } } },
    ],
    { greeting: 'hello' },
  );
  expect(status).toBe('COMPLETED');
  expect(steps.first?.output).toEqual({ value: 'hello', attempt: 1, slices: 0 });
  expect(steps.second).toMatchObject({ input: { value: 'hello' }, output: { value: 'hello' }, status: 'SUCCEEDED' });
  expect(steps.second?.usd).toBeGreaterThan(0);
});

test('a list fans out, and what follows gets all results in order', async () => {
  const list = Array.from({ length: 12 }, (_, index) => `part ${index}`);
  const { status, steps } = await run(
    'fan-out-probes',
    [
      { ...probe('each', { size: 10_000 }), forEach: { from: 'run.input.list' }, inputs: { value: { from: 'item' } } },
      { ...probe('join'), inputs: { value: { from: 'steps.each.output' } } },
    ],
    { list },
  );
  expect(status).toBe('COMPLETED');
  expect(steps.join?.output).toMatchObject({ value: list.map((value) => ({ value, attempt: 1 })) });
  expect(Object.keys(steps)).toHaveLength(13);
});

test('an output too large for its record, and a file, reach those who ask for them', async () => {
  const { status, steps } = await run('large-probes', [
    probe('large', { size: 200_000, file: 'written by the probe' }),
    { ...probe('next'), inputs: { value: { from: 'steps.large.output.items.1' } } },
  ]);
  expect(status).toBe('COMPLETED');
  expect(steps.large?.outputKey).toContain('/.output-1.json');
  expect(steps.large?.artifacts).toMatchObject([{ name: 'probe.txt', size: 20 }]);
  expect(z.object({ value: z.string() }).parse(steps.next?.output).value).toMatch(/^\.+1$/);
});

test('what fails for a while is tried again; what can never work is not', async () => {
  const retry = { attempts: 3, backoffSeconds: 0 };
  const flaky = await run('flaky-probes', [{ ...probe('work', { failTimes: 2 }), retry }]);
  expect(flaky).toMatchObject({ status: 'COMPLETED', steps: { work: { attempt: 3, status: 'SUCCEEDED' } } });
  const garbage = await run('garbage-probes', [{ ...probe('work', { garbage: true }), retry }]);
  expect(garbage).toMatchObject({ status: 'FAILED', steps: { work: { attempt: 1, status: 'FAILED' } } });
});

test('work that is interrupted goes on as the same attempt', async () => {
  const { status, steps } = await run('sliced-probes', [probe('work', { slices: 3, value: 'v' })]);
  expect(status).toBe('COMPLETED');
  expect(steps.work?.output).toEqual({ value: 'v', attempt: 1, slices: 3 });
});

test("a report waits for the project's interview", async () => {
  const { status, steps } = await run('waiting', [{ id: 'report', title: 'Report', agent: 'assessment' }]);
  expect([status, steps]).toEqual(['WAITING', {}]);
});

test('a step takes few requests, and costs what they cost', async () => {
  const { steps } = await run('priced-probe', [probe('work', { value: 'v' })]);
  const lines = z.array(z.object({ service: z.string(), requests: z.number() })).parse(steps.work?.usage);
  const requests = Object.fromEntries(
    [...Map.groupBy(lines, ({ service }) => service)].map(([service, of]) => [
      service,
      of.reduce((sum, line) => sum + line.requests, 0),
    ]),
  );
  // Read, a place taken and given back; the run's beginning, told to the bus, and the result with the run that it
  // brings about; received and deleted.
  expect(requests).toEqual({ dynamodb: 3, appsync: 2, eventbridge: 1, sqs: 2, lambda: 0 });
  expect(steps.work?.usd).toBeGreaterThan(1e-6);
  expect(steps.work?.usd).toBeLessThan(1e-4);
});
