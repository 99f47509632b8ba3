import { expect, test } from 'vitest';
import { newProject, personOf } from './people.ts';
import { runIn, saveBlueprint, startRun, stepsOf } from './runs.ts';

test('a run of two steps hands the result of the first to the second', async () => {
  const manager = await personOf('pm@demo.test');
  const projectId = await newProject(manager, 'demo', 'Two probes');
  await saveBlueprint(manager, 'demo', {
    schemaVersion: 1,
    id: 'two-probes',
    name: 'Two probes',
    version: 1,
    inputs: { greeting: { type: 'string', required: true } },
    steps: [
      { id: 'first', title: 'First', agent: 'probe', inputs: { value: { from: 'run.input.greeting' } } },
      { id: 'second', title: 'Second', agent: 'probe', inputs: { value: { from: 'steps.first.output.value' } } },
    ],
  });
  const id = await startRun(manager, { projectId, blueprintId: 'two-probes', input: { greeting: 'hello' } });
  const run = await runIn(manager, id, ['COMPLETED', 'FAILED']);
  expect(run).toMatchObject({ status: 'COMPLETED' });
  const { first, second } = await stepsOf(manager, id);
  expect(first?.output).toEqual({ value: 'hello', attempt: 1, slices: 0 });
  expect(second).toMatchObject({ input: { value: 'hello' }, output: { value: 'hello' }, status: 'SUCCEEDED' });
  expect(second?.usd).toBeGreaterThan(0);
});
