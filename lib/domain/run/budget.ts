import type { Draft } from './draft.ts';
import { fitReason } from './reason.ts';
import type { RunInput } from './state.ts';

/** Names the gate of the run's budget, where other gates have the id of their step. */
export const budgetKey = 'budget';

/** Adds the cost of an attempt, once, even when its result comes too late to count: it was spent. */
export function charge(draft: Draft, { key, attempt, usd }: { key: string; attempt: number; usd: number }): void {
  const step = draft.find(key);
  if (!step || !(usd > 0) || !Number.isFinite(usd)) return;
  if (attempt < 1 || attempt > step.attempt || step.charged?.includes(attempt)) return;
  draft.put(key, { ...step, charged: [...(step.charged ?? []), attempt] });
  draft.patch({ spentUsd: Math.round((draft.run.spentUsd + usd) * 1e9) / 1e9 });
  crossThresholds(draft);
}

function crossThresholds(draft: Draft): void {
  const { spentUsd, notified } = draft.run;
  const budget = draft.plan.blueprint.budget;
  if (!budget) return;
  const crossed = budget.thresholds.filter((share) => share > notified && spentUsd >= share * budget.usd);
  if (crossed.length === 0) return;
  draft.patch({ notified: Math.max(...crossed) });
  for (const threshold of crossed.toSorted((a, b) => a - b)) {
    draft.command({ kind: 'budget-crossed', threshold, spentUsd });
  }
}

/** Whether nothing may begin before somebody has approved further spending. */
export function isBudgetUsedUp({ run, plan }: Draft): boolean {
  const budget = plan.blueprint.budget;
  return budget !== undefined && run.spentUsd >= (run.allowedUsd ?? budget.usd);
}

export function openBudgetGate(draft: Draft): void {
  const { budgetGate } = draft.run;
  if (budgetGate?.isOpen) return;
  const round = (budgetGate?.round ?? 0) + 1;
  draft.patch({ budgetGate: { round, isOpen: true } });
  draft.command({ kind: 'open-gate', key: budgetKey, round });
}

/** Approval allows as much again; anything else ends the run when what is at work is done. */
export function decideBudget(draft: Draft, input: Extract<RunInput, { kind: 'approval.decided' }>): void {
  const { budgetGate, allowedUsd } = draft.run;
  const budget = draft.plan.blueprint.budget;
  if (!budget || !budgetGate?.isOpen || budgetGate.round !== input.round) return;
  draft.patch({ budgetGate: { ...budgetGate, isOpen: false } });
  if (input.decision === 'approve') draft.patch({ allowedUsd: (allowedUsd ?? budget.usd) + budget.usd });
  else
    draft.patch({
      reason: fitReason(`${input.by} did not approve spending beyond the budget. ${input.comment}`.trim()),
    });
}

/** Takes the question back, where it is open. */
export function withdrawBudgetGate(draft: Draft): void {
  const { budgetGate } = draft.run;
  if (!budgetGate?.isOpen) return;
  draft.patch({ budgetGate: { ...budgetGate, isOpen: false } });
  draft.command({ kind: 'close-gate', key: budgetKey, round: budgetGate.round, as: 'WITHDRAWN' });
}
