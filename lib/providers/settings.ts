import * as z from 'zod';
import { type TokenPrice, tokenPriceOf } from '#lib/domain/cost/model-prices';
import { ProviderFailure } from './provider.ts';

/** USD for a million tokens; needed where there is no list price, as for a model of one's own. */
export const pricesSchema = z.strictObject({ input: z.number().min(0), output: z.number().min(0) });

/** The name of a key that the operator set; the key itself never stands in a record that people read. */
export const keyNameSchema = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/);

/** USD for each call: what cannot be counted must be said, if only as 0. */
export const usdPerCallSchema = z.number().min(0);

/**
 * The price of a model's tokens: as given, else by the list.
 * @throws ProviderFailure where it is not known: what is not known is not taken for free.
 */
export function requirePrice(modelId: string, given: TokenPrice | undefined): TokenPrice {
  const price = given ?? tokenPriceOf(modelId);
  if (price) return price;
  const remedy = 'Give "prices" (USD for a million tokens) in the configuration of the agent.';
  throw new ProviderFailure(`What "${modelId}" costs is not known. ${remedy}`, { isRetryable: false });
}
