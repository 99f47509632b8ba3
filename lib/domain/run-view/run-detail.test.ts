import { describe, expect, it } from 'vitest';
import { applyRunEvent, readRunEvent, readRunProgress } from './run-detail.ts';

const state = {
  schemaVersion: 1,
  status: 'RUNNING',
  steps: { a: { status: 'SCHEDULED', attempt: 1 }, b: { status: 'PENDING' } },
  facts: {},
  startedAt: 0,
};
const known = readRunProgress({ status: 'RUNNING', version: 3, state: JSON.stringify(JSON.stringify(state)) });
const event = (version: number, status: string, steps: object) => {
  const read = readRunEvent({ version, status, steps: JSON.stringify(steps), key: null });
  if (!read) throw new Error('not read');
  return read;
};

describe('what the supervisor tells of a run', () => {
  it('is merged step by step where it is the next version', () => {
    const effect = applyRunEvent(known, event(4, 'RUNNING', { a: { status: 'SUCCEEDED', attempt: 1 } }));
    expect(effect.kind).toBe('applied');
    if (effect.kind === 'stale') return;
    expect(effect.progress.version).toBe(4);
    expect(effect.progress.state.steps).toMatchObject({ a: { status: 'SUCCEEDED' }, b: { status: 'PENDING' } });
  });

  it('is passed over where it is known already', () => {
    expect(applyRunEvent(known, event(3, 'FAILED', {})).kind).toBe('stale');
  });

  it('has the record read again where a version was missed, and changes nothing by itself', () => {
    const effect = applyRunEvent(known, event(5, 'COMPLETED', { a: { status: 'SUCCEEDED', attempt: 1 } }));
    expect(effect).toEqual({ kind: 'read-again', progress: known });
  });

  it('has the record read again where the status changes: reasons and sums are not in the event', () => {
    const effect = applyRunEvent(known, event(4, 'WAITING', { a: { status: 'GATED', attempt: 1 } }));
    expect(effect).toMatchObject({ kind: 'read-again', progress: { status: 'WAITING', version: 4 } });
  });

  it('is not taken from a worker, nor in another form', () => {
    expect(readRunEvent({ version: 0, status: 'SUCCEEDED', key: 'a', steps: '{}' })).toBeUndefined();
    expect(readRunEvent({ version: 4, status: 'RUNNING', steps: '{"a":{"status":"?"}}' })).toBeUndefined();
  });
});
