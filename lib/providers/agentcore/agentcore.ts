import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { asOneText } from '../as-one-text.ts';
import { failureOfAws } from '../aws-failure.ts';
import { readText } from '../http/outbound.ts';
import { defineProvider } from '../provider.ts';
import { readEvents } from '../read-events.ts';
import { usdPerCallSchema } from '../settings.ts';

const configSchema = z.strictObject({
  runtimeArn: z.string().regex(/^arn:aws[a-z-]*:bedrock-agentcore:[a-z0-9-]+:\d{12}:runtime\/[^\s]{1,200}$/),
  qualifier: z.string().min(1).max(48).optional(),
  /** Runtimes are billed by the processor's seconds, which a call does not tell. */
  usdPerCall: usdPerCallSchema,
});

/** Events of a stream are texts, or objects that tell of a failure. */
const eventSchema = z.union([
  z.string(),
  z.looseObject({ error: z.string(), error_type: z.string().default('Error') }),
]);
const answerSchema = z.looseObject({ result: z.unknown() });

/** An agent in a container of Bedrock AgentCore. */
export const agentcoreProvider = defineProvider({
  id: 'agentcore',
  config: configSchema,
  async connect({ runtimeArn, qualifier, usdPerCall }) {
    const { BedrockAgentCoreClient, InvokeAgentRuntimeCommand } = await import('@aws-sdk/client-bedrock-agentcore');
    const client = new BedrockAgentCoreClient({ maxAttempts: 1 });
    const usage = { inputTokens: 0, outputTokens: 0, calls: 1, usd: usdPerCall };
    return {
      name: runtimeArn.split('/').slice(1).join('/'),
      async ask(prompt, signal) {
        const { agentId, input, facts, answerSchema: outputSchema } = prompt;
        const payload = Buffer.from(JSON.stringify({ prompt: asOneText(prompt), agentId, input, facts, outputSchema }));
        const command = new InvokeAgentRuntimeCommand({
          ...{ agentRuntimeArn: runtimeArn, qualifier, payload, runtimeSessionId: randomUUID() },
          ...{ contentType: 'application/json', accept: 'text/event-stream, application/json' },
        });
        let isBegun = false;
        try {
          const { response, contentType = '' } = await client.send(command, { abortSignal: signal });
          isBegun = true;
          const stream = response?.transformToWebStream() ?? new ReadableStream<Uint8Array>();
          const isEvents = contentType.includes('text/event-stream');
          return { text: isEvents ? await joinEvents(stream) : textOf(await readText(stream)), usage };
        } catch (error) {
          throw failureOfAws(runtimeArn, error, isBegun ? usage : undefined);
        }
      },
    };
  },
});

async function joinEvents(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const data of readEvents(stream)) {
    const event = eventSchema.parse(JSON.parse(data));
    if (typeof event !== 'string') throw Object.assign(new Error(event.error), { name: event.error_type });
    text += event;
  }
  return text;
}

/** `{"result": …}` by convention, the answer itself otherwise. */
function textOf(body: string): string {
  const parsed = answerSchema.safeParse(JSON.parse(body));
  if (!parsed.success || parsed.data.result === undefined) return body;
  const { result } = parsed.data;
  return typeof result === 'string' ? result : JSON.stringify(result);
}
