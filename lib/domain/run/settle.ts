import { evaluate } from '../blueprint/facts.ts';
import type { Step } from '../blueprint/schema.ts';
import { announcement } from './announcement.ts';
import { beginAttempt, isAtWork } from './attempt.ts';
import { isBudgetUsedUp, openBudgetGate, withdrawBudgetGate } from './budget.ts';
import type { Draft } from './draft.ts';
import { fanOut } from './fan-out.ts';
import type { RunStatus, StepStatus } from './statuses.ts';
import { isRunOver } from './statuses.ts';

const goodEnds: readonly StepStatus[] = ['SUCCEEDED', 'REUSED', 'SKIPPED'];

/** Begins what can begin, in the blueprint's order, and draws the run's status from its steps. */
export function settle(draft: Draft): void {
  if (isRunOver(draft.run.status)) return;
  noteFailure(draft);
  while (draft.run.reason === undefined && beginReady(draft)) noteFailure(draft);
  if (draft.isUntouched && draft.hasChanged) draft.commands.unshift(announcement('run.started', draft.run));
  conclude(draft);
}

/** The first failure decides that nothing new begins. */
function noteFailure(draft: Draft): void {
  if (draft.run.reason !== undefined) return;
  const failed = draft.plan.blueprint.steps.find(({ id }) => draft.find(id)?.status === 'FAILED');
  if (failed) draft.patch({ reason: `${failed.title}: ${draft.find(failed.id)?.reason ?? 'failed'}` });
}

/** Goes over the steps once; true when a step ended by itself, so that others may have become ready. */
function beginReady(draft: Draft): boolean {
  let free = draft.plan.blueprint.maxParallel - Object.values(draft.steps).filter(isAtWork).length;
  let hasEnded = false;
  let isHeldUp = false;
  const isUsedUp = isBudgetUsedUp(draft);
  for (const step of draft.plan.blueprint.steps) {
    hasEnded = prepare(draft, step) || hasEnded;
    for (const key of waitingLeaves(draft, step)) {
      isHeldUp ||= isUsedUp;
      if (isUsedUp || free <= 0) break;
      const state = draft.find(key);
      if (!state) continue;
      beginAttempt(draft, key, state);
      free -= 1;
    }
  }
  if (isHeldUp) openBudgetGate(draft);
  return hasEnded;
}

/** Skips a step whose condition does not hold, gives a fan-out its branches; true when that was all there was to do. */
function prepare(draft: Draft, step: Step): boolean {
  const state = draft.find(step.id);
  if (state?.status !== 'PENDING' || !isReady(draft, step)) return false;
  if (step.when && !evaluate(step.when, draft.run.facts)) {
    draft.put(step.id, { ...state, status: 'SKIPPED' });
    return true;
  }
  if (!step.forEach) return false;
  fanOut(draft, step, state);
  return draft.find(step.id)?.status !== 'SCHEDULED';
}

function isReady(draft: Draft, step: Step): boolean {
  const dependencies = draft.plan.dependencies.get(step.id) ?? [];
  return dependencies.every((id) => isGood(draft, id));
}

function isGood(draft: Draft, id: string): boolean {
  const status = draft.find(id)?.status;
  return status !== undefined && goodEnds.includes(status);
}

/** What of the step a worker could be given now. */
function waitingLeaves(draft: Draft, step: Step): readonly string[] {
  const state = draft.find(step.id);
  if (state?.status === 'PENDING') return isReady(draft, step) ? [step.id] : [];
  if (state?.status !== 'SCHEDULED' || state.branches === undefined) return [];
  return draft.leavesOf(step.id).filter((key) => draft.find(key)?.status === 'PENDING');
}

function conclude(draft: Draft): void {
  const states = Object.values(draft.steps);
  if (states.some(isAtWork)) return setStatus(draft, 'RUNNING');
  if (draft.run.reason !== undefined) return end(draft, 'FAILED');
  if (states.every(({ status }) => goodEnds.includes(status))) return end(draft, 'COMPLETED');
  const isGated = states.some(({ status }) => status === 'GATED') || draft.run.budgetGate?.isOpen === true;
  if (!isGated && !states.some(({ status }) => status === 'WAITING')) {
    draft.patch({ reason: 'Nothing that is left can begin: its steps wait for one another.' });
    return end(draft, 'FAILED');
  }
  if (draft.run.status !== 'WAITING' && isGated) draft.command(announcement('run.gated', draft.run));
  setStatus(draft, 'WAITING');
}

function end(draft: Draft, status: 'FAILED' | 'COMPLETED'): void {
  withdrawGates(draft);
  draft.patch({ status, endedAt: draft.at });
  draft.command(announcement(status === 'FAILED' ? 'run.failed' : 'run.completed', draft.run));
}

/** Nobody is asked to decide about a run that is over. A step keeps its state, so that a retry can ask again. */
export function withdrawGates(draft: Draft): void {
  withdrawBudgetGate(draft);
  for (const { id } of draft.plan.blueprint.steps) {
    const step = draft.find(id);
    if (step?.status !== 'GATED') continue;
    draft.command({ kind: 'close-gate', key: id, round: step.round ?? 1, as: 'WITHDRAWN' });
  }
}

function setStatus(draft: Draft, status: RunStatus): void {
  if (draft.run.status !== status) draft.patch({ status });
}
