import { describe, expect, it } from 'vitest';
import { checkDecision, commentProblem, feedbackBytes, feedbackMaxBytes, maximumComment } from './approval.ts';

const gate = { status: 'PENDING', roles: ['project_manager'], dueAt: null } as const;
const manager = { userId: 'm1', groups: ['project_manager'] };
const check = (
  change: Partial<Parameters<typeof checkDecision>[0]> = {},
  decision: Partial<Parameters<typeof checkDecision>[1]> = {},
  caller: Parameters<typeof checkDecision>[2] = manager,
) => checkDecision({ ...gate, ...change }, { decision: 'approve', comment: '', ...decision }, caller);

describe('a decision on an approval', () => {
  it('is taken from one of the gate’s roles and from an administrator', () => {
    expect(check()).toEqual({ ok: true, data: { isRepeated: false, comment: '' } });
    expect(check({}, {}, { userId: 'a1', groups: ['admin'] }).ok).toBe(true);
  });

  it('is refused from another role, which is told who decides', () => {
    expect(check({}, {}, { userId: 'd1', groups: ['developer'] })).toMatchObject({
      ok: false,
      error: { type: 'Unauthorized', message: expect.stringContaining('project_manager') as unknown },
    });
  });

  it('needs a comment where changes are requested, and none that is too long', () => {
    const refused = { ok: false, error: { type: 'ValidationError', field: 'comment' } };
    expect(check({}, { decision: 'request_changes', comment: '  ' })).toMatchObject(refused);
    expect(check({}, { comment: 'x'.repeat(maximumComment + 1) })).toMatchObject(refused);
    expect(check({}, { decision: 'request_changes', comment: ' add Kafka ' })).toMatchObject({
      data: { comment: 'add Kafka' },
    });
  });

  it('is refused, with the limit, where it asks for more than the agent would be told', () => {
    const ask = (comment: string) => check({}, { decision: 'request_changes', comment });
    expect(ask('x'.repeat(feedbackMaxBytes))).toMatchObject({ ok: true });
    expect(ask('é'.repeat(feedbackMaxBytes / 2))).toMatchObject({ ok: true });
    expect(ask('é'.repeat(feedbackMaxBytes / 2 + 1))).toMatchObject({
      ok: false,
      error: { type: 'ValidationError', field: 'comment', message: expect.stringContaining('1000 bytes') as unknown },
    });
    expect(check({}, { decision: 'reject', comment: 'x'.repeat(feedbackMaxBytes + 1) })).toMatchObject({ ok: true });
  });

  it('has the same limits before it is sent: in characters on record, in bytes for the agent', () => {
    expect(commentProblem('request_changes', ' ')).toBe('missing');
    expect(commentProblem('request_changes', '"'.repeat(feedbackMaxBytes / 2))).toBeUndefined();
    expect(commentProblem('request_changes', '"'.repeat(feedbackMaxBytes / 2 + 1))).toBe('too long for the agent');
    expect(commentProblem('approve', 'x'.repeat(maximumComment))).toBeUndefined();
    expect(commentProblem('approve', 'x'.repeat(maximumComment + 1))).toBe('too long');
    expect([' ab ', 'ä', '"', '\n', '€', '😀'].map(feedbackBytes)).toEqual([2, 2, 2, 0, 3, 4]);
  });

  it('may be repeated by the same person, and is refused from a second one, who is told of the first', () => {
    const decided = { status: 'APPROVED', decidedBy: 'm1', decidedByEmail: 'pm@demo.test' } as const;
    expect(check(decided)).toMatchObject({ data: { isRepeated: true } });
    expect(check(decided, { decision: 'reject' })).toMatchObject({ error: { type: 'Conflict' } });
    expect(check(decided, {}, { ...manager, userId: 'm2' })).toMatchObject({
      error: { code: 'APPROVAL_CLOSED', message: expect.stringContaining('pm@demo.test') as unknown },
    });
  });

  it('comes too late after the deadline or the end of the run', () => {
    expect(check({ status: 'LAPSED' })).toMatchObject({
      error: { message: expect.stringContaining('deadline') as unknown },
    });
    expect(check({ status: 'WITHDRAWN' })).toMatchObject({
      error: { message: expect.stringContaining('not needed') as unknown },
    });
  });
});
