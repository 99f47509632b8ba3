import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffSeconds, postponementMs, queueAllowanceMs } from './attempt.ts';
import { decide } from './decide.ts';
import type { RunInput } from './state.ts';
import { blueprintOf, failed, handedOut, heard, started, statusesOf, succeeded } from './testing.ts';

const retry = { attempts: 3, backoffSeconds: 10, factor: 2, maxBackoffSeconds: 15, jitter: 0 };
const plan = blueprintOf([
  { id: 'work', retry, timeoutSeconds: 60 },
  { id: 'end', after: ['work'] },
]);

describe('an attempt that is put off', () => {
  const once = blueprintOf([{ id: 'work', timeoutSeconds: 60, retry: { attempts: 1 } }]);
  const minute = 60_000;
  const postponed = (rest: { at?: number; attempt?: number; until?: number } = {}): RunInput => ({
    ...{ kind: 'step.postponed', at: 1, key: 'work', attempt: 1, until: 10 * minute, ...rest },
  });
  const tick = (at: number): RunInput => ({ kind: 'ticked', at });

  it('is no failure, and is given up after its time from then on', () => {
    const { state, commands } = heard(once, [started, postponed()]);
    expect(commands).toEqual([]);
    expect(state.steps.work).toMatchObject({ status: 'SCHEDULED', attempt: 1 });
    expect(state.steps.work?.failures).toBeUndefined();
    expect(heard(once, [started, postponed(), tick(26 * minute - 1)]).state.status).toBe('RUNNING');
    expect(heard(once, [started, postponed(), tick(26 * minute)]).state.status).toBe('FAILED');
  });

  it('is not hurried by news that come late, of an earlier time or attempt', () => {
    const { state } = heard(once, [started, postponed()]);
    expect(heard(once, [started, postponed(), postponed({ until: minute })]).state).toEqual(state);
    expect(heard(once, [started, postponed(), postponed({ attempt: 2, until: 90 * minute })]).state).toEqual(state);
    const done = heard(once, [started, succeeded('work')]).state;
    expect(heard(once, [started, succeeded('work'), postponed()]).state).toEqual(done);
  });

  it('fails when it is put off again and again, and its followers do likewise: the step comes to an end', () => {
    const again = Array.from({ length: 1000 }, (_, index) =>
      postponed({ at: index * minute, until: (index + 2) * minute }),
    );
    const within = again.slice(0, postponementMs / minute);
    expect(heard(once, [started, ...within]).state.steps.work).toMatchObject({ status: 'SCHEDULED', attempt: 1 });
    const { state } = heard(once, [started, ...again]);
    expect(state).toMatchObject({ status: 'FAILED', reason: 'work: Put off for longer than 60 minutes.' });

    const second = heard(plan, [started, ...again]).state;
    expect(second.steps.work).toMatchObject({ status: 'RETRYING', attempt: 2, failures: 1 });
    const thrice = [1, 2, 3].flatMap((attempt) =>
      again.map((_, index) =>
        postponed({ attempt, at: (attempt * 1000 + index) * minute, until: (attempt * 1000 + index + 2) * minute }),
      ),
    );
    expect(heard(plan, [started, ...thrice]).state.steps.work).toMatchObject({ status: 'FAILED', failures: 3 });
  });

  it('is given up an hour and its time after it was first put off, however far off it is', () => {
    const far = [started, postponed({ at: minute, until: 1000 * minute })];
    const lastAt = minute + postponementMs + minute + queueAllowanceMs;
    expect(heard(once, [...far, tick(lastAt - 1)]).state.status).toBe('RUNNING');
    expect(heard(once, [...far, tick(lastAt)]).state.status).toBe('FAILED');
  });

  it('has its own hour: that of the one before does not count', () => {
    const before = [started, postponed({ at: 0, until: minute }), failed('work', { at: 50 * minute })];
    const { state } = heard(plan, [...before, postponed({ attempt: 2, at: 70 * minute, until: 80 * minute })]);
    expect(state.steps.work).toMatchObject({ status: 'RETRYING', attempt: 2, notBefore: 80 * minute });
  });
});

describe('an attempt that fails', () => {
  it('is followed by another one after a while', () => {
    const { state, commands } = heard(plan, [started, failed('work', { at: 1000 })]);
    expect(commands).toEqual([{ kind: 'execute', key: 'work', attempt: 2, since: 1, delaySeconds: 10 }]);
    expect(state.steps.work).toEqual({
      ...{ status: 'RETRYING', attempt: 2, failures: 1, reason: 'It failed.' },
      ...{ notBefore: 11_000, dueAt: 71_000 + queueAllowanceMs, startedAt: 0 },
    });
  });

  it('is the last one when so many have failed', () => {
    const failures = [failed('work'), failed('work', { attempt: 2 }), failed('work', { attempt: 3, at: 7 })];
    const { state, commands } = heard(plan, [started, ...failures]);
    expect(state).toMatchObject({ status: 'FAILED', reason: 'work: It failed.', endedAt: 7 });
    expect(commands).toEqual([
      { kind: 'dead-letter', key: 'work', attempt: 3, reason: 'It failed.' },
      { kind: 'announce', event: 'run.failed', occurrence: 7 },
    ]);
    expect(statusesOf(state)).toEqual({ work: 'FAILED', end: 'PENDING' });
  });

  it('is the last one when another could not help', () => {
    expect(heard(plan, [started, failed('work', { retryable: false })]).state.status).toBe('FAILED');
  });

  it('counts once, and only while it is at work', () => {
    const { state } = heard(plan, [started, failed('work')]);
    expect(decide(plan, state, failed('work')).state).toBe(state);
    expect(decide(plan, state, failed('work', { attempt: 3 })).state).toBe(state);
    const done = decide(plan, state, succeeded('work', { attempt: 2 })).state;
    expect(decide(plan, done, failed('work', { attempt: 2 })).state).toBe(done);
  });

  it('may still turn out to have succeeded', () => {
    const { state, commands } = heard(plan, [started, failed('work'), succeeded('work')]);
    expect(state.steps.work).toMatchObject({ status: 'SUCCEEDED', attempt: 2 });
    expect(handedOut(commands)).toEqual(['end#1']);
  });

  it('is tried three times where the blueprint does not say', () => {
    const silent = blueprintOf([{ id: 'work' }]);
    const { state } = heard(silent, [started, failed('work'), failed('work', { attempt: 2 })]);
    expect(state.steps.work).toMatchObject({ status: 'RETRYING', attempt: 3 });
    expect(decide(silent, state, failed('work', { attempt: 3 })).state.status).toBe('FAILED');
  });

  it('lets what else is at work finish, and nothing new begin', () => {
    const wide = blueprintOf([{ id: 'bad' }, { id: 'good' }, { id: 'next', after: ['good'] }]);
    const { state } = heard(wide, [started, failed('bad', { retryable: false })]);
    expect(state.status).toBe('RUNNING');
    const after = decide(wide, state, succeeded('good'));
    expect(after.state.status).toBe('FAILED');
    expect(statusesOf(after.state)).toEqual({ bad: 'FAILED', good: 'SUCCEEDED', next: 'PENDING' });
  });

  it('tells a long reason by its beginning', () => {
    const { state } = heard(plan, [started, failed('work', { retryable: false, reason: '\u0000é'.repeat(1e6) })]);
    expect(JSON.stringify(state.steps.work?.reason).length).toBeLessThan(300);
  });
});

describe('an attempt that is not heard of again', () => {
  it('is given up when its time has passed, and counts as failed', () => {
    const { state } = heard(plan, [started]);
    expect(decide(plan, state, { kind: 'ticked', at: 59_999 + queueAllowanceMs }).state).toBe(state);
    const late = decide(plan, state, { kind: 'ticked', at: 60_000 + queueAllowanceMs });
    expect(handedOut(late.commands)).toEqual(['work#2']);
    expect(late.state.steps.work?.reason).toBe('Timed out after 60 s.');
  });

  it('is fenced off when it fails after all', () => {
    const { state } = heard(plan, [started, { kind: 'ticked', at: 60_000 + queueAllowanceMs }]);
    expect(decide(plan, state, failed('work', { at: 61_000 })).state).toBe(state);
  });

  it('has an hour where the blueprint does not say', () => {
    expect(heard(blueprintOf([{ id: 'work' }]), [started]).state.steps.work?.dueAt).toBe(3_600_000 + queueAllowanceMs);
  });
});

describe('the time before the next attempt', () => {
  const policies = fc.record({
    attempts: fc.constant(5),
    backoffSeconds: fc.double({ min: 0, max: 900, noNaN: true }),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    maxBackoffSeconds: fc.double({ min: 0, max: 900, noNaN: true }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('is a delay that SQS takes, the same each time, within its jitter', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 1, max: 10 }), fc.string(), (policy, failures, key) => {
        const seconds = backoffSeconds(policy, { failures, key, attempt: failures + 1 });
        expect(seconds).toBe(backoffSeconds(policy, { failures, key, attempt: failures + 1 }));
        expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= 900).toBe(true);
        const plain = Math.min(policy.maxBackoffSeconds, policy.backoffSeconds * policy.factor ** (failures - 1));
        expect(Math.abs(seconds - Math.min(900, plain))).toBeLessThanOrEqual(plain * policy.jitter + 0.5);
      }),
    );
  });

  it('grows from failure to failure up to its limit', () => {
    const waits = [0, 1, 2, 3].map((failures) => backoffSeconds(retry, { failures, key: 'work', attempt: 1 }));
    expect(waits).toEqual([0, 10, 15, 15]);
  });

  it('is never longer than SQS can wait', () => {
    const longest = { ...retry, backoffSeconds: 900, maxBackoffSeconds: 900, jitter: 1 };
    const waits = Array.from({ length: 50 }, (_, n) =>
      backoffSeconds(longest, { failures: 1, key: `k${n}`, attempt: 2 }),
    );
    expect(Math.max(...waits)).toBe(900);
  });

  it('differs from branch to branch', () => {
    const policy = { ...retry, backoffSeconds: 600, maxBackoffSeconds: 600, jitter: 0.5 };
    const waits = Array.from({ length: 50 }, (_, branch) =>
      backoffSeconds(policy, { failures: 1, key: `work[${branch}]`, attempt: 2 }),
    );
    expect(new Set(waits).size).toBeGreaterThan(30);
  });
});
