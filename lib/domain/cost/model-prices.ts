/** USD for a million tokens. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/**
 * On-demand list prices of 2026-10-05 of models in Amazon Bedrock, by the model's id without version: aws.amazon.com/bedrock/pricing.
 * Inference profiles of a geography (`us.`, `eu.`, …) of the Anthropic models cost a tenth more than the global ones.
 */
const prices: Readonly<Record<string, TokenPrice>> = {
  'amazon.nova-micro': { input: 0.035, output: 0.14 },
  'amazon.nova-lite': { input: 0.06, output: 0.24 },
  'amazon.nova-pro': { input: 0.8, output: 3.2 },
  'amazon.nova-premier': { input: 2.5, output: 12.5 },
  'anthropic.claude-haiku-4-5': { input: 1, output: 5 },
  'anthropic.claude-sonnet-4-6': { input: 3, output: 15 },
  'anthropic.claude-opus-4-8': { input: 5, output: 25 },
  'meta.llama3-3-70b-instruct': { input: 0.72, output: 0.72 },
};

const geographicSurcharge = 1.1;

/** The list price of a model or inference profile, given by id or ARN; undefined where none is known. */
export function tokenPriceOf(modelId: string): TokenPrice | undefined {
  const id = modelId.split('/').at(-1) ?? modelId;
  const [, profile, name = ''] =
    /^(?:(us|us-gov|eu|apac|jp|au|ca|global)\.)?(.+?)(?:-\d{8})?(?:-v\d+(?::\d+)?)?$/.exec(id) ?? [];
  const price = Object.hasOwn(prices, name) ? prices[name] : undefined;
  if (!price || !profile || profile === 'global' || !name.startsWith('anthropic.')) return price;
  return { input: price.input * geographicSurcharge, output: price.output * geographicSurcharge };
}

/** What tokens cost, in USD. */
export function priceTokens(price: TokenPrice, tokens: { inputTokens: number; outputTokens: number }): number {
  return (tokens.inputTokens * price.input + tokens.outputTokens * price.output) / 1_000_000;
}
