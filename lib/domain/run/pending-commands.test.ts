import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../blueprint/schema.ts';
import { decide, pendingCommands } from './decide.ts';
import type { RunCommand, RunInput } from './state.ts';
import { blueprintOf, decided, failed, heard, started, succeeded } from './testing.ts';

const gate = { title: 'Approve', roles: ['architect' as const] };
const cancelled: RunInput = { kind: 'cancelled', at: 50, by: 'ada' };
const late: RunInput = { kind: 'ticked', at: 60_000 };

/** Whatever the last decision commanded can be found in the state alone. */
function expectRepeated(blueprint: Blueprint, inputs: readonly RunInput[]): readonly RunCommand[] {
  const { state, commands } = heard(blueprint, inputs, { 'run.input.list': { length: 3 } });
  const pending = pendingCommands(blueprint, state);
  for (const command of commands) expect(pending).toContainEqual(command);
  return pending;
}

describe('commands that may have been lost', () => {
  const plan = blueprintOf([
    { id: 'a', milestone: 'design.completed', gate, retry: { attempts: 2, backoffSeconds: 30 } },
    { id: 'b', after: ['a'] },
    { id: 'c', forEach: { from: 'run.input.list' } },
  ]);

  it.each([
    ['the first steps', [started]],
    ['a further attempt with its delay', [started, failed('a')]],
    ['a gate', [started, succeeded('a')]],
    [
      'changes that were asked for',
      [started, succeeded('a'), decided('a', { decision: 'request_changes', comment: 'X' })],
    ],
    ['a milestone', [started, succeeded('a'), decided('a')]],
    ['a dead letter', [started, failed('a', { retryable: false })]],
    ['a dead letter of a branch', [started, failed('c[1]', { retryable: false })]],
    [
      'a rejection',
      [started, ...[0, 1, 2].map((n) => succeeded(`c[${n}]`)), succeeded('a'), decided('a', { decision: 'reject' })],
    ],
    ['a cancellation', [started, succeeded('a'), cancelled]],
  ] satisfies [string, RunInput[]][])('are found again after %s', (_, inputs) => {
    expectRepeated(plan, inputs);
  });

  it('are found again after two retries, the first one’s too', () => {
    const once = blueprintOf([{ id: 'a', retry: { attempts: 1 } }]);
    const retried: RunInput = { kind: 'retried', at: 0, key: 'a' };
    const pending = expectRepeated(once, [started, failed('a'), retried, failed('a', { attempt: 2 }), retried]);
    const letters = pending.filter(({ kind }) => kind === 'redriven');
    expect(letters).toEqual([1, 2].map((attempt) => ({ kind: 'redriven', key: 'a', attempt })));
  });

  it('do not answer dead letters that never were: of attempts that were changed, or followed by another', () => {
    const changed = [1, 2, 3, 4].flatMap((attempt) => [
      succeeded('a', { attempt }),
      decided('a', { round: attempt, decision: 'request_changes', comment: 'X' }),
    ]);
    const reviewed = blueprintOf([{ id: 'a', gate, retry: { attempts: 2 } }]);
    const before = [started, ...changed, failed('a', { attempt: 5 })];
    expect(expectRepeated(reviewed, before).filter(({ kind }) => kind === 'redriven')).toEqual([]);
    const retried: RunInput = { kind: 'retried', at: 0, key: 'a' };
    const pending = expectRepeated(reviewed, [...before, failed('a', { attempt: 6 }), retried]);
    expect(pending.filter(({ kind }) => kind === 'redriven')).toEqual([{ kind: 'redriven', key: 'a', attempt: 6 }]);
  });

  it('are found again after the end', () => {
    const short = blueprintOf([{ id: 'a', milestone: 'implementation.ready' }]);
    const pending = expectRepeated(short, [started, succeeded('a')]);
    expect(pending).toContainEqual({ kind: 'milestone', milestone: 'implementation.ready', key: 'a' });
  });

  it.each(['approve', 'reject'] as const)('are found again after a gate has lapsed: %s', (onLapse) => {
    const timed = blueprintOf([{ id: 'a', gate: { ...gate, deadlineSeconds: 60, onLapse } }]);
    expectRepeated(timed, [started, succeeded('a'), late]);
  });

  it('are found again after a gate was withdrawn with the run’s failure', () => {
    const two = blueprintOf([{ id: 'a', gate }, { id: 'b' }]);
    expectRepeated(two, [started, succeeded('a'), failed('b', { retryable: false })]);
  });

  it('withdraw a gate of an earlier round, which nobody may have closed', () => {
    const two = blueprintOf([{ id: 'a', gate }, { id: 'b' }]);
    const again: RunInput = { kind: 'retried', at: 60, key: 'b' };
    const pending = expectRepeated(two, [started, succeeded('a'), failed('b', { retryable: false }), again]);
    expect(pending).toContainEqual({ kind: 'close-gate', key: 'a', round: 1, as: 'WITHDRAWN' });
  });

  it('tell of a beginning that nobody was told of, after the end too', () => {
    const short = blueprintOf([{ id: 'a' }]);
    const pending = expectRepeated(short, [started, succeeded('a')]);
    expect(pending).toContainEqual({ kind: 'announce', event: 'run.started' });
    const { state } = heard(short, [cancelled]);
    expect(pendingCommands(short, state)).toEqual([{ kind: 'announce', event: 'run.cancelled' }]);
  });

  it('do not close a gate that somebody has decided', () => {
    const timed = blueprintOf([{ id: 'a', gate: { ...gate, deadlineSeconds: 60 } }]);
    const pending = expectRepeated(timed, [started, succeeded('a'), decided('a')]);
    expect(pending.some(({ kind }) => kind === 'close-gate')).toBe(false);
  });

  it('do not take a rejected step for a dead letter', () => {
    const one = blueprintOf([{ id: 'a', gate }]);
    const pending = expectRepeated(one, [started, succeeded('a'), decided('a', { decision: 'reject' })]);
    expect(pending.some(({ kind }) => kind === 'dead-letter')).toBe(false);
  });

  it('are found again about the budget', () => {
    const dear = blueprintOf([{ id: 'a' }, { id: 'b', after: ['a'] }], { budget: { usd: 10 } });
    expectRepeated(dear, [started, succeeded('a', { usd: 6 })]);
    expectRepeated(dear, [started, succeeded('a', { usd: 12 })]);
    expectRepeated(dear, [started, succeeded('a', { usd: 12 }), cancelled]);
    expectRepeated(dear, [started, succeeded('a', { usd: 12 }), decided('budget')]);
  });

  it('are none before the run has begun, and none but its announcement while a conversation goes on', () => {
    expect(pendingCommands(plan, heard(plan, []).state)).toEqual([]);
    const talk = blueprintOf([{ id: 'a' }]);
    const { state } = heard(talk, [started, { kind: 'step.waiting', at: 0, key: 'a', attempt: 1 }]);
    expect(pendingCommands(talk, state)).toEqual([{ kind: 'announce', event: 'run.started' }]);
  });

  it('are the same each time, so that repetitions are known', () => {
    const { state } = heard(plan, [started, failed('a')]);
    expect(pendingCommands(plan, state)).toEqual(pendingCommands(plan, decide(plan, state, started).state));
  });
});
