import { describe, expect, it } from 'vitest';
import { blueprintSchema } from '../blueprint/schema.ts';
import type { RunState } from '../run/state.ts';
import { readStepRecord } from './step-record.ts';
import { branchViews, stepViews } from './step-view.ts';

const definition = blueprintSchema.parse({
  schemaVersion: 1,
  id: 'two',
  name: 'Two',
  version: 1,
  steps: [
    { id: 'parse', title: 'Parse', agent: 'probe' },
    { id: 'content', title: 'Content', agent: 'probe', forEach: { from: 'steps.parse.output.value' } },
  ],
});
const [, content] = definition.steps;
const stateOf = (steps: RunState['steps']): RunState => ({
  schemaVersion: 1,
  status: 'RUNNING',
  steps,
  facts: {},
  spentUsd: 0,
  notified: 0,
  startedAt: 0,
});
const at = (second: number) => new Date(second * 1000).toISOString();
const record = (key: string, more: object = {}) =>
  readStepRecord({ key, agentId: 'probe', status: 'RUNNING', attempt: 1, startedAt: at(1), ...more });
const records = (...list: ReturnType<typeof record>[]) => new Map(list.map((item) => [item.key, item]));

describe('the view of a step', () => {
  it('says queued until a worker says that it is at the attempt at hand', () => {
    const state = stateOf({ parse: { status: 'RETRYING', attempt: 2 } });
    expect(stepViews(definition, state, records(record('parse')))[0]?.status).toBe('RETRYING');
    expect(stepViews(definition, state, records(record('parse', { attempt: 2 })))[0]?.status).toBe('RUNNING');
  });

  it('begins with the attempt at hand, costs what all of them did, and has no end while it goes on', () => {
    const attempts = JSON.stringify([{ attempt: 1, startedAt: at(1), endedAt: at(2), reason: 'no', usd: 0.5 }]);
    const again = record('parse', { attempt: 2, startedAt: at(3), usd: 0.25, attempts });
    const [view] = stepViews(definition, stateOf({ parse: { status: 'SCHEDULED', attempt: 2 } }), records(again));
    expect(view).toMatchObject({ startedAt: 3000, endedAt: undefined, usd: 0.75 });
  });

  it('folds a fan-out into one, with its branches counted', () => {
    const state = stateOf({
      content: { status: 'SCHEDULED', attempt: 1, branches: 3 },
      'content[0]': { status: 'SUCCEEDED', attempt: 1 },
      'content[1]': { status: 'FAILED', attempt: 3 },
      'content[2]': { status: 'SCHEDULED', attempt: 1 },
    });
    const done = record('content[0]', { status: 'SUCCEEDED', endedAt: at(9) });
    const [, view] = stepViews(definition, state, records(done));
    expect(view?.branches).toEqual({ total: 3, done: 1, failed: 1, atWork: 1 });
    expect(view).toMatchObject({ attempt: 3, startedAt: 1000, endedAt: undefined });
  });

  it('gives the branches of a fan-out that was taken over its state, though they have none of their own', () => {
    const state = stateOf({ content: { status: 'REUSED', attempt: 0, branches: 2, reusedFrom: 'run-1' } });
    if (!content) throw new Error('no step');
    expect(branchViews(content, state, new Map()).map(({ status, reusedFrom }) => [status, reusedFrom])).toEqual([
      ['REUSED', 'run-1'],
      ['REUSED', 'run-1'],
    ]);
  });

  it('ends what was cancelled at work with its run', () => {
    const state = { ...stateOf({ parse: { status: 'CANCELLED' as const, attempt: 1 } }), endedAt: 5000 };
    expect(stepViews(definition, state, records(record('parse')))[0]).toMatchObject({ startedAt: 1000, endedAt: 5000 });
  });
});
