import { describe, expect, it } from 'vitest';
import type { Gate } from '../blueprint/schema.ts';
import { decide } from './decide.ts';
import { blueprintOf, decided, failed, handedOut, heard, started, statusesOf, succeeded } from './testing.ts';

const planOf = (gate: Partial<Gate> = {}) =>
  blueprintOf([
    { id: 'design', milestone: 'design.completed', gate: { title: 'Approve', roles: ['architect'], ...gate } },
    { id: 'end', after: ['design'] },
  ]);
const plan = planOf();
const toGate = [started, succeeded('design')];

describe('a step with a gate', () => {
  it('waits for an approval when its work is done', () => {
    const { state, commands } = heard(plan, toGate);
    expect(state).toMatchObject({ status: 'WAITING', steps: { design: { status: 'GATED', round: 1 } } });
    expect(commands).toEqual([
      { kind: 'open-gate', key: 'design', round: 1 },
      { kind: 'announce', event: 'run.gated', occurrence: 1 },
    ]);
  });

  it('tells of its milestone and lets others begin when it is approved', () => {
    const { state, commands } = heard(plan, [...toGate, decided('design')]);
    expect(statusesOf(state)).toEqual({ design: 'SUCCEEDED', end: 'SCHEDULED' });
    expect(state.status).toBe('RUNNING');
    expect(commands[0]).toEqual({ kind: 'milestone', milestone: 'design.completed', key: 'design' });
    expect(handedOut(commands)).toEqual(['end#1']);
  });

  it('is decided once: whoever comes second changes nothing', () => {
    const { state } = heard(plan, [...toGate, decided('design')]);
    expect(decide(plan, state, decided('design', { decision: 'reject' })).state).toBe(state);
  });

  it('fails with the run when it is rejected', () => {
    const { state, commands } = heard(plan, [
      ...toGate,
      decided('design', { decision: 'reject', comment: 'Too dear.' }),
    ]);
    expect(state).toMatchObject({ status: 'FAILED', reason: 'design: Rejected by ada: Too dear.' });
    expect(commands).toEqual([{ kind: 'announce', event: 'run.failed', occurrence: 0 }]);
    expect(heard(plan, [...toGate, decided('design', { decision: 'reject' })]).state.reason).toBe(
      'design: Rejected by ada',
    );
  });

  it('takes no decision before it is open, nor one of another step or round', () => {
    const { state } = heard(plan, [started]);
    expect(decide(plan, state, decided('design')).state).toBe(state);
    const gated = heard(plan, toGate).state;
    expect(decide(plan, gated, decided('design', { round: 2 })).state).toBe(gated);
    expect(decide(plan, gated, decided('end')).state).toBe(gated);
    expect(decide(plan, gated, decided('budget')).state).toBe(gated);
  });
});

describe('changes that an approver asks for', () => {
  const asked = [...toGate, decided('design', { decision: 'request_changes', comment: 'Shorter.' })];

  it('have the step run again, told what to change', () => {
    const { state, commands } = heard(plan, asked);
    expect(commands).toEqual([
      { kind: 'execute', key: 'design', attempt: 2, since: 2, delaySeconds: 0, feedback: 'Shorter.' },
    ]);
    expect(state).toMatchObject({ status: 'RUNNING', steps: { design: { status: 'RETRYING', since: 2 } } });
  });

  it('make earlier results count no longer', () => {
    const { state } = heard(plan, asked);
    expect(decide(plan, state, succeeded('design')).state).toBe(state);
  });

  it('are still told when that attempt fails', () => {
    const again = heard(plan, [...asked, failed('design', { attempt: 2 })]);
    expect(again.commands).toMatchObject([{ attempt: 3, since: 2, feedback: 'Shorter.' }]);
  });

  it('are approved in a round of their own', () => {
    const { state, commands } = heard(plan, [...asked, succeeded('design', { attempt: 2 })]);
    expect(commands[0]).toEqual({ kind: 'open-gate', key: 'design', round: 2 });
    expect(state.steps.design).not.toHaveProperty('feedback');
    expect(decide(plan, state, decided('design', { round: 1 })).state).toBe(state);
    expect(decide(plan, state, decided('design', { round: 2 })).state.steps.design?.status).toBe('SUCCEEDED');
  });

  it('are kept short', () => {
    const comment = 'é'.repeat(100_000);
    const { state } = heard(plan, [...toGate, decided('design', { decision: 'request_changes', comment })]);
    expect(state.steps.design?.feedback).toHaveLength(500);
  });

  it('go to every branch of a fan-out', () => {
    const gate = { title: 'Approve', roles: ['architect'] as const };
    const wide = blueprintOf([
      { id: 'c', forEach: { from: 'run.input.list' }, gate: { ...gate, roles: ['architect'] } },
    ]);
    const list = { 'run.input.list': { length: 2 } };
    const gated = [started, succeeded('c[0]'), succeeded('c[1]')];
    expect(heard(wide, gated, list).state.steps.c?.status).toBe('GATED');
    const asks = decided('c', { decision: 'request_changes', comment: 'More.' });
    const { state, commands } = heard(wide, [...gated, asks], list);
    expect(commands).toMatchObject([
      { key: 'c[0]', attempt: 2, since: 2, feedback: 'More.' },
      { key: 'c[1]', attempt: 2, since: 2, feedback: 'More.' },
    ]);
    expect(decide(wide, state, succeeded('c[1]')).state).toBe(state);
    const done = [succeeded('c[0]', { attempt: 2 }), succeeded('c[1]', { attempt: 2 }), decided('c', { round: 2 })];
    expect(heard(wide, [...gated, asks, ...done], list).state.status).toBe('COMPLETED');
  });

  it('open the gate again where there is no branch to change', () => {
    const empty = blueprintOf([
      { id: 'c', forEach: { from: 'run.input.list' }, gate: { title: 'Approve', roles: ['architect'] } },
    ]);
    const { commands } = heard(empty, [started, decided('c', { decision: 'request_changes' })]);
    expect(commands).toEqual([{ kind: 'open-gate', key: 'c', round: 2 }]);
  });
});

describe('a gate whose deadline passes', () => {
  const late = { kind: 'ticked', at: 60_000 } as const;
  const reach = (onLapse: Gate['onLapse']) => {
    const timed = planOf({ deadlineSeconds: 60, onLapse });
    return { timed, gated: heard(timed, toGate).state };
  };

  it('is open until then', () => {
    const { timed, gated } = reach('reject');
    expect(gated.steps.design?.gateDueAt).toBe(60_000);
    expect(decide(timed, gated, { kind: 'ticked', at: 59_999 }).state).toBe(gated);
    expect(decide(timed, gated, decided('design', { at: 70_000 })).state.steps.design?.status).toBe('SUCCEEDED');
  });

  it('counts as approved where the blueprint says so', () => {
    const { timed, gated } = reach('approve');
    const { state, commands } = decide(timed, gated, late);
    expect(statusesOf(state)).toEqual({ design: 'SUCCEEDED', end: 'SCHEDULED' });
    expect(commands.slice(0, 2)).toEqual([
      { kind: 'close-gate', key: 'design', round: 1, as: 'LAPSED' },
      { kind: 'milestone', milestone: 'design.completed', key: 'design' },
    ]);
  });

  it('counts as rejected where the blueprint says so', () => {
    const { timed, gated } = reach('reject');
    const { state, commands } = decide(timed, gated, late);
    expect(state).toMatchObject({ status: 'FAILED', reason: 'design: Nobody approved it before the deadline.' });
    expect(commands[0]).toEqual({ kind: 'close-gate', key: 'design', round: 1, as: 'LAPSED' });
  });

  it('reminds those who may decide, again and again, in the same round', () => {
    const { timed, gated } = reach('remind');
    const { state, commands } = decide(timed, gated, late);
    expect(commands).toEqual([{ kind: 'open-gate', key: 'design', round: 1, isReminder: true, dueAt: 120_000 }]);
    expect(decide(timed, state, { kind: 'ticked', at: 120_000 }).commands).toHaveLength(1);
    expect(decide(timed, state, decided('design')).state.steps.design?.status).toBe('SUCCEEDED');
  });
});
