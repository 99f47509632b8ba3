import type { BreakerStore, ProviderServices } from './provider.ts';

/** What providers work with in a function: its clock, and the keys and networks that the operator set in its environment. */
export function createProviderServices(
  breakers: BreakerStore,
  warn: (message: string, error: Error | string) => void,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ProviderServices {
  return {
    breakers,
    warn: (message, error) => warn(message, error instanceof Error ? error : String(error)),
    now: Date.now,
    random: Math.random,
    secret: (name) => environment[`PROVIDER_KEY_${name}`],
    privateHosts: (environment.PROVIDER_PRIVATE_HOSTS ?? '').split(',').filter(Boolean),
  };
}
