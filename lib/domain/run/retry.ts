import { beginAttempt } from './attempt.ts';
import { isBudgetUsedUp } from './budget.ts';
import type { Draft } from './draft.ts';
import { settleFanOut } from './fan-out.ts';
import { openGate } from './gate.ts';
import { anew, redo } from './gate-decision.ts';
import type { RunInput } from './state.ts';
import { parseKey } from './step-key.ts';

/** Goes on with a run that has failed, at a step that has, or at a branch of it; a fan-out's step means all that failed. */
export function retry(draft: Draft, { key, failedAt }: Extract<RunInput, { kind: 'retried' }>): void {
  const step = draft.find(key);
  if (draft.run.status !== 'FAILED' || step?.status !== 'FAILED') return;
  if (failedAt !== undefined && failedAt !== draft.run.endedAt) return;
  draft.patch({ status: 'RUNNING', endedAt: undefined, reason: undefined });
  resume(draft);
  const { stepId } = parseKey(key);
  const failed = draft.leavesOf(stepId).filter((leaf) => draft.find(leaf)?.status === 'FAILED');
  if (failed.length === 0) return redo(draft, stepId);
  beginAgain(draft, key === stepId ? failed : [key]);
  if (!failed.includes(stepId)) settleFanOut(draft, stepId);
}

function beginAgain(draft: Draft, keys: readonly string[]): void {
  for (const key of keys) {
    const state = draft.find(key);
    if (!state) continue;
    const { attempt, redriven = [] } = state;
    const hasLetter = state.failures !== undefined;
    if (hasLetter) draft.command({ kind: 'redriven', key, attempt });
    draft.put(key, { ...anew(state), ...(hasLetter ? { redriven: [...redriven, attempt] } : {}) });
    const next = draft.find(key);
    // Begun here, since other steps that failed keep anything else from beginning.
    if (next && next.attempt > 0 && !isBudgetUsedUp(draft)) beginAttempt(draft, key, next);
  }
}

/** What waited when the run failed is asked for again. */
function resume(draft: Draft): void {
  for (const { id } of draft.plan.blueprint.steps) {
    if (draft.find(id)?.status === 'GATED') openGate(draft, id);
    for (const key of draft.leavesOf(id)) {
      const step = draft.find(key);
      if (step?.status === 'WAITING') draft.put(key, { ...step, status: 'PENDING' });
    }
  }
}
