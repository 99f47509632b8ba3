import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { derivedId } from '#lib/runtime/ids';
import { type CallUsage, defineProvider, type Prompt, ProviderFailure, type Reply } from '../provider.ts';
import { secretHeader } from '../secret-header.ts';
import { keyNameSchema, usdPerCallSchema } from '../settings.ts';
import { createPost, type Post, readText } from './outbound.ts';

const configSchema = z.strictObject({
  url: z.url().max(2048),
  keyName: keyNameSchema.optional(),
  /** What a call costs where the service does not say. */
  usdPerCall: usdPerCallSchema,
  /** Of each try. */
  timeoutSeconds: z.number().min(1).max(280).default(60),
  /** Further tries within one attempt of the run. */
  retries: z.number().int().min(0).max(5).default(2),
});

const answerSchema = z.object({
  output: z.looseObject({}),
  usage: z
    .object({
      inputTokens: z.number().int().min(0).default(0),
      outputTokens: z.number().int().min(0).default(0),
      usd: z.number().min(0).optional(),
    })
    .default({ inputTokens: 0, outputTokens: 0 }),
});

const firstPauseMs = 200;

/** A service of one's own that takes the task and its facts as JSON and answers `{output, usage?}`. */
export const httpProvider = defineProvider({
  id: 'http',
  config: configSchema,
  connect(config, services) {
    const { url, keyName, retries } = config;
    const headers = secretHeader(keyName, services);
    const post = createPost(services.privateHosts);
    return {
      name: new URL(url).host,
      async ask(prompt, signal) {
        // The same over all tries and attempts, so that a service may see that it has done the work already; what is
        // asked about an answer that would not do is another question.
        const key = derivedId('question', prompt.workId, String(prompt.turns.length));
        const all = { ...headers, accept: 'application/json', 'idempotency-key': key };
        let spent: CallUsage = { inputTokens: 0, outputTokens: 0, calls: 0, usd: 0 };
        for (let tries = 0; ; tries += 1) {
          try {
            const reply = await askOnce(config, post, { prompt, headers: all, signal });
            return { ...reply, usage: { ...reply.usage, calls: reply.usage.calls + spent.calls } };
          } catch (error) {
            if (!(error instanceof ProviderFailure)) throw error;
            spent = { ...spent, calls: spent.calls + error.usage.calls };
            if (!error.isRetryable || tries >= retries || signal.aborted) throw counted(error, spent);
            // Between half and all of it, so that those who failed together do not come back together.
            await pause(firstPauseMs * 2 ** tries * (0.5 + services.random() / 2), undefined, { signal });
          }
        }
      },
    };
  },
});

async function askOnce(
  { url, timeoutSeconds, usdPerCall }: z.infer<typeof configSchema>,
  post: Post,
  { prompt, headers, signal }: { prompt: Prompt; headers: Record<string, string>; signal: AbortSignal },
): Promise<Reply> {
  const { agentId, taskTitle, instructions, turns, input, facts, answerSchema: outputSchema } = prompt;
  const body = { agentId, task: taskTitle, instructions, turns, input, facts, outputSchema };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]);
  const text = await readText(await post({ url, headers, body, signal: limited }));
  const { output, usage } = parseAnswer(url, text);
  const { inputTokens, outputTokens, usd = usdPerCall } = usage;
  return { text: JSON.stringify(output), usage: { inputTokens, outputTokens, calls: 1, usd } };
}

/** A service that does not keep to the form is not mended by asking again. */
function parseAnswer(url: string, text: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch (cause) {
    const reason = `${new URL(url).host} did not answer with JSON of the form {"output": {…}, "usage"?: {…}}.`;
    throw new ProviderFailure(reason, { isRetryable: false, cause });
  }
}

function counted({ message, isRetryable, cause }: ProviderFailure, usage: CallUsage): ProviderFailure {
  return new ProviderFailure(message, { isRetryable, usage, cause });
}
