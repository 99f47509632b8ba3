import { ProviderFailure, type ProviderServices } from './provider.ts';

/** The header that proves who asks; none where no key is named. @throws ProviderFailure where the key is not set. */
export function secretHeader(
  keyName: string | undefined,
  { secret }: Pick<ProviderServices, 'secret'>,
): Record<string, string> {
  if (keyName === undefined) return {};
  const value = secret(keyName);
  if (value) return { authorization: `Bearer ${value}` };
  const remedy = `The operator sets it as PROVIDER_KEY_${keyName} of the worker.`;
  throw new ProviderFailure(`There is no key "${keyName}". ${remedy}`, { isRetryable: false });
}
