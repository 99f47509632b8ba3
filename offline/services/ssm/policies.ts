import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';

const Policy = z.object({
  Type: z.string(),
  Version: z.string(),
  Attributes: z.record(z.string(), z.string()),
});
const KINDS = ['Expiration', 'ExpirationNotification', 'NoChangeNotification'];

/** Checks a parameter's policies. @throws ServiceError InvalidPolicyTypeException, InvalidPolicyAttributeException */
export function checkPolicies(text: string): void {
  for (const { Type, Attributes } of read(text)) {
    if (!KINDS.includes(Type)) {
      throw new ServiceError('InvalidPolicyTypeException', `The policy type ${Type} is not supported.`);
    }
    if (Type === 'Expiration' && Number.isNaN(Date.parse(Attributes.Timestamp ?? ''))) {
      throw new ServiceError('InvalidPolicyAttributeException', 'The Timestamp of an Expiration policy is invalid.');
    }
  }
}

/** When a parameter with these policies is gone, in milliseconds since the epoch. */
export function expiryOf(text: string): number | undefined {
  const expiration = read(text).find(({ Type }) => Type === 'Expiration');
  return expiration && Date.parse(expiration.Attributes.Timestamp ?? '');
}

/** As the API shows them. Notifications are kept, and sent to nobody. */
export const showPolicies = (text: string | null) =>
  (text === null ? [] : read(text)).map((policy) => ({
    PolicyText: JSON.stringify(policy),
    PolicyType: policy.Type,
    PolicyStatus: policy.Type === 'Expiration' ? 'Pending' : 'Finished',
  }));

function read(text: string): z.infer<typeof Policy>[] {
  try {
    return z.union([z.array(Policy), Policy.transform((one) => [one])]).parse(JSON.parse(text || '[]'));
  } catch (cause) {
    throw new ServiceError('InvalidPolicyAttributeException', 'The policies are no JSON list of policies.', { cause });
  }
}
