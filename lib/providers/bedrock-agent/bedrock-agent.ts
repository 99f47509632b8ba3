import { randomUUID } from 'node:crypto';
import type { ResponseStream, Trace } from '@aws-sdk/client-bedrock-agent-runtime';
import * as z from 'zod';
import { priceTokens, type TokenPrice } from '#lib/domain/cost/model-prices';
import { asOneText } from '../as-one-text.ts';
import { failureOfAws } from '../aws-failure.ts';
import { estimateTokens } from '../estimate-tokens.ts';
import { type CallUsage, defineProvider, ProviderFailure } from '../provider.ts';
import { pricesSchema, requirePrice } from '../settings.ts';

const idSchema = z.string().regex(/^[0-9a-zA-Z]{1,10}$/);

const configSchema = z.strictObject({
  agentId: idSchema,
  aliasId: idSchema,
  /** The model that the agent was built on: its tokens are what is paid for. */
  modelId: z.string().min(1).max(2048),
  prices: pricesSchema.optional(),
});

/** An agent that was built in the Bedrock console. */
export const bedrockAgentProvider = defineProvider({
  id: 'bedrock-agent',
  config: configSchema,
  async connect({ agentId, aliasId: agentAliasId, modelId, prices }) {
    const price = requirePrice(modelId, prices);
    const { BedrockAgentRuntimeClient, InvokeAgentCommand } = await import('@aws-sdk/client-bedrock-agent-runtime');
    const client = new BedrockAgentRuntimeClient({ maxAttempts: 1 });
    const name = `${agentId}/${agentAliasId}`;
    return {
      name,
      async ask(prompt, signal) {
        const inputText = asOneText(prompt);
        const received: Received = { text: '', inputTokens: 0, outputTokens: 0 };
        try {
          // A session of its own: what was said before stands in the text.
          const target = { agentId, agentAliasId, sessionId: randomUUID() };
          const command = new InvokeAgentCommand({ ...target, inputText, enableTrace: true });
          const { completion } = await client.send(command, { abortSignal: signal });
          for await (const event of completion ?? []) receive(received, event);
        } catch (error) {
          const isBegun = received.text !== '' || received.inputTokens > 0;
          throw failureOfAws(name, error, isBegun ? usageOf(price, inputText, received) : undefined);
        }
        return { text: received.text, usage: usageOf(price, inputText, received) };
      },
    };
  },
});

interface Received {
  text: string;
  inputTokens: number;
  outputTokens: number;
}

function receive(received: Received, { chunk, trace, returnControl }: ResponseStream): void {
  if (returnControl) {
    const reason = 'The agent asks for a tool of its caller; here it must answer by itself.';
    throw new ProviderFailure(reason, { isRetryable: false });
  }
  if (chunk?.bytes) received.text += Buffer.from(chunk.bytes).toString();
  const usage = tokensOf(trace?.trace);
  received.inputTokens += usage?.inputTokens ?? 0;
  received.outputTokens += usage?.outputTokens ?? 0;
}

/** Each call of the agent's model is told in the trace of the phase that made it. */
function tokensOf(trace: Trace | undefined) {
  const phase = trace?.orchestrationTrace ?? trace?.preProcessingTrace ?? trace?.postProcessingTrace;
  return phase?.modelInvocationOutput?.metadata?.usage;
}

function usageOf(price: TokenPrice, asked: string, { text, inputTokens, outputTokens }: Received): CallUsage {
  const told = { inputTokens, outputTokens };
  if (inputTokens > 0) return { ...told, calls: 1, usd: priceTokens(price, told) };
  const estimated = { inputTokens: estimateTokens(asked), outputTokens: estimateTokens(text) };
  return { ...estimated, calls: 1, usd: priceTokens(price, estimated), isEstimated: true };
}
