import { admitCall, type BreakerRules, type CallEnd, settleCall } from '#lib/domain/breaker/breaker';
import { ProviderFailure, type ProviderServices } from './provider.ts';

/** Writes of others come between so often at most; then this one's news is old. */
const maximumTries = 5;

/**
 * Makes a call past the breaker of that key: not at all while it is open, and once, to see, when its pause is over.
 * @throws ProviderFailure, to be tried again, while the breaker is open; else what the call throws.
 */
export async function withBreaker<Result>(
  breaker: { readonly key: string; readonly name: string; readonly rules: BreakerRules },
  { breakers, now }: Pick<ProviderServices, 'breakers' | 'now'>,
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  const { key, name, rules } = breaker;
  await admit();
  try {
    const result = await call();
    await settle('succeeded');
    return result;
  } catch (error) {
    await settle(endOf(error, signal));
    throw error;
  }

  async function admit(): Promise<void> {
    for (let tries = 0; tries < maximumTries; tries += 1) {
      const { state, version } = await breakers.load(key);
      const admission = admitCall(state, now(), rules);
      if (!admission.admitted) throw refused(name, admission.retryAt);
      if (admission.state === state || (await breakers.save(key, admission.state, version))) return;
    }
    throw refused(name, now());
  }

  async function settle(end: CallEnd): Promise<void> {
    for (let tries = 0; tries < maximumTries; tries += 1) {
      const { state, version } = await breakers.load(key);
      const next = settleCall(state, end, now(), rules);
      if (next === state || (await breakers.save(key, next, version))) return;
    }
  }
}

function refused(name: string, retryAt: number): ProviderFailure {
  const since = new Date(retryAt).toISOString();
  return new ProviderFailure(`${name} failed too often of late and is not asked before ${since}.`, {
    isRetryable: true,
  });
}

/** An answer, also a refusal of the request, shows that the other side is there; who was called off shows nothing. */
function endOf(error: unknown, signal: AbortSignal): CallEnd {
  if (error instanceof ProviderFailure) return error.isRetryable ? 'failed' : 'succeeded';
  return signal.aborted ? 'abandoned' : 'failed';
}
