import * as z from 'zod';
import { type TokenPrice, tokenPriceOf } from '#lib/domain/cost/model-prices';
import { defineProvider, ProviderFailure } from '../provider.ts';
import { createBedrockTransport } from './bedrock-transport.ts';

const shared = {
  /** USD for a million tokens; needed where there is no list price, as for a model of one's own. */
  prices: z.object({ input: z.number().min(0), output: z.number().min(0) }).optional(),
  maxTokens: z.number().int().min(1).max(200_000).default(4096),
  temperature: z.number().min(0).max(1).default(0),
};

const configSchema = z.discriminatedUnion('transport', [
  z.strictObject({ transport: z.literal('bedrock'), modelId: z.string().min(1).max(2048), ...shared }),
]);

/** A model that words what the agent's core computed. */
export const modelProvider = defineProvider({
  id: 'model',
  config: configSchema,
  connect({ modelId, prices, maxTokens, temperature }) {
    return createBedrockTransport({ modelId, price: priceOf(modelId, prices), maxTokens, temperature });
  },
});

/** What is not known is not taken for free. */
function priceOf(modelId: string, given: TokenPrice | undefined): TokenPrice {
  const price = given ?? tokenPriceOf(modelId);
  if (price) return price;
  const remedy = 'Give "prices" (USD for a million tokens) in the configuration of the agent.';
  throw new ProviderFailure(`What "${modelId}" costs is not known. ${remedy}`, { isRetryable: false });
}
