import { beginAttempt, carriedOver, givenUpAt, isAtWork, postponementMs } from './attempt.ts';
import { charge, isBudgetUsedUp } from './budget.ts';
import type { Draft } from './draft.ts';
import { settleFanOut } from './fan-out.ts';
import { finishStep } from './gate.ts';
import { retryOf } from './plan.ts';
import { fitReason } from './reason.ts';
import type { Facts, RunInput, StepState } from './state.ts';
import { isRunOver } from './statuses.ts';
import { parseKey } from './step-key.ts';

type Input<Kind extends RunInput['kind']> = Extract<RunInput, { kind: Kind }>;

/** A result counts when it is of the attempt at work or an earlier one since the last change that a person made. */
export function succeed(draft: Draft, input: Input<'step.succeeded'>): void {
  charge(draft, input);
  const step = openStep(draft, input.key);
  if (!step || (!isAtWork(step) && step.status !== 'WAITING')) return;
  if (input.attempt > step.attempt || input.attempt < (step.since ?? 1)) return;
  const { stepId, branch } = parseKey(input.key);
  draft.learn(watchedOnly(draft, stepId, input.facts));
  if (branch === undefined) return finishStep(draft, stepId);
  draft.put(input.key, { ...carriedOver(step), status: 'SUCCEEDED' });
  settleFanOut(draft, stepId);
}

/** A failure counts only when it is of the attempt at work. */
export function fail(draft: Draft, input: Input<'step.failed'>): void {
  charge(draft, input);
  const step = openStep(draft, input.key);
  if (step && isAtWork(step) && step.attempt === input.attempt) failAttempt(draft, input);
}

/** Ends the attempt at work: there is another one, or the step has failed and goes to the dead letters. */
export function failAttempt(
  draft: Draft,
  { key, retryable, reason }: { key: string; retryable: boolean; reason: string },
): void {
  const step = draft.find(key);
  if (!step) return;
  const failures = (step.failures ?? 0) + 1;
  const failed: StepState = {
    ...carriedOver(step),
    status: 'FAILED',
    failures,
    reason: fitReason(reason),
    feedback: step.feedback,
  };
  // Where the run has failed already, another attempt could only cost.
  if (retryable && failures < retryOf(draft.stepOf(key)).attempts && draft.run.reason === undefined) {
    const next: StepState = { ...failed, status: 'PENDING' };
    return isBudgetUsedUp(draft) ? draft.put(key, next) : beginAttempt(draft, key, next);
  }
  draft.put(key, failed);
  draft.command({ kind: 'dead-letter', key, attempt: step.attempt, reason: fitReason(reason) });
  const { stepId, branch } = parseKey(key);
  if (branch !== undefined) settleFanOut(draft, stepId);
}

/**
 * The attempt is not given up before it could be made, within bounds; it is no failure, and the worker has the message
 * already.
 */
export function postpone(draft: Draft, { key, attempt, until }: Input<'step.postponed'>): void {
  const step = openStep(draft, key);
  if (!step || !isAtWork(step) || step.attempt !== attempt || until <= (step.notBefore ?? 0)) return;
  const postponedAt = step.postponedAt ?? draft.at;
  const latest = postponedAt + postponementMs;
  if (draft.at >= latest) {
    const reason = `Put off for longer than ${postponementMs / 60_000} minutes.`;
    return failAttempt(draft, { key, retryable: true, reason });
  }
  const dueAt = Math.max(step.dueAt ?? 0, givenUpAt(draft.stepOf(key), Math.min(until, latest)));
  draft.put(key, { ...step, postponedAt, notBefore: until, dueAt });
}

/** The step waits, unless the conversation has ended meanwhile. */
export function waitForConversation(draft: Draft, { key, attempt }: Input<'step.waiting'>): void {
  const step = openStep(draft, key);
  if (!step || !isAtWork(step) || step.attempt !== attempt) return;
  const status = step.recheck === attempt ? 'PENDING' : 'WAITING';
  draft.put(key, { ...carriedOver(step), status, failures: step.failures, feedback: step.feedback });
}

/** What waits goes on, as a new attempt, so that a late word of waiting does not stop it again. */
export function endConversation(draft: Draft, agent: string): void {
  if (isRunOver(draft.run.status)) return;
  const keys = draft.plan.blueprint.steps.filter((step) => step.agent === agent).map(({ id }) => id);
  for (const key of keys.flatMap((id) => draft.leavesOf(id))) {
    const step = draft.find(key);
    if (!step) continue;
    if (step.status === 'WAITING') draft.put(key, { ...step, status: 'PENDING' });
    if (isAtWork(step) && step.recheck !== step.attempt) draft.put(key, { ...step, recheck: step.attempt });
  }
}

function openStep(draft: Draft, key: string): StepState | undefined {
  return isRunOver(draft.run.status) ? undefined : draft.find(key);
}

/** Facts that nobody asked for stay out of the state. */
function watchedOnly(draft: Draft, stepId: string, facts: Facts): Facts {
  const watched = draft.plan.watched.get(stepId);
  return Object.fromEntries(Object.entries(facts).filter(([path]) => watched?.has(path)));
}
