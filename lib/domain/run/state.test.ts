import { describe, expect, it } from 'vitest';
import { queueAllowanceMs } from './attempt.ts';
import type { Facts, RunInput } from './state.ts';
import { runStateMaxBytes, runStateSchema } from './state.ts';
import { parseKey, stepKey } from './step-key.ts';
import { blueprintOf, failed, heard, type StepDefinition, started, succeeded } from './testing.ts';
import { nextWake } from './wake.ts';

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;
const longId = (index: number) => `${'step-'.repeat(9)}${String(index).padStart(3, '0')}`;
const gate = { title: 'Approve', roles: ['architect' as const], deadlineSeconds: 60 };

function steps(rest: Partial<StepDefinition> = {}): StepDefinition[] {
  return Array.from({ length: 500 }, (_, index) => ({ id: longId(index), ...rest }));
}

describe('the state of a run of 500 steps', () => {
  const all = steps().map(({ id }) => succeeded(id, { usd: 1 }));

  it('fits when all are done and paid', () => {
    const { state } = heard(blueprintOf(steps(), { maxParallel: 100 }), [started, ...all]);
    expect(state.status).toBe('COMPLETED');
    expect(bytesOf(state)).toBeLessThan(runStateMaxBytes);
    expect(runStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it('fits when all wait for an approval', () => {
    const { state } = heard(blueprintOf(steps({ gate }), { maxParallel: 100 }), [started, ...all]);
    expect(state.status).toBe('WAITING');
    expect(bytesOf(state)).toBeLessThan(runStateMaxBytes);
  });

  it('fits when as many as may be at work have failed for long reasons, and the facts are full', () => {
    const plan = blueprintOf(steps(), { maxParallel: 100 });
    const bad: RunInput[] = steps()
      .slice(400)
      .map(({ id }) => failed(id, { retryable: false, reason: 'é'.repeat(5000) }));
    const facts: Facts = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [`run.input.${'n'.repeat(60)}${n}`, 'x'.repeat(100)]),
    );
    const { state } = heard(plan, [started, ...all.slice(0, 400), ...bad], facts);
    expect(state.status).toBe('FAILED');
    expect(bytesOf(state)).toBeLessThan(runStateMaxBytes);
  });

  it('fits with all the branches that it may have', () => {
    const wide = blueprintOf([{ id: longId(0), forEach: { from: 'run.input.list', limit: 500 } }], {
      maxParallel: 100,
    });
    const branches = Array.from({ length: 500 }, (_, index) => succeeded(stepKey(longId(0), index), { usd: 1 }));
    const { state } = heard(wide, [started, ...branches.slice(0, 400)], { 'run.input.list': { length: 500 } });
    expect(state.steps[stepKey(longId(0), 499)]?.status).toBe('SCHEDULED');
    expect(bytesOf(state)).toBeLessThan(runStateMaxBytes);
  });
});

describe('the time when a run has to be looked at', () => {
  const plan = blueprintOf([
    { id: 'quick', timeoutSeconds: 30 },
    { id: 'slow', timeoutSeconds: 90 },
    { id: 'asked', timeoutSeconds: 300, gate: { ...gate, deadlineSeconds: 60 } },
  ]);

  it('is its earliest deadline, of an attempt or a gate', () => {
    expect(nextWake(heard(plan, [started]).state)).toBe(30_000 + queueAllowanceMs);
    expect(nextWake(heard(plan, [started, succeeded('quick')]).state)).toBe(90_000 + queueAllowanceMs);
    expect(nextWake(heard(plan, [started, succeeded('quick'), succeeded('asked')]).state)).toBe(60_000);
  });

  it('is not that of a gate that has lapsed', () => {
    const lapsing = blueprintOf([
      { id: 'asked', gate: { ...gate, onLapse: 'approve' } },
      { id: 'next', after: ['asked'], timeoutSeconds: 30 },
    ]);
    const { state } = heard(lapsing, [started, succeeded('asked'), { kind: 'ticked', at: 60_000 }]);
    expect(nextWake(state)).toBe(90_000 + queueAllowanceMs);
  });

  it('is never when it has none, or is over', () => {
    expect(nextWake(heard(plan, []).state)).toBeUndefined();
    expect(nextWake(heard(plan, [started, { kind: 'cancelled', at: 0, by: 'ada' }]).state)).toBeUndefined();
  });
});

describe('the key of a step or branch', () => {
  it('is read as it was written', () => {
    expect(parseKey(stepKey('content'))).toEqual({ stepId: 'content' });
    expect(parseKey(stepKey('content', 12))).toEqual({ stepId: 'content', branch: 12 });
  });

  it.each(['content[-1]', 'content[01]', 'content[1', 'content[]', '[1]', '', 'a[1][2]'])(
    'is an id otherwise: %s',
    (key) => {
      expect(parseKey(key)).toEqual({ stepId: key });
    },
  );
});
