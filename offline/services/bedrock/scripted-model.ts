import type { Clock } from '../../kernel/clock.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { Reply } from './model-script.ts';
import type { BedrockState } from './state.ts';

export type Usage = { readonly inputTokens: number; readonly outputTokens: number };

/** What the model says to one request. */
export type Answer = {
  readonly chunks: readonly string[];
  readonly toolUse: Reply['toolUse'];
  readonly stopReason: string;
  readonly usage: Usage;
  /** Comes after the chunks. */
  readonly failure: ServiceError | undefined;
  /** Milliseconds from the call to now. */
  latencyMs(): number;
  /** The chunks at the script's pace. Ends early when the caller is gone. */
  paced(): AsyncGenerator<string>;
};

export type Question = {
  /** What `when` is looked for in: the last thing that was said. */
  readonly asked: string;
  /** All that the model would read: its length is the estimate of the input tokens. */
  readonly read: string;
  readonly signal: AbortSignal;
};

const NOBODY_ANSWERS =
  'No model runs offline, and no reply of the model script fits this request. ' +
  'Set one with PUT /_offline/model-script {"replies":[{"chunks":["…"]}]}.';

const STATUS: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  BadGatewayException: 502,
  ConflictException: 409,
  DependencyFailedException: 424,
  InternalServerException: 500,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelStreamErrorException: 424,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  RetryableConflictException: 409,
  RuntimeClientError: 424,
  ServiceUnavailableException: 503,
  ThrottledException: 429,
  ThrottlingException: 429,
  UnauthorizedException: 401,
};

/**
 * Asks the script, and waits as long as the reply says before its first byte. Without a fitting reply the answer says
 * so itself: nothing here makes texts up.
 * @throws ServiceError of the script where it has no chunks before it.
 */
export async function ask({ script, context }: BedrockState, { asked, read, signal }: Question): Promise<Answer> {
  const { clock } = context;
  const started = clock.now();
  const reply = script.take(asked) ?? { chunks: [NOBODY_ANSWERS] };
  await pause(clock, reply.delayMs ?? 0, signal);
  const { chunks = [], toolUse, chunkDelayMs = 0, error } = reply;
  const failure = error && new ServiceError(error.name, error.message, { status: STATUS[error.name] ?? 400 });
  if (failure && chunks.length === 0) throw failure;
  return {
    chunks,
    toolUse,
    failure,
    stopReason: reply.stopReason ?? (toolUse ? 'tool_use' : 'end_turn'),
    usage: reply.usage ?? {
      inputTokens: estimatedTokens(read),
      outputTokens: estimatedTokens(chunks.join('') + (toolUse ? JSON.stringify(toolUse.input) : '')),
    },
    latencyMs: () => clock.now() - started,
    async *paced() {
      for (const [index, chunk] of chunks.entries()) {
        if (index > 0) await pause(clock, chunkDelayMs, signal);
        yield chunk;
      }
    },
  };
}

/** The whole answer at once, for calls that do not stream. @throws ServiceError of the script. */
export async function whole(answer: Answer): Promise<string> {
  let text = '';
  for await (const chunk of answer.paced()) text += chunk;
  if (answer.failure) throw answer.failure;
  return text;
}

/** An estimate: about four characters a token. No tokenizer runs here. */
export const estimatedTokens = (text: string): number => Math.ceil(text.length / 4);

/** @throws ServiceError when the caller goes away first; nobody will read it. */
function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    const leave = () => {
      cancel();
      reject(new ServiceError('ClientGone', 'The caller went away before the answer came.', { status: 499 }));
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}
