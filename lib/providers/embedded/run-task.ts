import * as z from 'zod';
import {
  AgentInputError,
  AgentOutputError,
  type AgentResult,
  type RegisteredTask,
  type TaskContext,
} from '#lib/agents/agent';
import { designModes } from '#lib/domain/design-document/document';
import type { GuardrailKind } from '#lib/domain/guardrails/finding';
import type { GuardrailPolicy } from '#lib/domain/guardrails/policy';
import { ToolError } from '#lib/tools/tool-error';
import { AgentFailure } from './embedded.ts';

/** What people read of an error that a core threw; the error itself is the cause, for the log. */
export const unknownReason = "The agent failed for a reason of its own. It is in the function's log.";

/** What every answer must be, whatever the output in it; agents in other processes or by models promise less than types. */
const resultSchema = z.object({
  output: z.unknown(),
  artifacts: z.array(
    z.object({
      name: z.string().regex(/^(?!.*\.\.)[\w][\w .()/-]{0,199}$/, 'must be a relative file name'),
      contentType: z.string().min(1).max(200),
      body: z.union([z.string(), z.instanceof(Uint8Array)]),
    }),
  ),
  evidence: z.array(z.custom<AgentResult<unknown>['evidence'][number]>((value) => typeof value === 'object')),
  questions: z.array(z.custom<AgentResult<unknown>['questions'][number]>((value) => typeof value === 'object')),
  progress: z.record(z.string(), z.number()),
  usage: z.object({
    provider: z.enum(['embedded', 'bedrock-agent', 'agentcore', 'model', 'http']),
    inputTokens: z.number(),
    outputTokens: z.number(),
    calls: z.number(),
    usd: z.number().min(0),
  }),
  waitFor: z.literal('conversation').optional(),
  asks: z.object({ mode: z.enum(designModes), about: z.string() }).optional(),
});

/** What was found in what would have left the platform, and whether it left masked or not at all. */
export interface PromptFinding {
  readonly kind: Exclude<GuardrailKind, 'instruction'>;
  readonly action: 'MASKED' | 'BLOCKED';
  readonly count: number;
}

export interface PromptGuard {
  readonly policy: () => Promise<Pick<GuardrailPolicy, 'maskInPrompts' | 'blockInPrompts'>>;
  readonly report: (found: readonly PromptFinding[]) => void;
}

/** A task of an agent with what it is to do; it is given up after `timeoutMs`. */
export interface TaskRequest {
  readonly agentId: string;
  /** The same over all attempts at one piece of work, so that whoever has done it already may see so. */
  readonly workId: string;
  readonly task: RegisteredTask;
  readonly input: unknown;
  readonly timeoutMs: number;
  /** What whoever thinks outside of this platform may read; the default policy unless given. */
  readonly guard?: PromptGuard;
  /** Aborts the work from outside; then it rejects with the signal's reason, whatever the agent does. */
  readonly signal: AbortSignal;
  readonly context: Omit<TaskContext, 'signal'>;
}

/**
 * Runs a task of an agent's own core, here.
 * @throws AgentInputError and AgentOutputError when input or answer are not what the schemas say.
 * @throws ToolError of a tool that gave nothing, unless the core does without it.
 * @throws AgentFailure when the core throws, with what it threw as the cause, or takes too long.
 */
export async function runTask(request: TaskRequest): Promise<AgentResult<unknown>> {
  const { agentId, task, input, timeoutMs, signal, context } = request;
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new AgentFailure(`Agent "${agentId}" took longer than ${Math.round(timeoutMs / 1000)} s.`)),
    Math.max(0, timeoutMs),
  );
  const cancel = () => over.abort(errorOf(signal.reason));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  // An agent that does not look at the signal is left to itself.
  const aborted = new Promise<never>((_, reject) => {
    const give = () => reject(errorOf(over.signal.reason));
    if (over.signal.aborted) give();
    over.signal.addEventListener('abort', give, { once: true });
  });
  aborted.catch(() => undefined);
  try {
    const work = task.run(input, { ...context, signal: over.signal });
    return checked(agentId, await Promise.race([work, aborted]));
  } catch (error) {
    if (over.signal.aborted) throw errorOf(over.signal.reason);
    throw isCoded(error) ? error : new AgentFailure(unknownReason, { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new AgentFailure(String(reason));
}

/** Errors that say themselves what was wrong, and whether another attempt may help. */
function isCoded(error: unknown): boolean {
  return error instanceof AgentInputError || error instanceof AgentOutputError || error instanceof ToolError;
}

function checked(agentId: string, result: unknown): AgentResult<unknown> {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) throw new AgentOutputError(agentId, parsed.error.issues[0]);
  const { waitFor, asks, ...answer } = parsed.data;
  return waitFor ? { ...answer, waitFor, ...(asks ? { asks } : {}) } : answer;
}
