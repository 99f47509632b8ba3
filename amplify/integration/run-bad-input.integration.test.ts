import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, graphql, type Person, personOf } from './people.ts';
import { begin, idOf, openGate, outcomeOf, probe, request } from './run-requests.ts';
import { getRun, runIn, stepsOf } from './runs.ts';

let manager: Person;
let runId: string;
let projectId: string;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
  ({ runId, projectId } = await begin(manager, 'bad-input', [probe('work')], { input: { text: 'fine' } }));
  await runIn(manager, runId, ['COMPLETED']);
});

const megabyte = 'x'.repeat(1_000_000);
const nested = (levels: number): unknown => (levels === 0 ? 'end' : { a: nested(levels - 1) });

const definitionOf = (steps: readonly object[]) => ({
  ...{ schemaVersion: 1, id: 'bad', name: 'Bad', version: 1 },
  steps: steps.map((step) => ({ title: 'Step', agent: 'probe', ...step })),
});
const save = (steps: readonly object[]) =>
  graphql(
    manager,
    `mutation($definition: AWSJSON!) { saveBlueprint(organization: "demo", definition: $definition) { blueprintId } }`,
    { definition: JSON.stringify(definitionOf(steps)) },
  );

const submit = (input: object) =>
  graphql(manager, 'mutation($input: AWSJSON!) { submitTask(input: $input) { id } }', {
    input: JSON.stringify({ projectId, ...input }),
  });
const execute = (task: unknown) =>
  graphql(
    manager,
    `mutation($projectId: ID!, $task: AWSJSON!) { executeTaskOnAgent(projectId: $projectId, agentId: "probe", task: $task) }`,
    { projectId, task: JSON.stringify(task) },
  );
const start = (input: object) =>
  request(manager, 'startRun', { projectId, blueprintId: 'bad-input', input: JSON.stringify(input) });
const replay = (input: object) =>
  request(manager, 'replayRun', { runId, fromStepId: 'work', input: JSON.stringify(input) });

/** The place that a refusal names. */
function refusedAt({ errors }: Answer): unknown {
  const [error] = errors ?? [];
  return error?.errorType === 'ValidationError' ? error.errorInfo?.field : error;
}

describe('a blueprint that is refused is told where', () => {
  it.each([
    [
      'a cycle',
      [
        { id: 'a', after: ['b'] },
        { id: 'b', after: ['a'] },
      ],
      'definition.steps[0]',
    ],
    ['an agent that is nobody', [{ id: 'a', agent: 'nobody' }], 'definition.steps[0].agent'],
    ['10,000 steps', Array.from({ length: 10_000 }, (_, index) => ({ id: `s${index}` })), 'definition.'],
    ['a value of 1 MB', [{ id: 'a', inputs: { value: { value: megabyte } } }], 'definition.'],
    [
      '40 levels',
      [{ id: 'a', inputs: { value: { value: nested(40) } } }],
      'definition.steps[0].inputs.value.value.a.a.a',
    ],
  ])('%s', async (_, steps, field) => {
    expect(refusedAt(await save(steps))).toBe(field);
  });

  it('and one that nests as deep as it may is saved', async () => {
    const { errors } = await save([{ id: 'a', inputs: { value: { value: nested(24) } } }]);
    expect(errors).toBeUndefined();
  });
});

describe('what is too large or too deep is refused by name', () => {
  it.each([
    ['1 MB', megabyte],
    ['40 levels', nested(40)],
  ])('%s', async (_, value) => {
    expect(refusedAt(await start({ text: value }))).toMatch(/^input/);
    expect(refusedAt(await replay({ text: value }))).toMatch(/^input/);
    expect(refusedAt(await submit({ blueprintId: 'bad-input', input: { text: value } }))).toMatch(/^input/);
    expect(refusedAt(await submit({ agentId: 'probe', input: { value } }))).toBe('input');
    expect(refusedAt(await execute({ task: 'echo', input: { value } }))).toBe('task');
  });

  it('what nests as deep as it may runs', async () => {
    const id = idOf(await submit({ agentId: 'probe', input: { value: nested(22) } }));
    expect(await runIn(manager, id, ['COMPLETED', 'FAILED'])).toMatchObject({ status: 'COMPLETED' });
    expect((await stepsOf(manager, id)).task?.output).toMatchObject({ value: nested(22) });
  });

  it('a comment that the agent would hear cut, and one of 1 MB', async () => {
    const gate = { title: 'Good enough?', roles: ['project_manager' as const] };
    const gated = await begin(manager, 'long-comment', [probe('draft', {}, { gate })]);
    const { id: approvalId } = await openGate(manager, gated.runId);
    const decide = (decision: string, comment: string) =>
      request(manager, 'decideApproval', { approvalId, decision, comment });
    expect(refusedAt(await decide('request_changes', 'x'.repeat(1001)))).toBe('comment');
    expect(refusedAt(await decide('reject', megabyte))).toBe('comment');
    expect((await getRun(manager, gated.runId)).status).toBe('WAITING');
    expect(outcomeOf(await decide('request_changes', 'x'.repeat(1000)))).toMatchObject({ status: 'CHANGES_REQUESTED' });
    const next = await openGate(manager, gated.runId);
    expect(
      outcomeOf(await request(manager, 'decideApproval', { approvalId: next.id, decision: 'approve' })),
    ).toMatchObject({ status: 'APPROVED' });
  });
});
