import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { RunInput } from './state.ts';
import { blueprintOf, decided, failed, handedOut, heard, started, statusesOf, succeeded } from './testing.ts';

const cancelled: RunInput = { kind: 'cancelled', at: 50, by: 'ada' };
const retried = (key: string): RunInput => ({ kind: 'retried', at: 60, key });
const waiting = (key: string, attempt = 1): RunInput => ({ kind: 'step.waiting', at: 0, key, attempt });
const conversationEnded: RunInput = { kind: 'conversation.completed', at: 0, agent: 'assessment' };
const fatal = (key: string, attempt = 1) => failed(key, { retryable: false, attempt });
const gate = { title: 'Approve', roles: ['architect' as const] };
const list = { 'run.input.list': { length: 3 } };

describe('a step that waits for a conversation', () => {
  const plan = blueprintOf([{ id: 'ask', agent: 'assessment' }, { id: 'other' }, { id: 'end', after: ['ask'] }]);

  it('has the run wait when nothing else is at work, without calling for a decision', () => {
    const { state, commands } = heard(plan, [started, waiting('ask'), succeeded('other')]);
    expect(state).toMatchObject({ status: 'WAITING', steps: { ask: { status: 'WAITING' } } });
    expect(commands).toEqual([]);
    expect(state.steps.ask).not.toHaveProperty('dueAt');
  });

  it('goes on as a new attempt when the conversation ends', () => {
    const { state, commands } = heard(plan, [started, waiting('ask'), conversationEnded]);
    expect(handedOut(commands)).toEqual(['ask#2']);
    expect(decide(plan, state, waiting('ask')).state).toBe(state);
  });

  it('goes on at once when the conversation ended before it was known to wait', () => {
    expect(handedOut(heard(plan, [started, conversationEnded, waiting('ask')]).commands)).toEqual(['ask#2']);
  });

  it('does not heed the conversations of other agents, nor those after the run', () => {
    const { state } = heard(plan, [started, waiting('ask')]);
    expect(decide(plan, state, { ...conversationEnded, agent: 'design' }).state).toBe(state);
    const over = decide(plan, state, cancelled).state;
    expect(decide(plan, over, conversationEnded).state).toBe(over);
  });

  it('is done when its result comes all the same', () => {
    expect(heard(plan, [started, waiting('ask'), succeeded('ask')]).state.steps.ask?.status).toBe('SUCCEEDED');
  });

  it('is asked again when a run that failed meanwhile is retried', () => {
    const run = [started, waiting('ask'), fatal('other'), conversationEnded];
    const over = heard(plan, run.slice(0, -1)).state;
    expect(over.status).toBe('FAILED');
    expect(decide(plan, over, conversationEnded).state).toBe(over);
    expect(handedOut(heard(plan, [...run, retried('other')]).commands)).toEqual(['other#2', 'ask#2']);
  });
});

describe('a run that is cancelled', () => {
  const plan = blueprintOf([
    { id: 'done' },
    { id: 'gated', gate },
    { id: 'working' },
    { id: 'wide', forEach: { from: 'run.input.list' } },
    { id: 'end', after: ['working'] },
  ]);
  const run = [started, succeeded('done'), succeeded('gated'), succeeded('wide[0]'), cancelled];

  it('keeps what is done, cancels the rest, and takes back what it asked', () => {
    const { state, commands } = heard(plan, run, list);
    expect(state).toMatchObject({ status: 'CANCELLED', cancelledBy: 'ada', endedAt: 50 });
    expect(statusesOf(state)).toEqual({
      ...{ done: 'SUCCEEDED', gated: 'CANCELLED', working: 'CANCELLED', end: 'CANCELLED', wide: 'CANCELLED' },
      ...{ 'wide[0]': 'SUCCEEDED', 'wide[1]': 'CANCELLED', 'wide[2]': 'CANCELLED' },
    });
    expect(commands).toEqual([
      { kind: 'close-gate', key: 'gated', round: 1, as: 'WITHDRAWN' },
      { kind: 'announce', event: 'run.cancelled' },
    ]);
  });

  it.each([
    ['a result', succeeded('working')],
    ['a failure', failed('working')],
    ['a decision', decided('gated')],
    ['a start', started],
    ['time', { kind: 'ticked', at: 1e12 }],
    ['another cancellation', cancelled],
    ['a retry', retried('working')],
    ['a word of waiting', waiting('working')],
  ] satisfies [string, RunInput][])('stays so after %s', (_, input) => {
    const { state } = heard(plan, run, list);
    expect(decide(plan, state, input)).toEqual({ state, commands: [] });
  });

  it('never begins when it is cancelled before', () => {
    const { state, commands } = heard(plan, [cancelled, started], list);
    expect(state.status).toBe('CANCELLED');
    expect(commands).toEqual([]);
  });
});

describe('a step that a person retries', () => {
  const plan = blueprintOf([
    { id: 'bad', retry: { attempts: 2 } },
    { id: 'gated', gate },
    { id: 'end', after: ['bad'] },
  ]);
  const run = [started, succeeded('gated'), fatal('bad')];

  it('runs again as a new attempt with all its retries, and the run goes on', () => {
    const { state, commands } = heard(plan, [...run, retried('bad')]);
    expect(state).toMatchObject({ status: 'RUNNING', steps: { bad: { status: 'RETRYING', attempt: 2, since: 2 } } });
    expect(state).not.toHaveProperty('reason');
    expect(state).not.toHaveProperty('endedAt');
    expect(commands).toContainEqual({ kind: 'execute', key: 'bad', attempt: 2, since: 2, delaySeconds: 0 });
    expect(handedOut(decide(plan, state, failed('bad', { attempt: 2 })).commands)).toEqual(['bad#3']);
  });

  it('brings the gates back that were taken away when the run failed', () => {
    const over = heard(plan, run);
    expect(over.commands).toContainEqual({ kind: 'close-gate', key: 'gated', round: 1, as: 'WITHDRAWN' });
    const again = decide(plan, over.state, retried('bad'));
    expect(again.commands).toContainEqual({ kind: 'open-gate', key: 'gated', round: 2 });
  });

  it('is the only thing that a failed run heeds, not the deadlines of its gates', () => {
    const timed = blueprintOf([
      { id: 'bad' },
      { id: 'gated', gate: { ...gate, deadlineSeconds: 9, onLapse: 'approve' } },
    ]);
    const { state } = heard(timed, [started, succeeded('gated'), fatal('bad')]);
    expect(decide(timed, state, { kind: 'ticked', at: 1e9 }).state).toBe(state);
  });

  it('is not begun again by the same request, heard once more after the next failure', () => {
    const over = heard(plan, run).state;
    const request = { kind: 'retried', at: 60, key: 'bad', failedAt: over.endedAt } as const;
    const again = decide(plan, over, request);
    expect(handedOut(again.commands)).toContain('bad#2');
    const overAgain = decide(plan, again.state, failed('bad', { retryable: false, attempt: 2, at: 70 })).state;
    expect(overAgain.status).toBe('FAILED');
    expect(decide(plan, overAgain, request).state).toBe(overAgain);
    expect(decide(plan, overAgain, { ...request, failedAt: 70 }).state.status).toBe('RUNNING');
  });

  it('must have failed, and the run as well', () => {
    const { state } = heard(plan, [started]);
    expect(decide(plan, state, retried('bad')).state).toBe(state);
    const over = heard(plan, run).state;
    for (const key of ['gated', 'end', 'unknown', 'bad[0]']) expect(decide(plan, over, retried(key)).state).toBe(over);
  });

  it('waits for an approval when the budget is used up', () => {
    const dear = blueprintOf([{ id: 'bad' }], { budget: { usd: 1 } });
    const { state, commands } = heard(dear, [started, failed('bad', { retryable: false, usd: 5 }), retried('bad')]);
    expect(state).toMatchObject({ status: 'WAITING', steps: { bad: { status: 'PENDING', since: 2 } } });
    expect(commands).toContainEqual({ kind: 'open-gate', key: 'budget', round: 1 });
  });

  it('fails the run again when another one has failed too', () => {
    const two = blueprintOf([{ id: 'a' }, { id: 'b' }]);
    const { state } = heard(two, [started, fatal('a'), fatal('b'), retried('a'), succeeded('a', { attempt: 2 })]);
    expect(state).toMatchObject({ status: 'FAILED', reason: 'b: It failed.' });
    expect(decide(two, state, retried('b')).state.status).toBe('RUNNING');
  });

  it('runs again after it was rejected, with its branches', () => {
    const rejected = decided('c', { decision: 'reject' });
    const one = blueprintOf([{ id: 'c', gate }]);
    expect(handedOut(heard(one, [started, succeeded('c'), rejected, retried('c')]).commands)).toEqual(['c#2']);
    const wide = blueprintOf([{ id: 'c', forEach: { from: 'run.input.list' }, gate }]);
    const done = [0, 1, 2].map((branch) => succeeded(`c[${branch}]`));
    const again = heard(wide, [started, ...done, rejected, retried('c')], list);
    expect(handedOut(again.commands)).toEqual(['c[0]#2', 'c[1]#2', 'c[2]#2']);
  });

  describe('with branches', () => {
    const wide = blueprintOf([
      { id: 'c', forEach: { from: 'run.input.list' } },
      { id: 'end', after: ['c'] },
    ]);
    const over = [started, fatal('c[0]'), fatal('c[1]'), succeeded('c[2]')];

    it('runs again in those that failed', () => {
      const { state, commands } = heard(wide, [...over, retried('c')], list);
      expect(handedOut(commands)).toEqual(['c[0]#2', 'c[1]#2']);
      expect(state.steps.c?.status).toBe('SCHEDULED');
      const rest = [0, 1].map((branch) => succeeded(`c[${branch}]`, { attempt: 2 }));
      expect(handedOut(heard(wide, [...over, retried('c'), ...rest], list).commands)).toEqual(['end#1']);
    });

    it('runs again in one of them', () => {
      const { state, commands } = heard(wide, [...over, retried('c[1]')], list);
      expect(handedOut(commands)).toEqual(['c[1]#2']);
      const after = decide(wide, state, succeeded('c[1]', { attempt: 2 })).state;
      expect(after).toMatchObject({ status: 'FAILED', reason: 'c: Branch 0: It failed.' });
    });
  });

  it('looks at its list again when it failed over that', () => {
    const wide = blueprintOf([{ id: 'c', forEach: { from: 'run.input.list', limit: 2 } }]);
    const { state } = heard(wide, [started, retried('c')], list);
    expect(state.status).toBe('FAILED');
    expect(state.reason).toContain('has 3 elements');
  });
});
