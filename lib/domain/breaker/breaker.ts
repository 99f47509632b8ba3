/** When a breaker opens and closes; times in milliseconds. */
export interface BreakerRules {
  /** So many failures within `windowMs` open it. */
  readonly failures: number;
  readonly windowMs: number;
  /** How long it stays open the first time; twice as long each time a trial fails, up to `longestPauseMs`. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** A trial whose end nobody reports counts as lost after this, and another may be made. */
  readonly trialMs: number;
}

export const breakerRules: BreakerRules = {
  failures: 5,
  windowMs: 60_000,
  pauseMs: 30_000,
  longestPauseMs: 600_000,
  trialMs: 300_000,
};

/** The state of a circuit breaker; times are milliseconds since 1970. */
export type BreakerState =
  /** Calls pass. `failedAt`: the failures of late, oldest first. */
  | { readonly phase: 'closed'; readonly failedAt: readonly number[] }
  /** No call passes before `until`. `openings`: how often it opened since it was last closed. */
  | { readonly phase: 'open'; readonly until: number; readonly openings: number }
  /** One call is let through to see whether the other side is back. */
  | { readonly phase: 'half-open'; readonly trialUntil: number; readonly openings: number };

export const closedBreaker: BreakerState = { phase: 'closed', failedAt: [] };

/** `retryAt` is when asking again may help. */
export type Admission =
  /** The call may be made; `state` is another one where it is the trial. */
  { readonly admitted: true; readonly state: BreakerState } | { readonly admitted: false; readonly retryAt: number };

/** Whether a call may be made now. */
export function admitCall(state: BreakerState, now: number, rules: BreakerRules): Admission {
  if (state.phase === 'closed') return { admitted: true, state };
  const closedUntil = state.phase === 'open' ? state.until : state.trialUntil;
  // A trial mostly ends long before it counts as lost.
  const retryAt = state.phase === 'open' ? closedUntil : Math.min(closedUntil, now + rules.pauseMs);
  if (now < closedUntil) return { admitted: false, retryAt };
  return { admitted: true, state: { phase: 'half-open', trialUntil: now + rules.trialMs, openings: state.openings } };
}

/** How a call ended: `abandoned` says nothing about the other side. */
export type CallEnd = 'succeeded' | 'failed' | 'abandoned';

/**
 * The state after a call has ended that was admitted in state `admitted`; the same object where nothing changes. Late
 * news of calls from before neither close an open breaker nor decide its trial.
 */
export function settleCall(
  state: BreakerState,
  call: { readonly admitted: BreakerState; readonly end: CallEnd },
  now: number,
  rules: BreakerRules,
): BreakerState {
  const { admitted, end } = call;
  switch (state.phase) {
    case 'closed':
      return end === 'failed' ? countFailure(state.failedAt, now, rules) : state;
    case 'open':
      return state;
    case 'half-open':
      if (admitted.phase !== 'half-open' || admitted.trialUntil !== state.trialUntil) return state;
      if (end === 'succeeded') return closedBreaker;
      if (end === 'failed') return opened(state.openings + 1, now, rules);
      return { phase: 'open', until: now, openings: state.openings };
  }
}

function countFailure(failedAt: readonly number[], now: number, rules: BreakerRules): BreakerState {
  const recent = [...failedAt.filter((at) => at > now - rules.windowMs), now];
  return recent.length >= rules.failures ? opened(1, now, rules) : { phase: 'closed', failedAt: recent };
}

function opened(openings: number, now: number, { pauseMs, longestPauseMs }: BreakerRules): BreakerState {
  const pause = Math.min(longestPauseMs, pauseMs * 2 ** (openings - 1));
  return { phase: 'open', until: now + pause, openings };
}
