import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { priceTokens, type TokenPrice } from '#lib/domain/cost/model-prices';
import { failureOfAws } from '../aws-failure.ts';
import { estimateTokens } from '../estimate-tokens.ts';
import { type CallUsage, type Prompt, ProviderFailure, type Reply, type Transport } from '../provider.ts';

export interface BedrockModel {
  readonly modelId: string;
  readonly price: TokenPrice;
  readonly maxTokens: number;
  readonly temperature: number;
}

/** A model of Amazon Bedrock, through ConverseStream. */
export async function createBedrockTransport(model: BedrockModel): Promise<Transport> {
  // Loaded where it is needed: workers whose agents think by themselves never pay for it.
  const { BedrockRuntimeClient, ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime');
  // One attempt: the run's own attempts, and the breaker, decide on more.
  const client = new BedrockRuntimeClient({ maxAttempts: 1 });
  return {
    name: model.modelId,
    async ask(prompt, signal) {
      const received: Received = { text: '' };
      try {
        const command = new ConverseStreamCommand(inputOf(model, prompt));
        const { stream } = await client.send(command, { abortSignal: signal });
        for await (const event of stream ?? []) receive(received, event);
        return replyOf(model, prompt, received);
      } catch (error) {
        // What streamed before it broke off is billed; before the first token nothing is.
        throw failureOfAws(model.modelId, error, received.text === '' ? undefined : usageOf(model, prompt, received));
      }
    },
  };
}

function inputOf({ modelId, maxTokens, temperature }: BedrockModel, prompt: Prompt): ConverseStreamCommandInput {
  return {
    modelId,
    system: [{ text: prompt.instructions }],
    messages: prompt.turns.map(({ by, text }) => ({
      role: by === 'asker' ? 'user' : 'assistant',
      content: [{ text }],
    })),
    inferenceConfig: { maxTokens, temperature },
  };
}

interface Received {
  text: string;
  stopReason?: string;
  tokens?: { inputTokens: number; outputTokens: number };
}

function receive(received: Received, { contentBlockDelta, messageStop, metadata }: ConverseStreamOutput): void {
  received.text += contentBlockDelta?.delta?.text ?? '';
  if (messageStop?.stopReason) received.stopReason = messageStop.stopReason;
  if (metadata?.usage) {
    received.tokens = { inputTokens: metadata.usage.inputTokens ?? 0, outputTokens: metadata.usage.outputTokens ?? 0 };
  }
}

function replyOf(model: BedrockModel, prompt: Prompt, received: Received): Reply {
  const usage = usageOf(model, prompt, received);
  if (received.stopReason === undefined) {
    throw new ProviderFailure(`${model.modelId} broke off before the end.`, { isRetryable: true, usage });
  }
  return { text: received.text, usage };
}

function usageOf({ price }: BedrockModel, prompt: Prompt, { tokens, text }: Received): CallUsage {
  if (tokens) return { ...tokens, calls: 1, usd: priceTokens(price, tokens) };
  const read = prompt.instructions + prompt.turns.map((turn) => turn.text).join('');
  const estimated = { inputTokens: estimateTokens(read), outputTokens: estimateTokens(text) };
  return { ...estimated, calls: 1, usd: priceTokens(price, estimated), isEstimated: true };
}
