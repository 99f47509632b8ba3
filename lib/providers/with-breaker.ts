import { admitCall, type BreakerRules, type BreakerState, type CallEnd, settleCall } from '#lib/domain/breaker/breaker';
import { ProviderFailure, type ProviderServices } from './provider.ts';

/** Writes of others come between so often at most; then this one's news is old. */
const maximumTries = 5;

/**
 * Makes a call past the breaker of that key: not at all while it is open, and once, to see, when its pause is over.
 * @throws ProviderFailure, to be tried again at its `retryAt`, while the breaker is open; else what the call throws.
 */
export async function withBreaker<Result>(
  breaker: Breaker,
  services: Pick<ProviderServices, 'breakers' | 'now' | 'warn'>,
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  const admitted = await admit(breaker, services);
  const settle = (end: CallEnd) => settleAdmitted(breaker, services, { admitted, end });
  try {
    const result = await call();
    await settle('succeeded');
    return result;
  } catch (error) {
    await settle(endOf(error, signal));
    throw error;
  }
}

interface Breaker {
  readonly key: string;
  /** Who is behind it, for people. */
  readonly name: string;
  readonly rules: BreakerRules;
}

async function admit(
  { key, name, rules }: Breaker,
  { breakers, now }: Pick<ProviderServices, 'breakers' | 'now'>,
): Promise<BreakerState> {
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const { state, version } = await breakers.load(key);
    const admission = admitCall(state, now(), rules);
    if (!admission.admitted) throw refused(name, admission.retryAt);
    if (admission.state === state || (await breakers.save(key, admission.state, version))) return admission.state;
  }
  throw refused(name, now());
}

/** What cannot be noted down must not take away an answer that was paid for. */
async function settleAdmitted(
  { key, rules }: Breaker,
  { breakers, now, warn }: Pick<ProviderServices, 'breakers' | 'now' | 'warn'>,
  call: { readonly admitted: BreakerState; readonly end: CallEnd },
): Promise<void> {
  // The usual end changes nothing and costs no request.
  if (call.admitted.phase === 'closed' && call.end !== 'failed') return;
  try {
    for (let tries = 0; tries < maximumTries; tries += 1) {
      const { state, version } = await breakers.load(key);
      const next = settleCall(state, call, now(), rules);
      if (next === state || (await breakers.save(key, next, version))) return;
    }
  } catch (error) {
    warn('The end of a call was not noted in its breaker.', error);
  }
}

function refused(name: string, retryAt: number): ProviderFailure {
  const since = new Date(retryAt).toISOString();
  return new ProviderFailure(`${name} failed too often of late and is not asked before ${since}.`, {
    isRetryable: true,
    retryAt,
  });
}

/** An answer, also a refusal of the request, shows that the other side is there; who was called off shows nothing. */
function endOf(error: unknown, signal: AbortSignal): CallEnd {
  if (signal.aborted) return signal.reason instanceof ProviderFailure ? 'failed' : 'abandoned';
  return error instanceof ProviderFailure && !error.isRetryable ? 'succeeded' : 'failed';
}
