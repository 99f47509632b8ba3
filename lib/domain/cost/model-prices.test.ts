import { describe, expect, it } from 'vitest';
import { priceTokens, tokenPriceOf } from './model-prices.ts';

describe('the price of a model', () => {
  it('goes by its id, whatever the version', () => {
    expect(tokenPriceOf('amazon.nova-lite-v1:0')).toEqual({ input: 0.06, output: 0.24 });
    expect(tokenPriceOf('anthropic.claude-haiku-4-5-20251001-v1:0')).toEqual({ input: 1, output: 5 });
    expect(tokenPriceOf('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0')).toEqual({
      input: 0.8,
      output: 3.2,
    });
  });

  it('is a tenth higher within a geography where the maker asks for it', () => {
    expect(tokenPriceOf('global.anthropic.claude-sonnet-4-6')).toEqual({ input: 3, output: 15 });
    expect(tokenPriceOf('us.anthropic.claude-sonnet-4-6')).toEqual({ input: 3 * 1.1, output: 15 * 1.1 });
    expect(tokenPriceOf('us.amazon.nova-lite-v1:0')).toEqual({ input: 0.06, output: 0.24 });
  });

  it('is not guessed', () => {
    for (const id of ['amazon.nova-ultra-v1:0', 'toString', '', 'nova-lite']) expect(tokenPriceOf(id)).toBeUndefined();
  });

  it('is for a million tokens', () => {
    expect(priceTokens({ input: 3, output: 15 }, { inputTokens: 1_000_000, outputTokens: 100_000 })).toBe(4.5);
  });
});
