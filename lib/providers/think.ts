import type { Agent, AgentProvider, AgentResult, AgentUsage } from '#lib/agents/agent';
import { checkAnswer, completeAnswer } from '#lib/domain/grounding/check-answer';
import { type Facts, gatherFacts } from '#lib/domain/grounding/facts';
import type { Masker } from '#lib/domain/guardrails/mask-text';
import { restoreValue } from '#lib/domain/guardrails/mask-value';
import { runTask, type TaskRequest } from './embedded/run-task.ts';
import { maskRequest } from './mask-request.ts';
import { askAgain, createPrompt } from './prompt.ts';
import { type CallUsage, noConsumption, type Prompt, ProviderFailure, type Reply, type Transport } from './provider.ts';

/** Further answers that are asked for after one that cannot be used. */
const maximumRepairs = 2;
const maximumLoggedProblems = 5;
/** About a hundred thousand tokens. More is no prose to be worded, such as a bundle of code, and nobody's surprise. */
const maximumPromptCharacters = 400_000;

/**
 * Does a task with somebody who words what the agent's own core computes: facts, answer, check, at most two repairs. An
 * answer that stays unusable is left for the core's own; its tokens count all the same.
 * @throws ProviderFailure, with what was consumed, when there is no answer.
 */
export async function think(
  agent: Agent,
  request: TaskRequest,
  provider: { readonly id: AgentProvider; readonly transport: Transport },
): Promise<AgentResult<unknown>> {
  const { transport, id } = provider;
  const { log } = request.context;
  const computed = await runTask(request);
  if (computed.waitFor) return computed;
  const output: unknown = JSON.parse(JSON.stringify(computed.output ?? null));
  const facts = gatherFacts(output, request.input, request.context.feedback);
  const masking = await maskRequest(request, output);
  if (masking.isBlocked) {
    log(
      `Not sent to ${id}: ${masking.told}, which your organization's policy lets nobody outside read. The result is as the agent's own core computed it.`,
    );
    return computed;
  }
  if (masking.told !== '') log(`Masked for ${id}: ${masking.told}.`);
  let prompt = createPrompt(agent, masking.request, masking.facts);
  const { length } = prompt.turns[0]?.text ?? '';
  if (length > maximumPromptCharacters) {
    log(
      `Fallback: what ${id} would have to read has ${length} characters; the result is as the agent's own core computed it.`,
    );
    return computed;
  }
  let usage = noConsumption;
  for (let repairs = 0; ; repairs += 1) {
    const reply = await ask(transport, { prompt, signal: request.signal, before: usage });
    usage = addCalls(usage, reply.usage);
    const checked = checkReply(reply.text, { request, output, facts, masker: masking.masker });
    if (checked.problems.length === 0) {
      log(`Worded by ${id} (${transport.name}): ${consumed(usage)}.`);
      return { ...computed, output: checked.answer, usage: usageOf(id, usage) };
    }
    const problems = checked.problems.slice(0, maximumLoggedProblems).join('; ');
    log(`Answer ${repairs + 1} of ${id} (${transport.name}) cannot be used: ${problems}.`);
    if (repairs === maximumRepairs) break;
    prompt = askAgain(prompt, reply.text, checked.problems);
  }
  log(`Fallback: the result is as the agent's own core computed it, without ${id}; ${consumed(usage)}.`);
  return { ...computed, usage: usageOf('embedded', usage) };
}

async function ask(
  transport: Transport,
  { prompt, signal, before }: { prompt: Prompt; signal: AbortSignal; before: CallUsage },
): Promise<Reply> {
  try {
    return await transport.ask(prompt, signal);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    const { isRetryable, retryAt, message, cause } = error;
    throw new ProviderFailure(message, { isRetryable, retryAt, usage: addCalls(before, error.usage), cause });
  }
}

function addCalls(one: CallUsage, other: CallUsage): CallUsage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    calls: one.calls + other.calls,
    usd: one.usd + other.usd,
    ...(one.isEstimated === true || other.isEstimated === true ? { isEstimated: true } : {}),
  };
}

function usageOf(id: AgentProvider, { inputTokens, outputTokens, calls, usd }: CallUsage): AgentUsage {
  return { provider: id, inputTokens, outputTokens, calls, usd };
}

function consumed({ calls, inputTokens, outputTokens, usd, isEstimated }: CallUsage): string {
  const about = isEstimated ? 'about ' : '';
  return `${calls} ${calls === 1 ? 'call' : 'calls'}, ${about}${inputTokens} tokens in, ${outputTokens} out, ${usd.toFixed(6)} USD`;
}

function checkReply(
  text: string,
  { request, output, facts, masker }: { request: TaskRequest; output: unknown; facts: Facts; masker: Masker },
): { answer: unknown; problems: string[] } {
  const parsed = parseAnswer(text);
  if (parsed === undefined) return { answer: undefined, problems: ['it is not one JSON object'] };
  const answer = completeAnswer(output, restoreValue(parsed, masker));
  const valid = request.task.output.safeParse(answer);
  if (!valid.success) {
    const issues = valid.error.issues.map(({ path, message }) => `/${path.map(String).join('/')}: ${message}`);
    return { answer, problems: issues.slice(0, 20) };
  }
  return { answer: valid.data, problems: checkAnswer(output, answer, facts) };
}

/** Models put JSON into a fence, or a word before it, whatever they are told. */
function parseAnswer(text: string): object | undefined {
  const inFence = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1];
  const braced = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, inFence, braced]) {
    try {
      const value: unknown = JSON.parse(candidate ?? '');
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    } catch {
      // The next form, if there is one.
    }
  }
  return undefined;
}
