import type { Agent, RegisteredTask } from '#lib/agents/agent';
import type { Step } from '#lib/domain/blueprint/schema';
import type { FactoryEvent } from '#lib/domain/events/registry';
import { aliveMs } from '#lib/domain/run/heartbeat';
import { isRunOver } from '#lib/domain/run/statuses';
import { parseKey } from '#lib/domain/run/step-key';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { RunRecord } from '#lib/repositories/run';
import {
  type EndedAttempt,
  parseRunStep,
  type RunStepRecord,
  type RunStepWrite,
  runStepId,
} from '#lib/repositories/run-step';
import { begin } from './begin.ts';
import { completionOf } from './completion.ts';
import type { WorkerPorts } from './ports.ts';
import { knownSourceKeys } from './sources.ts';

/** An attempt to be made. */
export interface Work {
  readonly message: WorkerMessage;
  readonly run: RunRecord;
  readonly step: Step;
  readonly agent: Agent;
  readonly taskName: string;
  readonly task: RegisteredTask;
  /** The record as it was when the message came. */
  readonly own: RunStepRecord | undefined;
  /** Names this worker in the record. */
  readonly claimant: string;
  /** Whether this worker has said in the record that it is at the attempt. */
  readonly hasClaimed: boolean;
  /** Milliseconds; of the first slice. */
  readonly startedAt: number;
  readonly earlier: readonly EndedAttempt[];
  readonly opened: Opened;
}

/** Records of steps by id; of the ids in `read`, those that are not there do not exist. */
interface Opened {
  readonly steps: ReadonlyMap<string, RunStepRecord>;
  readonly read: readonly string[];
}

/** What a message asks for, as the run stands. */
export type Reading =
  | { readonly kind: 'work'; readonly work: Work }
  /** Another worker is at it, or was a moment ago. */
  | { readonly kind: 'under way'; readonly askAgainAt: number }
  /** There is nothing to be done any more. */
  | { readonly kind: 'over'; readonly why: string; readonly isRunOver: boolean }
  /** It was done before; the supervisor may not have heard of it. */
  | { readonly kind: 'told'; readonly event: FactoryEvent }
  /** No attempt could ever do it. */
  | { readonly kind: 'impossible'; readonly reason: string; readonly work: Omit<Work, 'agent' | 'task' | 'taskName'> };

/** Reads the run and, for a message that `begins` it, begins it. */
export async function readWork(
  message: WorkerMessage,
  { begins }: { readonly begins: boolean },
  ports: WorkerPorts,
): Promise<Reading> {
  const { runId, key, attempt, since } = message;
  const opened = await ports.steps.open(runId, key, (definition) => knownSourceKeys(definition, key));
  if (!opened) return { kind: 'over', why: 'the run is gone', isRunOver: true };
  const run = begins ? await begin(opened.run, message, ports) : opened.run;
  if (!run) return { kind: 'over', why: 'the run is begun by somebody else', isRunOver: false };
  const own = opened.steps.get(runStepId(runId, key));
  if (isRunOver(run.status)) return { kind: 'over', why: 'the run is over', isRunOver: true };
  if (own && (own.status === 'SUCCEEDED' ? own.attempt >= since : own.attempt === attempt)) {
    const event = completionOf(own, message);
    if (event) return { kind: 'told', event };
  }
  const current = run.state.steps[key]?.attempt ?? 0;
  if (Math.max(current, own?.attempt ?? 0) > attempt)
    return { kind: 'over', why: 'a later attempt is under way', isRunOver: false };
  const lostAt = takenForLostAt(own, attempt);
  if (ports.now() < lostAt) return { kind: 'under way', askAgainAt: lostAt };
  const step = run.definition.steps.find(({ id }) => id === parseKey(key).stepId);
  if (!step) return { kind: 'over', why: 'the blueprint has no such step', isRunOver: false };
  const startedAt = isContinued(own, attempt) ? Date.parse(own.startedAt) : ports.now();
  const earlier = earlierAttempts(own, attempt, ports.now());
  const work = { message, run, step, own, claimant: '', hasClaimed: false, startedAt, earlier, opened };
  return assign(work, ports);
}

/**
 * When the attempt may be taken over from the worker that is at it, in milliseconds; 0 where none is. One that gives the
 * work out of its hands takes its sign of life back; one that is lost cannot.
 */
export function takenForLostAt(own: RunStepRecord | undefined, attempt: number): number {
  if (own?.status !== 'RUNNING' || own.attempt !== attempt || !own.heartbeatAt) return 0;
  return Date.parse(own.heartbeatAt) + aliveMs;
}

/**
 * Whether slices of this attempt were done before. A claim alone is of a worker that was lost: what it did counts for
 * nothing, nor does its time.
 */
function isContinued(own: RunStepRecord | undefined, attempt: number): own is RunStepRecord {
  return own?.attempt === attempt && Boolean(own.continuation);
}

function assign(work: Omit<Work, 'agent' | 'task' | 'taskName'>, ports: Pick<WorkerPorts, 'getAgent'>): Reading {
  const { step } = work;
  const agent = ports.getAgent(step.agent);
  if (!agent) return { kind: 'impossible', reason: `There is no agent "${step.agent}".`, work };
  const taskName = step.task ?? Object.keys(agent.tasks)[0] ?? '';
  const task = Object.hasOwn(agent.tasks, taskName) ? agent.tasks[taskName] : undefined;
  if (task) return { kind: 'work', work: { ...work, agent, taskName, task } };
  return { kind: 'impossible', reason: `Agent "${step.agent}" has no task "${taskName}".`, work };
}

/**
 * A first attempt that its worker has just decided on: nothing of it is to be read but the results that it needs and
 * that are not `known`.
 */
export function followingWork(
  message: WorkerMessage,
  { run, known }: { readonly run: RunRecord; readonly known: ReadonlyMap<string, RunStepRecord> },
  ports: Pick<WorkerPorts, 'getAgent' | 'now'>,
): Reading {
  const step = run.definition.steps.find(({ id }) => id === parseKey(message.key).stepId);
  if (!step) return { kind: 'over', why: 'the blueprint has no such step', isRunOver: false };
  const opened = { steps: new Map(known), read: [...known.keys(), runStepId(run.id, message.key)] };
  const fresh = { own: undefined, claimant: '', hasClaimed: false, startedAt: ports.now(), earlier: [], opened };
  return assign({ message, run, step, ...fresh }, ports);
}

/** A result as whoever needs it would read it. */
export function resultOf(write: RunStepWrite): RunStepRecord {
  const { runId, key } = write;
  return parseRunStep({ ...write, id: runStepId(runId, key) });
}

/** The attempts before this one, with what is known of the last of them. */
function earlierAttempts(own: RunStepRecord | undefined, attempt: number, now: number): EndedAttempt[] {
  if (!own || own.attempt >= attempt) return [...(own?.attempts ?? [])];
  const reasons = { RUNNING: 'No answer in time.', SUCCEEDED: 'Done again: changes were asked for.', FAILED: '' };
  const last = {
    attempt: own.attempt,
    startedAt: own.startedAt,
    endedAt: own.endedAt ?? new Date(now).toISOString(),
    reason: own.reason ?? reasons[own.status],
    usd: own.usd ?? 0,
    status: own.status,
    // Of a failed attempt nothing was kept.
    ...(own.status === 'SUCCEEDED' && own.artifacts ? { artifacts: own.artifacts } : {}),
  };
  return [...(own.attempts ?? []), last];
}
