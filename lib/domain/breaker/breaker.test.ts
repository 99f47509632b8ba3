import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitCall, type BreakerState, type CallEnd, closedBreaker, settleCall } from './breaker.ts';

const rules = { failures: 3, windowMs: 1000, pauseMs: 100, longestPauseMs: 400, trialMs: 50 };

/** Settles calls at given times, each admitted in the state before it. */
const settled = (state: BreakerState, ...calls: readonly (readonly [number, CallEnd])[]) =>
  calls.reduce((before, [now, end]) => settleCall(before, { admitted: before, end }, now, rules), state);

const opened = settled(closedBreaker, [0, 'failed'], [10, 'failed'], [20, 'failed']);

function trialOf(state: BreakerState, now: number): BreakerState {
  const admission = admitCall(state, now, rules);
  if (!admission.admitted) throw new Error('not admitted');
  return admission.state;
}

describe('a breaker', () => {
  it('opens after so many failures within its window', () => {
    expect(opened).toEqual({ phase: 'open', until: 120, openings: 1 });
    expect(admitCall(opened, 119, rules)).toEqual({ admitted: false, retryAt: 120 });
  });

  it('stays closed where failures lie further apart, or are none', () => {
    expect(settled(closedBreaker, [0, 'failed'], [10, 'failed'], [1000, 'failed']).phase).toBe('closed');
    expect(settled(closedBreaker, [0, 'succeeded'], [1, 'abandoned'])).toBe(closedBreaker);
  });

  it('lets one call through when its pause is over, and no other before that has ended', () => {
    const trial = trialOf(opened, 120);
    expect(trial).toEqual({ phase: 'half-open', trialUntil: 170, openings: 1 });
    expect(admitCall(trial, 121, rules)).toEqual({ admitted: false, retryAt: 170 });
    const slow = { ...rules, trialMs: 1000 };
    const long: BreakerState = { phase: 'half-open', trialUntil: 1120, openings: 1 };
    expect(admitCall(long, 121, slow)).toEqual({ admitted: false, retryAt: 221 });
  });

  it('closes when the trial succeeds', () => {
    expect(settled(trialOf(opened, 120), [130, 'succeeded'])).toEqual(closedBreaker);
  });

  it('opens for twice as long each time the trial fails, up to a limit', () => {
    const pauses: number[] = [];
    let state: BreakerState = opened;
    for (let times = 0; times < 4; times += 1) {
      const now = state.phase === 'open' ? state.until : 0;
      state = settled(trialOf(state, now), [now, 'failed']);
      pauses.push(state.phase === 'open' ? state.until - now : 0);
    }
    expect(pauses).toEqual([200, 400, 400, 400]);
  });

  it('lets another call through at once where the trial was called off, and later where it was lost', () => {
    const trial = trialOf(opened, 120);
    expect(trialOf(settled(trial, [130, 'abandoned']), 130).phase).toBe('half-open');
    expect(trialOf(trial, 170)).toEqual({ phase: 'half-open', trialUntil: 220, openings: 1 });
  });

  it('does not hear late news of calls from before it opened', () => {
    const trial = trialOf(opened, 120);
    for (const end of ['succeeded', 'failed', 'abandoned'] as const) {
      expect(settleCall(opened, { admitted: closedBreaker, end }, 30, rules)).toBe(opened);
      expect(settleCall(trial, { admitted: closedBreaker, end }, 130, rules)).toBe(trial);
    }
  });
});

describe('any history of calls', () => {
  const call = fc.record({
    wait: fc.nat(300),
    takes: fc.nat(200),
    end: fc.constantFrom<CallEnd>('succeeded', 'failed', 'abandoned'),
  });

  /** Plays overlapping calls in the order of time; gives each admission and each state. */
  function play(calls: readonly { wait: number; takes: number; end: CallEnd }[]) {
    const states: { now: number; state: BreakerState }[] = [{ now: 0, state: closedBreaker }];
    const admissions: { now: number; before: BreakerState; admitted: boolean }[] = [];
    const running: { endsAt: number; end: CallEnd; admitted: BreakerState }[] = [];
    const state = () => states.at(-1)?.state ?? closedBreaker;
    const settleUntil = (now: number) => {
      running.sort((a, b) => a.endsAt - b.endsAt);
      while (running[0] && running[0].endsAt <= now) {
        const [ended] = running.splice(0, 1);
        if (ended) states.push({ now: ended.endsAt, state: settleCall(state(), ended, ended.endsAt, rules) });
      }
    };
    let now = 0;
    for (const { wait, takes, end } of calls) {
      now += wait;
      settleUntil(now);
      const before = state();
      const admission = admitCall(before, now, rules);
      admissions.push({ now, before, admitted: admission.admitted });
      if (!admission.admitted) continue;
      states.push({ now, state: admission.state });
      running.push({ endsAt: now + takes, end, admitted: admission.state });
    }
    settleUntil(Infinity);
    return { states, admissions };
  }

  it('never passes an open breaker before its time, and never keeps anybody out for longer than its longest pause', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const { admissions } = play(calls);
        for (const { now, before, admitted } of admissions) {
          if (before.phase === 'closed') expect(admitted).toBe(true);
          if (before.phase === 'open') expect(admitted).toBe(now >= before.until);
          if (!admitted) {
            const again = admitCall(before, now + rules.longestPauseMs, rules);
            expect(again.admitted).toBe(true);
          }
        }
      }),
    );
  });

  it('never lets two trials run at a time within the time of one', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const { states } = play(calls);
        for (const [index, { state }] of states.entries()) {
          const next = states[index + 1]?.state;
          if (state.phase !== 'half-open' || next?.phase !== 'half-open' || next === state) continue;
          expect(states[index + 1]?.now).toBeGreaterThanOrEqual(state.trialUntil);
        }
      }),
    );
  });

  it('opens only with enough failures since it was closed, and closes only by a success', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const { states } = play(calls);
        for (const [index, { state }] of states.entries()) {
          const next = states[index + 1]?.state;
          if (state.phase === 'closed' && next?.phase === 'open')
            expect(state.failedAt).toHaveLength(rules.failures - 1);
          if (state.phase !== 'closed' && next?.phase === 'closed') expect(state.phase).toBe('half-open');
          if (state.phase === 'closed') expect(state.failedAt.length).toBeLessThan(rules.failures);
        }
      }),
    );
  });

  it('of an other side that is well again comes to a closed breaker', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        let { state, now } = play(calls).states.at(-1) ?? { state: closedBreaker, now: 0 };
        for (let tries = 0; tries < 2; tries += 1) {
          now += rules.longestPauseMs;
          const admitted = trialOf(state, now);
          state = settleCall(admitted, { admitted, end: 'succeeded' }, now, rules);
        }
        expect(state.phase).toBe('closed');
      }),
    );
  });
});
