import { quoteToKeep } from '#lib/domain/guardrails/guardrail-finding';
import { type AnswerPassage, instructionsInAnswer } from './check-answer.ts';
import type { ToolServices } from './services.ts';
import { refuse, type Tool, type ToolScope } from './tool.ts';
import { ToolError } from './tool-error.ts';

/** Has a tool do something: only those of the agent's manifest. @throws ToolError */
export type CallTool = (id: string, input: unknown) => Promise<unknown>;

interface Caller {
  readonly agentId: string;
  /** Ids of the tools in the agent's manifest. */
  readonly allowed: readonly string[];
  readonly getTool: (id: string) => Tool | undefined;
  readonly scope: ToolScope;
  /** Undefined where tools cannot work, as outside of a run. */
  readonly services: ToolServices | undefined;
  readonly signal: AbortSignal;
  readonly remainingMs: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what in a tool's answer gives instructions to models; says whether the answer may be used all the same. */
  readonly onInstructions: (toolId: string, passages: readonly AnswerPassage[]) => Promise<'flag' | 'fail'>;
  /** A line in the step's log. */
  readonly log: (line: string) => void;
}

/** What an agent calls its tools by: refused, timed and logged alike for each of them. */
export function createToolCaller(caller: Caller): CallTool {
  const { agentId, allowed, log, now } = caller;
  return async (id, input) => {
    const begunAt = now();
    const say = (how: string) => log(`Tool ${id.slice(0, 80)}: ${how} after ${now() - begunAt} ms.`);
    try {
      if (!allowed.includes(id)) {
        const message = `Agent "${agentId}" may not use the tool "${id.slice(0, 80)}". Its manifest names: ${allowed.join(', ') || 'none'}.`;
        throw new ToolError('TOOL_NOT_ALLOWED', id, message);
      }
      const tool = caller.getTool(id);
      if (!tool) throw new ToolError('TOOL_UNKNOWN', id, `There is no tool "${id}".`);
      const answer = await callWithin(tool, input, caller);
      await checkAnswer(tool, answer, caller);
      say('done');
      return answer;
    } catch (error) {
      const failure = asToolError(id, error, caller.signal);
      say(failure instanceof ToolError ? `${failure.code}${failure.reason ? ` (${failure.reason})` : ''}` : 'stopped');
      throw failure;
    }
  };
}

/** Instructions in an answer are data, which are told and not followed; where the organization wants it so, they refuse it. */
async function checkAnswer({ manifest }: Tool, answer: unknown, { onInstructions, log }: Caller): Promise<void> {
  const { id } = manifest;
  const passages = manifest.instructionsIn?.(answer) ?? instructionsInAnswer(answer);
  const [first] = passages;
  if (!first) return;
  const count = passages.length === 1 ? 'an instruction' : `${passages.length} instructions`;
  const quote = quoteToKeep(first.quote);
  log(`Tool ${id}: its answer holds ${count} to a model, which nothing here follows: “${quote}”.`);
  if ((await onInstructions(id, passages)) === 'flag') return;
  const reason = `which your organization's policy does not let agents read: “${quote}”`;
  throw refuse(id, 'HAS_INSTRUCTIONS', `The answer of "${id}" gives instructions to models, ${reason}.`);
}

/** The call, given up after the tool's time or when nobody waits any more. */
async function callWithin(tool: Tool, input: unknown, { scope, services, signal, remainingMs }: Caller) {
  const { id, timeoutSeconds } = tool.manifest;
  if (!services) throw new ToolError('TOOL_FAILED', id, `Tool "${id}" cannot be used here.`);
  const timeoutMs = Math.max(0, Math.min(timeoutSeconds * 1000, remainingMs()));
  const over = new AbortController();
  const late = new ToolError('TOOL_TIMED_OUT', id, `Tool "${id}" took longer than ${Math.round(timeoutMs / 1000)} s.`);
  const timer = setTimeout(() => over.abort(late), timeoutMs);
  const stop = () => over.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  // A tool that does not look at the signal is left to itself.
  const aborted = new Promise<never>((_, reject) => {
    const give = () => reject(over.signal.reason instanceof Error ? over.signal.reason : late);
    if (over.signal.aborted) give();
    over.signal.addEventListener('abort', give, { once: true });
  });
  aborted.catch(() => undefined);
  try {
    if (over.signal.aborted) return await aborted;
    return await Promise.race([tool.call(input, { scope, services, signal: over.signal }), aborted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function asToolError(id: string, error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ToolError || signal.aborted) return error;
  return new ToolError('TOOL_FAILED', id, `Tool "${id}" failed for a reason of its own.`, { cause: error });
}
