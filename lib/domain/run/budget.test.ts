import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { blueprintOf, decided, failed, handedOut, heard, started, statusesOf, succeeded } from './testing.ts';

const plan = blueprintOf([{ id: 'a' }, { id: 'b', after: ['a'] }, { id: 'c', after: ['b'] }], { budget: { usd: 10 } });
const spent = (key: string, usd: number, attempt = 1) => succeeded(key, { usd, attempt });

describe('the cost of a run', () => {
  it('is that of its attempts, each counted once', () => {
    const { state } = heard(plan, [started, spent('a', 1.1), spent('a', 1.1), spent('b', 2.2)]);
    expect(state.spentUsd).toBe(3.3);
  });

  it('counts attempts that failed, and those that were heard too late', () => {
    const lost = [started, failed('a', { usd: 1 }), spent('a', 2, 2), failed('b', { usd: 4 }), spent('b', 1, 2)];
    expect(heard(plan, lost).state.spentUsd).toBe(8);
    const late = heard(plan, [started, { kind: 'ticked', at: 1e9 }, spent('a', 2, 2), failed('a', { usd: 3 })]);
    expect(late.state.spentUsd).toBe(5);
  });

  it('counts after the run is over, for it was spent', () => {
    const cancelled = heard(plan, [started, { kind: 'cancelled', at: 0, by: 'ada' }, spent('a', 2)]);
    expect(cancelled.state).toMatchObject({ status: 'CANCELLED', spentUsd: 2 });
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('does not count what is no amount: %d', (usd) => {
    expect(heard(plan, [started, spent('a', usd)]).state.spentUsd).toBe(0);
  });

  it('does not count attempts that were never made', () => {
    expect(heard(plan, [started, spent('a', 1, 2), spent('x', 1), spent('a', 1, 0)]).state.spentUsd).toBe(0);
  });
});

describe('a budget', () => {
  it('tells each threshold once', () => {
    const first = heard(plan, [started, spent('a', 5)]);
    expect(first.commands[0]).toEqual({ kind: 'budget-crossed', threshold: 0.5, spentUsd: 5 });
    expect(decide(plan, first.state, spent('b', 1)).commands.map(({ kind }) => kind)).toEqual(['execute']);
  });

  it('tells several thresholds that are crossed at once, the lower first', () => {
    const told = heard(plan, [started, spent('a', 9)]).commands.filter(({ kind }) => kind === 'budget-crossed');
    expect(told).toMatchObject([{ threshold: 0.5 }, { threshold: 0.8 }]);
  });

  it('stops the run at a gate when it is used up', () => {
    const { state, commands } = heard(plan, [started, spent('a', 12)]);
    expect(state).toMatchObject({ status: 'WAITING', budgetGate: { round: 1, isOpen: true } });
    expect(statusesOf(state)).toMatchObject({ b: 'PENDING' });
    expect(commands.slice(2)).toEqual([
      { kind: 'open-gate', key: 'budget', round: 1 },
      { kind: 'announce', event: 'run.gated', occurrence: 1 },
    ]);
  });

  it('does not ask when there is nothing left to spend on', () => {
    const { state } = heard(plan, [started, spent('a', 1), spent('b', 1), spent('c', 20)]);
    expect(state.status).toBe('COMPLETED');
    expect(state.budgetGate).toBeUndefined();
  });

  it('allows as much again with each approval', () => {
    const { state, commands } = heard(plan, [started, spent('a', 12), decided('budget')]);
    expect(state).toMatchObject({ allowedUsd: 20, budgetGate: { isOpen: false }, status: 'RUNNING' });
    expect(handedOut(commands)).toEqual(['b#1']);
    const again = decide(plan, state, spent('b', 8));
    expect(again.commands).toContainEqual({ kind: 'open-gate', key: 'budget', round: 2 });
    expect(decide(plan, again.state, decided('budget', { round: 1 })).state).toBe(again.state);
  });

  it('asks again at once where one approval is not enough', () => {
    const { state } = heard(plan, [started, spent('a', 25), decided('budget')]);
    expect(state).toMatchObject({ status: 'WAITING', allowedUsd: 20, budgetGate: { round: 2, isOpen: true } });
  });

  it.each(['reject', 'request_changes'] as const)('ends the run without an approval: %s', (decision) => {
    const { state, commands } = heard(plan, [started, spent('a', 12), decided('budget', { decision, comment: 'No.' })]);
    expect(state).toMatchObject({ status: 'FAILED', reason: 'ada did not approve spending beyond the budget. No.' });
    expect(commands).toEqual([{ kind: 'announce', event: 'run.failed', occurrence: 0 }]);
  });

  it('keeps further attempts back as well', () => {
    const { state, commands } = heard(plan, [started, failed('a', { usd: 12 })]);
    expect(handedOut(commands)).toEqual([]);
    expect(state.steps.a).toMatchObject({ status: 'PENDING', attempt: 1, failures: 1 });
    expect(decide(plan, state, decided('budget')).commands).toMatchObject([{ key: 'a', attempt: 2, delaySeconds: 1 }]);
  });

  it('takes its question back when the run is cancelled', () => {
    const { commands } = heard(plan, [started, spent('a', 12), { kind: 'cancelled', at: 0, by: 'ada' }]);
    expect(commands).toContainEqual({ kind: 'close-gate', key: 'budget', round: 1, as: 'WITHDRAWN' });
  });
});
