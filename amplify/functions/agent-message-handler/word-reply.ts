import * as z from 'zod';
import { type Agent, type AgentResult, type AgentUsage, defineTask, noUsage } from '#lib/agents/agent';
import type { PromptFinding } from '#lib/providers/embedded/run-task';
import { ProviderFailure } from '#lib/providers/provider';
import type { StoredMessage } from '#lib/repositories/conversation-message';
import { derivedId } from '#lib/runtime/ids';
import type { HandlerPorts } from './ports.ts';

/** The computed reply: its parts in order, and what else came of the message. */
interface Computed {
  readonly parts: readonly string[];
  readonly result: AgentResult<unknown>;
}

/** The reply as it is told, and by whom it was worded; `usage` is missing where the agent's own core did. */
export interface WordedReply {
  readonly reply: string;
  readonly usage?: AgentUsage;
}

/** A reply that takes longer comes as it was computed: a person waits for it. */
const longestWordingMs = 45_000;
const between = '\n\n';

/** What a person said, and where. */
export type Said = Pick<StoredMessage, 'id' | 'organization' | 'projectId' | 'message'>;

const wordingSchema = z.object({ parts: z.array(z.string()) });

/**
 * Has the agent's provider word a reply that the agent's own core computed. The question at its end stays as it is: what
 * is asked decides what the next answer means. Without an answer, or with one that says more than was computed, the
 * reply stays as it is: a conversation does not end because a model is out of reach.
 * `workId` is the same for the same message on the same state of the interview alone.
 */
export async function wordReply(
  { agent, message, workId }: { readonly agent: Agent; readonly message: Said; readonly workId: string },
  { parts, result }: Computed,
  ports: Pick<HandlerPorts, 'runAgentTask' | 'policies' | 'findings' | 'remainingMs' | 'now' | 'logger'>,
): Promise<WordedReply> {
  const asked = result.questions.length > 0 ? parts.slice(-1) : [];
  const told = parts.slice(0, parts.length - asked.length);
  if (told.length === 0) return { reply: parts.join(between) };
  const { id } = agent.manifest;
  const task = defineTask(id, {
    title: 'Reply to a message of the interview',
    input: z.object({ message: z.string() }),
    output: wordingSchema,
    run: () => Promise.resolve({ ...result, output: { parts: [...told] }, artifacts: [], usage: noUsage }),
  });
  const found: PromptFinding[] = [];
  try {
    const worded = await ports.runAgentTask(agent, {
      agentId: id,
      workId,
      task,
      input: { message: message.message },
      guard: {
        policy: () => ports.policies.get(message.organization),
        report: (more) => void found.push(...more),
      },
      timeoutMs: Math.min(longestWordingMs, ports.remainingMs()),
      signal: new AbortController().signal,
      context: {
        attempt: 1,
        place: { runId: workId, key: 'reply' },
        continuation: undefined,
        now: ports.now,
        remainingMs: ports.remainingMs,
        emit: () => undefined,
        progress: () => Promise.resolve(),
        saveContinuation: () => Promise.reject(new Error('A reply has no second slice.')),
        log: (line) => ports.logger.info(line, { workId }),
        callTool: () => Promise.reject(new Error('A reply is worded without tools.')),
      },
    });
    const { parts: words } = wordingSchema.parse(worded.output);
    return { reply: [...words, ...asked].join(between), usage: worded.usage };
  } catch (error) {
    ports.logger.warn('the reply is as it was computed', error instanceof Error ? error : String(error));
    const usage = error instanceof ProviderFailure ? { ...noUsage, ...error.usage } : noUsage;
    return { reply: parts.join(between), usage };
  } finally {
    await keep(found, { agentId: id, message }, ports);
  }
}

/** What was masked or not sent stands among the organization's findings; should that fail, the reply does not. */
async function keep(
  found: readonly PromptFinding[],
  { agentId, message: { id, organization, projectId } }: { readonly agentId: string; readonly message: Said },
  { findings, logger }: Pick<HandlerPorts, 'findings' | 'logger'>,
): Promise<void> {
  if (found.length === 0) return;
  try {
    await findings.record(
      found.map((one) => ({
        id: derivedId('finding', 'reply', id, one.kind, one.action),
        ...{ organization, projectId, agentId, subject: agentId, source: 'PROMPT' as const, places: [] },
        ...one,
      })),
    );
  } catch (error) {
    logger.warn('findings were not kept', error instanceof Error ? error : String(error));
  }
}

/** What two wordings of one reply consumed; the later one's provider. */
export function addUsage(one: AgentUsage | undefined, other: AgentUsage | undefined): AgentUsage | undefined {
  if (!one || !other) return other ?? one;
  return {
    provider: other.provider,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    calls: one.calls + other.calls,
    usd: one.usd + other.usd,
  };
}
