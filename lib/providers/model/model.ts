import * as z from 'zod';
import { createPost } from '../http/outbound.ts';
import { defineProvider } from '../provider.ts';
import { secretHeader } from '../secret-header.ts';
import { keyNameSchema, pricesSchema, requirePrice } from '../settings.ts';
import { createBedrockTransport } from './bedrock-transport.ts';
import { createOpenaiTransport } from './openai-transport.ts';

const shared = {
  prices: pricesSchema.optional(),
  maxTokens: z.number().int().min(1).max(200_000).default(4096),
  temperature: z.number().min(0).max(1).default(0),
};

const configSchema = z.discriminatedUnion('transport', [
  z.strictObject({ transport: z.literal('bedrock'), modelId: z.string().min(1).max(2048), ...shared }),
  z.strictObject({
    transport: z.literal('openai'),
    baseUrl: z.url().max(2048),
    model: z.string().min(1).max(256),
    keyName: keyNameSchema.optional(),
    ...shared,
    // The list prices are Amazon Bedrock's; elsewhere the same model has another.
    prices: pricesSchema,
  }),
]);

/** A model that words what the agent's core computed. */
export const modelProvider = defineProvider({
  id: 'model',
  config: configSchema,
  connect(config, services) {
    const { maxTokens, temperature } = config;
    switch (config.transport) {
      case 'bedrock': {
        const { modelId, prices } = config;
        return createBedrockTransport({ modelId, price: requirePrice(modelId, prices), maxTokens, temperature });
      }
      case 'openai': {
        const { baseUrl, model, keyName, prices: price } = config;
        const headers = secretHeader(keyName, services);
        const openai = { baseUrl, model, price, maxTokens, temperature, headers };
        return createOpenaiTransport(openai, createPost(services.privateHosts));
      }
    }
  },
});
