import { cutText } from '../blueprint/cut-text.ts';
import { feedbackMaxBytes } from './approval.ts';
import { carriedOver } from './attempt.ts';
import { budgetKey, decideBudget } from './budget.ts';
import type { Draft } from './draft.ts';
import { settleFanOut } from './fan-out.ts';
import { completeStep } from './gate.ts';
import { fitReason } from './reason.ts';
import type { RunInput, StepState } from './state.ts';
import { isRunOver } from './statuses.ts';

type Decided = Extract<RunInput, { kind: 'approval.decided' }>;

/** A decision counts for the round of the gate that is open. */
export function decideGate(draft: Draft, input: Decided): void {
  if (isRunOver(draft.run.status)) return;
  if (input.key === budgetKey) return decideBudget(draft, input);
  const step = draft.find(input.key);
  if (step?.status !== 'GATED' || step.round !== input.round) return;
  switch (input.decision) {
    case 'approve':
      return completeStep(draft, input.key);
    case 'reject': {
      const reason = fitReason(`Rejected by ${input.by}${input.comment === '' ? '' : `: ${input.comment}`}`);
      return draft.put(input.key, { ...carriedOver(step), status: 'FAILED', reason });
    }
    case 'request_changes':
      return redo(draft, input.key, cutText(input.comment, feedbackMaxBytes));
  }
}

/** Has the step run again, with all its branches; results of attempts so far count no longer. */
export function redo(draft: Draft, stepId: string, feedback?: string): void {
  const step = draft.find(stepId);
  if (!step) return;
  if (step.branches === undefined) return draft.put(stepId, { ...anew(step), feedback });
  for (const key of draft.leavesOf(stepId)) {
    const branch = draft.find(key);
    if (branch) draft.put(key, anew(branch));
  }
  draft.put(stepId, { ...carriedOver(step), status: 'SCHEDULED', feedback });
  settleFanOut(draft, stepId);
}

/** To be begun again by a person's wish: earlier attempts neither count nor add to the failures. */
export function anew(step: StepState): StepState {
  return { ...carriedOver(step), status: 'PENDING', since: step.attempt + 1, feedback: step.feedback };
}
