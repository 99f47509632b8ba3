import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Outcome } from '#lib/domain/outcome/outcome';
import { blueprintOf } from '#lib/domain/run/testing';
import { cancelRun, replayRun, retryStep } from './change-run.ts';
import { callOf, createMemoryOperations } from './memory-ports.ts';
import { executeTaskOnAgent, startRun, submitTask } from './start-run.ts';

let memory = createMemoryOperations();
beforeEach(() => {
  memory = createMemoryOperations();
  save(1);
});

const text = { type: 'string' } as const;

/** Stores a version of the blueprint `tested` whose input is a text. */
function save(version: number): void {
  const definition = {
    ...blueprintOf([{ id: 'first' }, { id: 'last', after: ['first'] }], { inputs: { text } }),
    version,
  };
  memory.blueprints.set('tested', { organization: 'demo', blueprintId: 'tested', version, name: 'Tested', definition });
}

const start = (rest: Record<string, unknown> = {}) =>
  startRun(callOf({ blueprintId: 'tested', input: { text: 'a' }, ...rest }), memory.ports);
const submit = (input: Record<string, unknown>) => submitTask(callOf({ input }), memory.ports);
const execute = (agentId: string, task: unknown) => executeTaskOnAgent(callOf({ agentId, task }), memory.ports);
const replay = (runId: string, rest: Record<string, unknown> = {}) =>
  replayRun(callOf({ fromStepId: 'first', ...rest }, { runId }), memory.ports);

const idOf = (outcome: Outcome<unknown>) =>
  outcome.ok ? z.parse(z.object({ id: z.string() }), outcome.data).id : outcome.error.message;
const invalidIn = (field: string) => ({ ok: false, error: { type: 'ValidationError', field } });
const reused = { ok: false, error: { type: 'Conflict', code: 'KEY_REUSED', field: 'idempotencyKey' } };

describe('an idempotencyKey', () => {
  it('names one run, however the fields of its input are ordered', async () => {
    const one = idOf(await submit({ agentId: 'probe', input: { a: 1, b: [{ c: 2, d: 3 }] }, idempotencyKey: 'k' }));
    expect(memory.runs.has(one)).toBe(true);
    const again = await submit({ agentId: 'probe', input: { b: [{ d: 3, c: 2 }], a: 1 }, idempotencyKey: 'k' });
    expect(idOf(again)).toBe(one);
    expect(memory.runs.size).toBe(1);
    // Nobody has begun it yet: the supervisor is asked, too.
    expect([memory.assigned.length, memory.events.length]).toEqual([1, 1]);
  });

  it('is refused for another input, another definition, another task', async () => {
    await start({ idempotencyKey: 'k' });
    expect(await start({ idempotencyKey: 'k', input: { text: 'b' } })).toMatchObject(reused);
    expect(await submit({ agentId: 'probe', idempotencyKey: 'k' })).toMatchObject(reused);
    save(2);
    expect(await start({ idempotencyKey: 'k' })).toMatchObject(reused);
    expect([memory.assigned.length, memory.events.length]).toEqual([1, 0]);
  });

  it('is refused for a replay of what it started, and of another step', async () => {
    const runId = idOf(await start({ idempotencyKey: 'k' }));
    expect(await replay(runId, { idempotencyKey: 'k' })).toMatchObject(reused);
    const one = idOf(await replay(runId, { idempotencyKey: 'again' }));
    expect(idOf(await replay(runId, { idempotencyKey: 'again' }))).toBe(one);
    expect(await replay(one, { idempotencyKey: 'again' })).toMatchObject(reused);
    expect(await replay(runId, { idempotencyKey: 'again', input: { text: 'b' } })).toMatchObject(reused);
    const run = memory.runs.get(runId);
    if (run) run.state.steps.first = { status: 'SUCCEEDED', attempt: 1 };
    expect(await replay(runId, { idempotencyKey: 'again', fromStepId: 'last' })).toMatchObject(reused);
  });

  it.each(['', 'x'.repeat(129), 7])('%j is refused by name', async (idempotencyKey) => {
    const runId = idOf(await start());
    const refused = invalidIn('idempotencyKey');
    expect(await start({ idempotencyKey })).toMatchObject(refused);
    expect(await submit({ agentId: 'probe', idempotencyKey })).toMatchObject(refused);
    expect(await submit({ blueprintId: 'tested', idempotencyKey })).toMatchObject(refused);
    expect(await replay(runId, { idempotencyKey })).toMatchObject(refused);
  });
});

describe('arguments of a wrong form are refused by name', () => {
  it.each([['[1]'], ['7'], ['not JSON'], [[1]], [true]])('the input %j of a replay', async (input) => {
    const runId = idOf(await start());
    expect(await replay(runId, { input })).toMatchObject(invalidIn('input'));
  });

  it('the task of an agent', async () => {
    expect(await execute('probe', { task: 7 })).toMatchObject(invalidIn('task'));
    expect(await submit({ agentId: 'probe', task: 7 })).toMatchObject(invalidIn('task'));
    expect(await submitTask(callOf({ input: 'not JSON' }), memory.ports)).toMatchObject(invalidIn('input'));
  });

  it('an agent that is nobody, and is not asked for', async () => {
    const noAgent = { ok: false, error: { type: 'NotFound', code: 'AGENT_NOT_FOUND', field: 'agentId' } };
    expect(await execute('', 'hello')).toMatchObject(noAgent);
    expect(await execute('x'.repeat(4000), 'hello')).toMatchObject(noAgent);
    expect(await submit({ agentId: '' })).toMatchObject(noAgent);
    expect(memory.askedAgents).toEqual([]);
    expect(await execute('nobody', 'hello')).toMatchObject(noAgent);
  });

  it('a step that is none', async () => {
    const runId = idOf(await start());
    expect(await replay(runId, { fromStepId: 7 })).toMatchObject(invalidIn('fromStepId'));
    expect(await retryStep(callOf({ stepId: 7 }, { runId }), memory.ports)).toMatchObject(invalidIn('stepId'));
  });
});

describe('what is too large for a run’s record', () => {
  it('is refused as a task', async () => {
    const large = 'x'.repeat(100_000);
    expect(await execute('probe', large)).toMatchObject(invalidIn('task'));
    expect(await execute('probe', { task: 'echo', input: { large } })).toMatchObject(invalidIn('task'));
    expect(await submit({ agentId: 'probe', input: { large } })).toMatchObject(invalidIn('input'));
    expect(await execute('probe', 'x'.repeat(90_000))).toMatchObject({ ok: true });
  });

  it('is refused where it nests too deep', async () => {
    const nested = (levels: number): unknown => (levels === 0 ? [] : { a: nested(levels - 1) });
    expect(await submit({ agentId: 'probe', input: { value: nested(30) } })).toMatchObject(invalidIn('input'));
    expect(await execute('probe', { value: nested(30) })).toMatchObject(invalidIn('task'));
    expect(await submit({ agentId: 'probe', input: { value: nested(20) } })).toMatchObject({ ok: true });
  });

  it('is refused as an input that is too much beside its definition', async () => {
    const inputs = Object.fromEntries([['text', text]]);
    const value = 'x'.repeat(180_000);
    const definition = blueprintOf([{ id: 'first', inputs: { value: { value } } }], { inputs });
    memory.blueprints.set('tested', {
      organization: 'demo',
      blueprintId: 'tested',
      version: 1,
      name: 'Tested',
      definition,
    });
    expect(await start({ input: { text: 'x'.repeat(99_000) } })).toMatchObject({ ok: true });
    expect(await start({ input: { text: 'é'.repeat(49_900) } })).toMatchObject(invalidIn('input'));
  });
});

describe('a project whose id another organization has by now', () => {
  it('has no work begun for who had it before', async () => {
    const runId = idOf(await start());
    const run = memory.runs.get(runId);
    if (!run) throw new Error('the run was not stored');
    const state = { ...run.state, steps: { ...run.state.steps, first: { status: 'FAILED' as const, attempt: 1 } } };
    memory.runs.set(runId, { ...run, status: 'FAILED', state });
    memory.projects.set('p1', { ...memory.project, organization: 'other' });
    const gone = { ok: false, error: { type: 'NotFound', code: 'PROJECT_NOT_FOUND' } };
    expect(await start()).toMatchObject(gone);
    expect(await replay(runId)).toMatchObject(gone);
    expect(await retryStep(callOf({ stepId: 'first' }, { runId }), memory.ports)).toMatchObject(gone);
    expect(memory.runs.size).toBe(1);
  });
});

describe('a step that says nothing of retries and time', () => {
  const stepOf = (id: unknown) => memory.runs.get(String(id))?.definition.steps[0];
  const limits = { retry: { attempts: 5 }, timeoutSeconds: 90 };

  it('has those of its agent, in a run of a blueprint', async () => {
    const runId = idOf(await start());
    expect(stepOf(runId)).toMatchObject({ retry: { attempts: 2 }, timeoutSeconds: 60 });
    const definition = memory.runs.get(runId)?.definition;
    expect(memory.runs.get(idOf(await replay(runId)))?.definition).toEqual(definition);
  });

  it('has those of its task, where one task is done', async () => {
    expect(stepOf(idOf(await submit({ agentId: 'probe', task: 'echo' })))).toMatchObject(limits);
    const executed = await execute('probe', { task: 'echo', input: {} });
    expect(stepOf(executed.ok && executed.data)).toMatchObject(limits);
  });
});

describe('a project that is archived', () => {
  it('has no step tried again, while its runs can be cancelled', async () => {
    const runId = idOf(await start());
    const run = memory.runs.get(runId);
    if (!run) throw new Error('the run was not stored');
    const state = { ...run.state, steps: { ...run.state.steps, first: { status: 'FAILED' as const, attempt: 1 } } };
    memory.runs.set(runId, { ...run, status: 'FAILED', state });
    memory.projects.set('p1', { ...memory.project, archivedAt: '2026-11-21T08:00:00.000Z' });
    const archived = { ok: false, error: { type: 'Conflict', code: 'PROJECT_ARCHIVED' } };
    const retry = () => retryStep(callOf({ stepId: 'first' }, { runId }), memory.ports);
    expect(await retry()).toMatchObject(archived);
    expect(await start()).toMatchObject(archived);
    memory.runs.set(runId, run);
    expect(await cancelRun(callOf({}, { runId }), memory.ports)).toMatchObject({ ok: true });
    memory.runs.set(runId, { ...run, status: 'FAILED', state });
    memory.projects.set('p1', memory.project);
    expect(await retry()).toMatchObject({ ok: true });
  });
});

describe('a run that was stored', () => {
  it('is begun by the worker of its first step', async () => {
    const runId = idOf(await start());
    expect(memory.assigned).toMatchObject([{ runId, key: 'first', attempt: 1, begins: true }]);
  });

  it('is begun by the supervisor where it begins with more than work', async () => {
    const definition = blueprintOf([{ id: 'first', when: { path: 'run.input.text', is: 'equals', value: 'b' } }], {
      inputs: { text },
    });
    memory.blueprints.set('tested', { organization: 'demo', blueprintId: 'tested', version: 1, name: 'T', definition });
    await start();
    expect([memory.assigned, memory.events]).toMatchObject([[], [{ name: 'task.request' }]]);
  });

  it('is asked for again where nobody was told, and left alone where it has begun', async () => {
    memory.bus.isDown = true;
    expect(await start({ idempotencyKey: 'k' })).toMatchObject({ ok: false, error: { type: 'Unavailable' } });
    memory.bus.isDown = false;
    const runId = idOf(await start({ idempotencyKey: 'k' }));
    expect(memory.events).toMatchObject([{ detail: { taskDetails: { kind: 'start' } } }]);
    const run = memory.runs.get(runId);
    if (run) memory.runs.set(runId, { ...run, version: 1 });
    expect(idOf(await start({ idempotencyKey: 'k' }))).toBe(runId);
    expect(memory.events).toHaveLength(1);
  });
});
