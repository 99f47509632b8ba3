import { beforeEach, describe, expect, it } from 'vitest';
import type { Gate } from '#lib/domain/blueprint/schema';
import { blueprintOf } from '#lib/domain/run/testing';
import { decideApproval } from './decide-approval.ts';
import { callOf, createMemoryOperations } from './memory-ports.ts';
import { beginNewRun } from './start-run.ts';

const minute = 60_000;
let memory = createMemoryOperations();
beforeEach(() => {
  memory = createMemoryOperations();
});

/** Opens the gate of a run's step, or of its budget, due in a minute. */
async function open({ stepId = 'draft', onLapse = 'remind' }: { stepId?: string; onLapse?: Gate['onLapse'] } = {}) {
  const gate = { title: 'The draft', roles: ['project_manager' as const], deadlineSeconds: 60, onLapse };
  const begun = await beginNewRun(
    callOf({}),
    { blueprint: blueprintOf([{ id: 'draft', gate }]), input: {} },
    memory.ports,
  );
  if (!begun.ok) throw new Error(begun.error.message);
  memory.approvals.set('a1', {
    ...{ id: 'a1', organization: 'demo', projectId: 'p1', runId: begun.data.id, stepId, round: 1, title: 'The draft' },
    ...{ roles: ['project_manager'], shows: [], status: 'PENDING', correlationId: 'c' },
    requestedAt: new Date(memory.clock.now).toISOString(),
    dueAt: new Date(memory.clock.now + minute).toISOString(),
  });
  memory.events.length = 0;
  return begun.data;
}

const decide = (decision: string, rest: { comment?: string; person?: string; groups?: string[] } = {}) =>
  decideApproval(callOf({ decision, comment: rest.comment }, { ...rest, approvalId: 'a1' }), memory.ports);
const told = () => memory.events.map(({ detail }) => detail);
const refused = (type: string, code: string) => ({ ok: false, error: { type, code } });

describe('a decision', () => {
  it('is stored, told and entered in the audit log', async () => {
    const { id: runId } = await open();
    expect(await decide('reject', { comment: 'No.' })).toMatchObject({ ok: true, data: { status: 'REJECTED' } });
    expect(told()).toMatchObject([
      { orchestrationId: runId, approvalId: 'a1', decision: 'reject', comment: 'No.', by: 'ada@demo.test' },
    ]);
    expect(memory.audited).toMatchObject([{ action: 'approval.decided', actor: 'ada' }]);
  });

  it('that could not be told is told as it stands by whoever may decide and tries again', async () => {
    await open();
    memory.bus.isDown = true;
    const decision = { decision: 'reject', comment: 'No.', by: 'ada@demo.test' };
    expect(await decide('reject', { comment: 'No.' })).toMatchObject(refused('Unavailable', 'SUPERVISOR_UNREACHABLE'));
    expect(await decide('approve', { person: 'bob' })).toMatchObject(refused('Unavailable', 'SUPERVISOR_UNREACHABLE'));
    memory.bus.isDown = false;
    memory.clock.now += minute;
    expect(await decide('approve', { person: 'eve', groups: ['developer'] })).toMatchObject({ ok: false });
    expect(told()).toEqual([]);
    expect(await decide('approve', { person: 'bob' })).toMatchObject({
      ok: false,
      error: { code: 'APPROVAL_CLOSED', message: expect.stringContaining('ada@demo.test') as unknown },
    });
    expect(told()).toMatchObject([decision]);
    expect(await decide('reject', { comment: 'Never.' })).toMatchObject({ ok: true, data: { comment: 'No.' } });
    expect(told()).toMatchObject([decision, decision]);
    expect(memory.audited).toMatchObject([{ actor: 'ada', detail: { comment: 'No.' } }]);
  });

  it('that is none is refused by name', async () => {
    await open();
    expect(await decide('perhaps')).toMatchObject({ error: { type: 'ValidationError', field: 'decision' } });
  });
});

describe('a gate that was closed by the run', () => {
  it('tells nothing', async () => {
    const run = await open();
    const approval = memory.approvals.get('a1');
    if (approval) memory.approvals.set('a1', { ...approval, status: 'WITHDRAWN' });
    expect(await decide('approve')).toMatchObject(refused('Conflict', 'APPROVAL_CLOSED'));
    expect(memory.runs.get(run.id)?.status).toBe('RUNNING');
    expect(told()).toEqual([]);
  });
});

describe('after the deadline', () => {
  it.each(['approve', 'reject'] as const)('a gate that lapses to %s hears nobody', async (onLapse) => {
    await open({ onLapse });
    memory.clock.now += minute + 1;
    expect(await decide('approve')).toMatchObject(refused('Conflict', 'APPROVAL_LAPSED'));
    expect(memory.approvals.get('a1')?.status).toBe('PENDING');
    expect(told()).toEqual([]);
  });

  it('a gate that reminds still hears', async () => {
    await open({ onLapse: 'remind' });
    memory.clock.now += minute + 1;
    expect(await decide('approve')).toMatchObject({ ok: true });
  });
});

describe('when the run asks for a newer round', () => {
  const superseded = {
    ok: false,
    error: { type: 'Conflict', code: 'APPROVAL_SUPERSEDED', message: expect.stringContaining('round 2') as unknown },
  };

  /** As after a retry of the run: its gate is opened again. */
  async function reopen(status: 'PENDING' | 'WITHDRAWN', stepId?: 'budget') {
    const run = await open(stepId ? { stepId } : {});
    const state = stepId
      ? { ...run.state, budgetGate: { round: 2, isOpen: true } }
      : { ...run.state, steps: { draft: { status: 'GATED' as const, attempt: 1, round: 2 } } };
    memory.runs.set(run.id, { ...run, state });
    const approval = memory.approvals.get('a1');
    if (approval) memory.approvals.set('a1', { ...approval, status });
  }

  it.each(['PENDING', 'WITHDRAWN'] as const)('a decision on the earlier one, %s, is refused', async (status) => {
    await reopen(status);
    expect(await decide('approve')).toMatchObject(superseded);
    expect(memory.approvals.get('a1')?.status).toBe(status);
    expect(told()).toEqual([]);
  });

  it('so is one on the budget', async () => {
    await reopen('PENDING', 'budget');
    expect(await decide('approve')).toMatchObject(superseded);
  });

  it('nobody is told so whose role decides nothing', async () => {
    await reopen('WITHDRAWN');
    expect(await decide('approve', { groups: ['developer'] })).toMatchObject({ error: { type: 'Unauthorized' } });
  });
});

it('a run that is over hears no decision', async () => {
  const run = await open();
  memory.runs.set(run.id, { ...run, status: 'CANCELLED' });
  expect(await decide('approve')).toMatchObject(refused('Conflict', 'RUN_OVER'));
  expect(told()).toEqual([]);
});

it('of a budget no changes can be asked', async () => {
  await open({ stepId: 'budget' });
  expect(await decide('request_changes', { comment: 'Cheaper.' })).toMatchObject({
    error: { type: 'ValidationError', field: 'decision' },
  });
  expect(await decide('approve')).toMatchObject({ ok: true });
});
