import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './conversation.ts';
import { backAfter, killBackend } from './crash.ts';
import { type Person, personOf } from './people.ts';
import { approvalsOf, begin, openGate, outcomeOf, probe, request } from './run-requests.ts';
import { getRun, runIn, stepsOf } from './runs.ts';
import { moveClock } from './tokens.ts';

let manager: Person;
let admin: Person;
let developer: Person;
beforeAll(async () => {
  developer = await personOf('developer@demo.test');
  admin = await personOf('admin@demo.test');
  manager = await personOf('pm@demo.test');
});

const gate = { title: 'Good enough?', roles: ['project_manager' as const] };
const steps = [probe('draft', { value: 'text' }, { gate }), probe('final', {}, { after: ['draft'] })];
const ended = ['COMPLETED', 'FAILED', 'CANCELLED'];

async function decide(person: Person, approvalId: string, decision: string, comment = '') {
  return outcomeOf(await request(person, 'decideApproval', { approvalId, decision, comment }));
}

describe('a gate', () => {
  it('is still open after the backend was killed, and its approval then lets the run go on', async () => {
    const { runId } = await begin(manager, 'gate-survives', steps);
    const { id } = await openGate(manager, runId);
    await backAfter(await killBackend());
    expect(await approvalsOf(manager, runId)).toMatchObject([{ id, status: 'PENDING' }]);
    expect(await decide(manager, id, 'approve')).toMatchObject({ status: 'APPROVED' });
    expect(await runIn(manager, runId, ended)).toMatchObject({ status: 'COMPLETED' });
  });

  it('is decided by one of two who decide at once; the other is told of a conflict', async () => {
    const { runId } = await begin(manager, 'gate-for-two', steps);
    const { id } = await openGate(manager, runId);
    const answers = await Promise.all([decide(manager, id, 'approve'), decide(admin, id, 'reject', 'No.')]);
    expect(answers).toContain('Conflict: APPROVAL_CLOSED');
    const winner = answers.findIndex((answer) => answer !== 'Conflict: APPROVAL_CLOSED');
    expect(answers[winner]).toMatchObject({ status: winner === 0 ? 'APPROVED' : 'REJECTED' });
    const { status } = await runIn(manager, runId, ended);
    expect(status).toBe(winner === 0 ? 'COMPLETED' : 'FAILED');
  });

  it('hears nobody but its roles, and a decision once; the same again does no harm', async () => {
    const { runId } = await begin(manager, 'gate-for-roles', steps);
    const { id } = await openGate(manager, runId);
    expect(await decide(developer, id, 'approve')).toBe('Unauthorized: ROLE_MISSING');
    expect(await decide(manager, id, 'approve')).toMatchObject({ status: 'APPROVED' });
    expect(await decide(manager, id, 'approve')).toMatchObject({ status: 'APPROVED' });
    expect(await decide(manager, id, 'reject')).toBe('Conflict: APPROVAL_CLOSED');
    expect(await runIn(manager, runId, ended)).toMatchObject({ status: 'COMPLETED' });
    expect(await approvalsOf(manager, runId)).toHaveLength(1);
  });

  it('has the step done again with the changes that were asked for', async () => {
    const { runId } = await begin(manager, 'gate-with-changes', steps);
    const first = await openGate(manager, runId);
    expect(await decide(manager, first.id, 'request_changes')).toBe('ValidationError: INVALID_ARGUMENT');
    await decide(manager, first.id, 'request_changes', 'Shorter, please.');
    const second = await eventually('the next round', async () =>
      (await approvalsOf(manager, runId)).find(({ round }) => round === 2),
    );
    expect((await stepsOf(manager, runId)).draft).toMatchObject({ attempt: 2, output: { attempt: 2 } });
    await decide(manager, second.id, 'approve');
    expect(await runIn(manager, runId, ended)).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('a gate whose deadline passes', () => {
  afterAll(() => moveClock(0));

  /** Has the schedule of the sweeper come round, as often as it takes; functions themselves have the machine's time. */
  async function sweepUntil(isDone: () => Promise<boolean>): Promise<void> {
    await eventually('the sweeper to have seen to it', async () => {
      minutes += 1;
      await moveClock(minutes * 60_000);
      return (await isDone()) || undefined;
    });
  }
  let minutes = 0;

  it('decides by itself, and hears nobody afterwards', async () => {
    const lapsing = { ...gate, deadlineSeconds: 1, onLapse: 'approve' as const };
    const rejecting = { ...gate, deadlineSeconds: 1, onLapse: 'reject' as const };
    const approved = await begin(manager, 'gate-lapses', [probe('draft', {}, { gate: lapsing })]);
    const rejected = await begin(manager, 'gate-lapses-badly', [probe('draft', {}, { gate: rejecting })]);
    const { id } = await openGate(manager, approved.runId);
    await openGate(manager, rejected.runId);
    await sweepUntil(async () => ended.includes((await getRun(manager, approved.runId)).status));
    await sweepUntil(async () => ended.includes((await getRun(manager, rejected.runId)).status));
    expect(await runIn(manager, approved.runId, ended)).toMatchObject({ status: 'COMPLETED' });
    expect(await runIn(manager, rejected.runId, ended)).toMatchObject({ status: 'FAILED' });
    await eventually('the gate to have lapsed', async () => {
      const [approval] = await approvalsOf(manager, approved.runId);
      return approval?.status === 'LAPSED' || undefined;
    });
    expect(await decide(manager, id, 'reject')).toBe('Conflict: APPROVAL_CLOSED');
  });
});
