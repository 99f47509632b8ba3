import { describe, expect, it } from 'vitest';
import { beginRun } from './begin.ts';
import { decide } from './decide.ts';
import { blueprintOf, failed, heard, started } from './testing.ts';
import { withWorkLimits } from './work-limits.ts';

const limits = {
  writer: { attempts: 2, timeoutSeconds: 60 },
  'writer/draft': { attempts: 1, timeoutSeconds: 600 },
};
const minute = 60_000;

describe('a step that says nothing of retries and time', () => {
  it('has the attempts of its agent', () => {
    const blueprint = withWorkLimits(blueprintOf([{ id: 'work', agent: 'writer' }]), limits);
    expect(heard(blueprint, [started, failed('work')]).state.steps.work).toMatchObject({ status: 'RETRYING' });
    const { state } = heard(blueprint, [started, failed('work'), failed('work', { attempt: 2 })]);
    expect(state.steps.work).toMatchObject({ status: 'FAILED', attempt: 2 });
  });

  it('has those of the task where it names one', () => {
    const blueprint = withWorkLimits(blueprintOf([{ id: 'work', agent: 'writer', task: 'draft' }]), limits);
    expect(heard(blueprint, [started, failed('work')]).state.status).toBe('FAILED');
  });

  it('is given up after the time of its agent, and no earlier', () => {
    const blueprint = withWorkLimits(blueprintOf([{ id: 'work', agent: 'writer' }]), limits);
    const { state } = decide(blueprint, beginRun({ blueprint, facts: {}, at: 0 }), started);
    const late = decide(blueprint, state, { kind: 'ticked', at: 16 * minute });
    expect(late.state.steps.work).toMatchObject({ status: 'RETRYING', reason: 'Timed out after 60 s.' });
    expect(decide(blueprint, state, { kind: 'ticked', at: 16 * minute - 1 }).state).toBe(state);
  });
});

describe('what stands', () => {
  it('in the blueprint goes before what the agent has', () => {
    const own = { retry: { attempts: 4 }, timeoutSeconds: 5 };
    const blueprint = blueprintOf([{ id: 'work', agent: 'writer', ...own }]);
    expect(withWorkLimits(blueprint, limits)).toEqual(blueprint);
  });

  it('of an agent that nobody knows is left as it is', () => {
    const blueprint = blueprintOf([{ id: 'work', agent: 'constructor' }]);
    expect(withWorkLimits(blueprint, limits)).toEqual(blueprint);
  });

  it('already when a run is replayed is not changed again', () => {
    const blueprint = withWorkLimits(blueprintOf([{ id: 'work', agent: 'writer' }]), limits);
    expect(withWorkLimits(blueprint, { writer: { attempts: 9, timeoutSeconds: 9 } })).toEqual(blueprint);
  });
});
