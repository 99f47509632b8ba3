import type { Blueprint } from '../blueprint/schema.ts';
import { announcement } from './announcement.ts';
import { executeCommand, isAtWork } from './attempt.ts';
import { budgetKey } from './budget.ts';
import { Draft } from './draft.ts';
import type { RunCommand, RunState, StepState } from './state.ts';

/**
 * Everything that follows from a state and may not have been carried out, because whoever wrote the state died before:
 * handing out work, gates, news, dead letters. In the words of the decisions that it was first commanded by.
 */
export function pendingCommands(blueprint: Blueprint, state: RunState): RunCommand[] {
  const draft = new Draft(blueprint, state, state.startedAt);
  const ofSteps = Object.entries(state.steps).flatMap(([key, step]) => ofStep(draft, key, step));
  return [...ofBudget(draft), ...ofSteps, ...announcements(state)];
}

function ofStep(draft: Draft, key: string, step: StepState): RunCommand[] {
  const now = isAtWork(step) ? [executeCommand(draft, key, step)] : ofStatus(draft, key, step);
  return [...earlierGates(key, step.round), ...answered(key, step), ...now];
}

function ofStatus(draft: Draft, key: string, step: StepState): RunCommand[] {
  const { round, gateDueAt: dueAt } = step;
  switch (step.status) {
    case 'GATED':
      if (round === undefined) return [];
      return draft.run.status === 'FAILED'
        ? [{ kind: 'close-gate', key, round, as: 'WITHDRAWN' }]
        : [{ kind: 'open-gate', key, round, ...(dueAt === undefined ? {} : { dueAt }) }];
    case 'CANCELLED':
      return round === undefined ? [] : [{ kind: 'close-gate', key, round, as: 'WITHDRAWN' }];
    case 'SUCCEEDED':
      return [...lapsed(key, step), ...milestone(draft, key)];
    case 'FAILED':
      return [...lapsed(key, step), ...deadLetter(key, step)];
    case 'PENDING':
    case 'SCHEDULED':
    case 'RETRYING':
    case 'WAITING':
    case 'REUSED':
    case 'SKIPPED':
      return [];
  }
}

/** Rounds that went before: what nobody decided of them was withdrawn. */
function earlierGates(key: string, round = 1): RunCommand[] {
  return Array.from({ length: round - 1 }, (_, index) => ({
    ...({ kind: 'close-gate', key, round: index + 1, as: 'WITHDRAWN' } as const),
  }));
}

function lapsed(key: string, { round, gateDueAt }: StepState): RunCommand[] {
  return round === undefined || gateDueAt === undefined ? [] : [{ kind: 'close-gate', key, round, as: 'LAPSED' }];
}

function milestone({ plan }: Draft, key: string): RunCommand[] {
  const name = plan.steps.get(key)?.milestone;
  return name ? [{ kind: 'milestone', milestone: name, key }] : [];
}

/** A step that was rejected, or that has failed with a branch, has no failed attempt of its own. */
function deadLetter(key: string, { failures, attempt, reason = '' }: StepState): RunCommand[] {
  return failures === undefined ? [] : [{ kind: 'dead-letter', key, attempt, reason }];
}

function answered(key: string, { redriven = [] }: StepState): RunCommand[] {
  return redriven.map((attempt) => ({ kind: 'redriven', key, attempt }));
}

function ofBudget({ run, plan }: Draft): RunCommand[] {
  const { spentUsd, notified, budgetGate } = run;
  const crossed = (plan.blueprint.budget?.thresholds ?? []).filter((threshold) => threshold <= notified);
  return [
    ...crossed.map((threshold) => ({ kind: 'budget-crossed', threshold, spentUsd }) as const),
    ...earlierGates(budgetKey, budgetGate?.round),
    ...(budgetGate?.isOpen ? [{ kind: 'open-gate', key: budgetKey, round: budgetGate.round } as const] : []),
    ...(budgetGate && !budgetGate.isOpen && run.endedAt !== undefined
      ? [{ kind: 'close-gate', key: budgetKey, round: budgetGate.round, as: 'WITHDRAWN' } as const]
      : []),
  ];
}

/** That it began too: whoever decided so may have died, and the run gone on to its end before the news came again. */
function announcements(state: RunState): RunCommand[] {
  const { status, steps, budgetGate } = state;
  const hasBegun = Object.values(steps).some(({ attempt }) => attempt > 0) || status === 'WAITING';
  const started = hasBegun ? [announcement('run.started', state)] : [];
  switch (status) {
    case 'RUNNING':
      return started;
    case 'WAITING': {
      const isGated = budgetGate?.isOpen === true || Object.values(steps).some((step) => step.status === 'GATED');
      return [...started, ...(isGated ? [announcement('run.gated', state)] : [])];
    }
    case 'COMPLETED':
      return [...started, announcement('run.completed', state)];
    case 'FAILED':
      return [...started, announcement('run.failed', state)];
    case 'CANCELLED':
      return [...started, announcement('run.cancelled', state)];
  }
}
