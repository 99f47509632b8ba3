import type { RetryPolicy, Step } from '../blueprint/schema.ts';
import type { Draft } from './draft.ts';
import { retryOf, timeoutMsOf } from './plan.ts';
import type { RunCommand, StepState } from './state.ts';
import { parseKey } from './step-key.ts';

type Execute = Extract<RunCommand, { kind: 'execute' }>;

/** Whether a worker has it, or is about to. */
export function isAtWork({ status, branches }: StepState): boolean {
  return branches === undefined && (status === 'SCHEDULED' || status === 'RETRYING');
}

/**
 * The worker itself keeps to the timeout. What is given up here is an attempt whose worker is lost, and one may wait for a
 * place among the organization's or the agent's before it begins.
 */
export const queueAllowanceMs = 15 * 60_000;

/** For so long an attempt may be put off again and again, in milliseconds; beyond it has failed. */
export const postponementMs = 60 * 60_000;

/** When an attempt that begins then is given up, in milliseconds. */
export function givenUpAt(step: Step, beginsAt: number): number {
  return beginsAt + timeoutMsOf(step) + queueAllowanceMs;
}

/** What stays of a step's state when its attempt is over. */
export function carriedOver({ attempt, since, branches, round, charged, redriven, startedAt }: StepState) {
  return { attempt, since, branches, round, charged, redriven, startedAt };
}

/** Hands the step or branch to the workers, as its next attempt. */
export function beginAttempt(draft: Draft, key: string, step: StepState): void {
  const definition = draft.stepOf(key);
  const attempt = step.attempt + 1;
  const delaySeconds = backoffSeconds(retryOf(definition), { failures: step.failures ?? 0, key, attempt });
  const beginsAt = draft.at + delaySeconds * 1000;
  draft.put(key, {
    ...carriedOver(step),
    status: isAgain(step) ? 'RETRYING' : 'SCHEDULED',
    attempt,
    failures: step.failures,
    reason: step.reason,
    feedback: step.feedback,
    dueAt: givenUpAt(definition, beginsAt),
    notBefore: delaySeconds > 0 ? beginsAt : undefined,
    startedAt: startOf(draft, key, step),
  });
  const begun = draft.find(key);
  if (begun) draft.command(executeCommand(draft, key, begun));
}

/** After a failure or a change; what goes on after a conversation was never tried. */
function isAgain({ failures = 0, since }: StepState): boolean {
  return failures > 0 || since !== undefined;
}

/** When the step was first begun, where that is kept. */
export function startOf({ plan, at }: Draft, key: string, step: StepState): number | undefined {
  return plan.keepsTimes && plan.steps.has(key) ? (step.startedAt ?? at) : undefined;
}

/** The command for the attempt at work: the same each time, so that a repetition is known. */
export function executeCommand(draft: Draft, key: string, step: StepState): Execute {
  const { attempt, since = 1, failures = 0 } = step;
  const feedback = draft.find(parseKey(key).stepId)?.feedback;
  return {
    kind: 'execute',
    ...{ key, attempt, since },
    delaySeconds: backoffSeconds(retryOf(draft.stepOf(key)), { failures, key, attempt }),
    ...(feedback === undefined ? {} : { feedback }),
  };
}

/** Whole seconds before an attempt; grows with the failures, and differs from key to key by a jitter that is the same each time. */
export function backoffSeconds(
  policy: RetryPolicy,
  { failures, key, attempt }: { failures: number; key: string; attempt: number },
): number {
  if (failures < 1) return 0;
  const backoff = Math.min(policy.maxBackoffSeconds, policy.backoffSeconds * policy.factor ** (failures - 1));
  const share = 1 + policy.jitter * (2 * shareOf(`${key}#${attempt}`) - 1);
  return Math.max(0, Math.min(900, Math.round(backoff * share)));
}

/** A number from 0 to 1 that follows from the text: FNV-1a, its bits mixed. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0xffffffff;
}
