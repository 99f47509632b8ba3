import {
  AgentInputError,
  AgentOutputError,
  type AgentResult,
  type AgentUsage,
  type TaskContext,
} from '#lib/agents/agent';
import { aliveMs, heartbeatMs } from '#lib/domain/run/heartbeat';
import { isRunOver } from '#lib/domain/run/statuses';
import { AgentFailure } from '#lib/providers/embedded/embedded';
import { runTask } from '#lib/providers/embedded/run-task';
import { ProviderFailure } from '#lib/providers/provider';
import { derivedId } from '#lib/runtime/ids';
import { ToolError } from '#lib/tools/tool-error';
import type { Claim } from './claim.ts';
import { readContinuation } from './continuation.ts';
import { type AttemptFindings, createAttemptFindings } from './found.ts';
import { guardResult } from './guard-result.ts';
import type { Invocation, WorkerPorts } from './ports.ts';
import { tellProgress } from './progress.ts';
import { logFailure, reasonOf } from './reason.ts';
import { watchSilence } from './silence.ts';
import { createStepLog } from './step-log.ts';
import { toolCallerOf } from './tools.ts';
import type { Work } from './work.ts';

/** How an attempt, or a slice of it, came to its end. */
type AttemptEnd =
  | { readonly kind: 'succeeded'; readonly result: AgentResult<unknown> }
  | { readonly kind: 'waiting'; readonly result: AgentResult<unknown> }
  | { readonly kind: 'failed'; readonly isRetryable: boolean; readonly reason: string; readonly usage?: AgentUsage }
  /** Whoever thinks is not asked before `until`, in milliseconds. */
  | { readonly kind: 'postponed'; readonly until: number; readonly reason: string; readonly usage: AgentUsage }
  /** To be continued from this state. */
  | { readonly kind: 'interrupted'; readonly state: unknown }
  | { readonly kind: 'cancelled' }
  /** Somebody else's result stands, or a later attempt is at work. */
  | { readonly kind: 'fenced' };

export interface Attempted {
  readonly end: AttemptEnd;
  readonly logs: string[];
}

/** Work that takes longer than this says that it is at work. */
const quietMs = 1000;
/** What was not heard is said again so soon. */
const repeatMs = 5000;

/** Ends the work from outside; the agent's own word on it does not count any more. */
class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly end: AttemptEnd;

  constructor(end: AttemptEnd) {
    super(`The work is ${end.kind}.`);
    this.end = end;
  }
}

/** Has the agent do the work, within its time and the worker's, and watches whether it is still wanted. */
export async function runAttempt(
  work: Work,
  input: unknown,
  { invocation, claim }: { readonly invocation: Invocation; readonly claim: Claim },
  ports: WorkerPorts,
): Promise<Attempted> {
  const log = createStepLog();
  const found = createAttemptFindings(work);
  const stop = new AbortController();
  const end = (kind: AttemptEnd) => stop.abort(new Stopped(kind));
  const silence = watchSilence(ports, () => end({ kind: 'fenced' }));
  const begunAt = ports.now();
  // What may have been begun before must not be begun twice unseen; a first attempt in its first second costs no write.
  if ((work.message.attempt > 1 || work.own) && !(await claim.take())) return { end: { kind: 'fenced' }, logs: [] };
  const beat = async () => {
    try {
      const saidAt = ports.now();
      if (!(await claim.take())) return end({ kind: 'fenced' });
      silence.brokenAt(saidAt);
      const run = await ports.steps.getRun(work.run.id);
      if (!run || isRunOver(run.status)) return end({ kind: 'cancelled' });
      // Should this worker be lost, the message is back when another may take over.
      await invocation.stayHidden(Math.ceil(aliveMs / 1000));
    } catch (error) {
      ports.logger.warn('no heartbeat', error instanceof Error ? error : String(error));
      nextBeatMs = repeatMs;
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextBeatMs = quietMs;
  let beating = Promise.resolve();
  let isAtWork = true;
  const beatLater = () => {
    timer = setTimeout(() => {
      nextBeatMs = heartbeatMs;
      beating = beat().then(() => {
        if (isAtWork) beatLater();
      });
    }, nextBeatMs);
  };
  beatLater();
  silence.brokenAt(begunAt);
  try {
    const context = await contextOf(work, { invocation, ports, found, end, log: log.add, signal: stop.signal });
    const { message, agent, task } = work;
    const { runId, key, since } = message;
    const result = await (ports.runAgentTask ?? ((_, request) => runTask(request)))(agent, {
      agentId: agent.manifest.id,
      // What a person asks to be done again is other work.
      workId: derivedId('work', runId, key, String(since)),
      task,
      input,
      timeoutMs: timeoutOf(work, invocation, ports),
      signal: stop.signal,
      guard: { policy: () => ports.policies.get(message.organization), report: found.addPrompt },
      context: { ...context, ...(message.feedback === undefined ? {} : { feedback: message.feedback }) },
    });
    const guarded = await guardResult(result, { agent, found, log: log.add }, () =>
      ports.policies.get(message.organization),
    );
    return { end: { kind: result.waitFor ? 'waiting' : 'succeeded', result: guarded }, logs: log.lines() };
  } catch (error) {
    if (error instanceof Stopped) return { end: error.end, logs: log.lines() };
    logFailure(error, work, ports);
    return { end: failureOf(error), logs: log.lines() };
  } finally {
    await found.keep(ports);
    isAtWork = false;
    clearTimeout(timer);
    silence.stop();
    // A sign of life that is under way must not come after the result. Of silence there is none.
    if (!silence.hasEnded()) await beating;
  }
}

/** What is left of the attempt's time, and at most of the worker's. */
function timeoutOf({ step, task, agent, startedAt }: Work, invocation: Invocation, { now }: WorkerPorts): number {
  const seconds = step.timeoutSeconds ?? task.timeoutSeconds ?? agent.manifest.timeoutSeconds;
  return Math.max(0, Math.min(seconds * 1000 - (now() - startedAt), invocation.remainingMs()));
}

async function contextOf(
  work: Work,
  { invocation, ports, found, end, log, signal }: Controls,
): Promise<Omit<TaskContext, 'signal' | 'feedback'>> {
  return {
    attempt: work.message.attempt,
    place: { runId: work.message.runId, key: work.message.key },
    continuation: await readContinuation(work, ports),
    now: () => new Date(ports.now()),
    emit: () => undefined,
    remainingMs: invocation.remainingMs,
    saveContinuation(state) {
      end({ kind: 'interrupted', state });
      return Promise.reject(new AgentFailure('This slice of the work is over.'));
    },
    progress: tellProgress(work, ports),
    log,
    callTool: toolCallerOf(work, { invocation, ports, found, log, signal }),
  };
}

interface Controls {
  readonly invocation: Invocation;
  readonly ports: WorkerPorts;
  readonly found: AttemptFindings;
  readonly end: (kind: AttemptEnd) => void;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

function failureOf(error: unknown): AttemptEnd {
  const reason = reasonOf(error);
  if (error instanceof ProviderFailure) {
    const { isRetryable, retryAt } = error;
    const usage: AgentUsage = { ...error.usage, provider: 'model' };
    if (retryAt !== undefined) return { kind: 'postponed', until: retryAt, reason, usage };
    return { kind: 'failed', isRetryable, reason, usage };
  }
  if (error instanceof ToolError) return { kind: 'failed', isRetryable: error.isRetryable, reason };
  const isRetryable = !(error instanceof AgentInputError || error instanceof AgentOutputError);
  return { kind: 'failed', isRetryable, reason };
}
