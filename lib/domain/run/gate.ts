import { carriedOver, startOf } from './attempt.ts';
import type { Draft } from './draft.ts';

/** The step's work is done: what is left is its gate. */
export function finishStep(draft: Draft, stepId: string): void {
  if (draft.stepOf(stepId).gate) openGate(draft, stepId);
  else completeStep(draft, stepId);
}

/** Asks for an approval, the first time or again. */
export function openGate(draft: Draft, stepId: string): void {
  const step = draft.find(stepId);
  if (!step) return;
  const round = (step.round ?? 0) + 1;
  const dueAt = gateDueAt(draft, stepId);
  draft.put(stepId, {
    ...carriedOver(step),
    startedAt: startOf(draft, stepId, step),
    status: 'GATED',
    round,
    gateDueAt: dueAt,
  });
  draft.command({ kind: 'open-gate', key: stepId, round, ...(dueAt === undefined ? {} : { dueAt }) });
}

function gateDueAt(draft: Draft, stepId: string): number | undefined {
  const seconds = draft.stepOf(stepId).gate?.deadlineSeconds;
  return seconds === undefined ? undefined : draft.at + seconds * 1000;
}

/** The step has its result, and its approval where it needs one. `lapsedAt` stays as the mark of a gate nobody decided. */
export function completeStep(draft: Draft, stepId: string, { lapsedAt }: { lapsedAt?: number } = {}): void {
  const step = draft.find(stepId);
  if (!step) return;
  const startedAt = startOf(draft, stepId, step);
  draft.put(stepId, {
    ...carriedOver(step),
    status: 'SUCCEEDED',
    gateDueAt: lapsedAt,
    startedAt,
    endedAt: startedAt === undefined ? undefined : draft.at,
  });
  const { milestone } = draft.stepOf(stepId);
  if (milestone) draft.command({ kind: 'milestone', milestone, key: stepId });
}

/** The gate's deadline has passed without a decision. */
export function lapse(draft: Draft, stepId: string): void {
  const step = draft.find(stepId);
  const gate = draft.stepOf(stepId).gate;
  if (!step || !gate) return;
  const { round = 1, gateDueAt: lapsedAt } = step;
  switch (gate.onLapse) {
    case 'remind': {
      const dueAt = gateDueAt(draft, stepId);
      draft.put(stepId, { ...step, gateDueAt: dueAt });
      return draft.command({
        kind: 'open-gate',
        key: stepId,
        round,
        isReminder: true,
        ...(dueAt === undefined ? {} : { dueAt }),
      });
    }
    case 'approve':
      draft.command({ kind: 'close-gate', key: stepId, round, as: 'LAPSED' });
      return completeStep(draft, stepId, { lapsedAt });
    case 'reject':
      draft.command({ kind: 'close-gate', key: stepId, round, as: 'LAPSED' });
      return draft.put(stepId, {
        ...carriedOver(step),
        status: 'FAILED',
        gateDueAt: lapsedAt,
        reason: 'Nobody approved it before the deadline.',
      });
  }
}
