import * as z from 'zod';
import { priceTokens, type TokenPrice } from '#lib/domain/cost/model-prices';
import { estimateTokens } from '../estimate-tokens.ts';
import type { Post } from '../http/outbound.ts';
import { type CallUsage, type Prompt, ProviderFailure, type Transport } from '../provider.ts';
import { readEvents } from '../read-events.ts';

export interface OpenaiModel {
  /** Up to and with the version, such as `https://models.example.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly price: TokenPrice;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly headers: Readonly<Record<string, string>>;
}

const eventSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
  error: z.object({ message: z.string().default('no reason given') }).nullish(),
});

interface Received {
  text: string;
  isWhole: boolean;
  tokens?: { inputTokens: number; outputTokens: number };
}

/** A model behind an endpoint of OpenAI's form, streamed, as Ollama and vLLM have it. */
export function createOpenaiTransport(model: OpenaiModel, post: Post): Transport {
  return {
    name: model.model,
    async ask(prompt, signal) {
      const url = `${model.baseUrl.replace(/\/$/, '')}/chat/completions`;
      const answer = await post({ url, headers: model.headers, body: bodyOf(model, prompt), signal });
      const received: Received = { text: '', isWhole: false };
      try {
        for await (const data of readEvents(answer)) receive(received, data);
        if (!received.isWhole) throw new Error('the stream broke off before the end');
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const usage = usageOf(model, prompt, received);
        throw new ProviderFailure(`${model.model} did not answer: ${reason}`, {
          isRetryable: true,
          usage,
          cause: error,
        });
      }
      return { text: received.text, usage: usageOf(model, prompt, received) };
    },
  };
}

function bodyOf({ model, maxTokens, temperature }: OpenaiModel, { instructions, turns, answerSchema }: Prompt) {
  return {
    model,
    messages: [
      { role: 'system', content: instructions },
      ...turns.map(({ by, text }) => ({ role: by === 'asker' ? 'user' : 'assistant', content: text })),
    ],
    max_tokens: maxTokens,
    temperature,
    stream: true,
    stream_options: { include_usage: true },
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: answerSchema } },
  };
}

function receive(received: Received, data: string): void {
  if (data.trim() === '[DONE]') {
    received.isWhole = true;
    return;
  }
  const { choices, usage, error } = eventSchema.parse(JSON.parse(data));
  if (error) throw new Error(error.message);
  received.text += choices[0]?.delta?.content ?? '';
  if (choices[0]?.finish_reason) received.isWhole = true;
  if (usage) received.tokens = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
}

function usageOf({ price }: OpenaiModel, prompt: Prompt, { tokens, text }: Received): CallUsage {
  if (tokens) return { ...tokens, calls: 1, usd: priceTokens(price, tokens) };
  const read = prompt.instructions + prompt.turns.map((turn) => turn.text).join('');
  const estimated = { inputTokens: estimateTokens(read), outputTokens: estimateTokens(text) };
  return { ...estimated, calls: 1, usd: priceTokens(price, estimated), isEstimated: true };
}
