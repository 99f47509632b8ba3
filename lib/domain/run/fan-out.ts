import type { Step } from '../blueprint/schema.ts';
import { carriedOver, startOf } from './attempt.ts';
import type { Draft } from './draft.ts';
import { finishStep } from './gate.ts';
import { fitReason } from './reason.ts';
import type { StepState } from './state.ts';
import { stepKey } from './step-key.ts';

/** Bytes that the states of all steps and branches may take together; facts and failures need the rest. */
const stepStatesMaxBytes = 60_000;

/** Of the state of a branch without its key, quotes, colon and comma included. */
const branchBytes = 50;

/** Gives the step its branches, as many as its list is long. */
export function fanOut(draft: Draft, step: Step, state: StepState): void {
  const length = lengthOf(draft, step);
  if (typeof length === 'string') return failStep(draft, step.id, state, length);
  draft.put(step.id, {
    ...carriedOver(state),
    status: 'SCHEDULED',
    branches: length,
    startedAt: startOf(draft, step.id, state),
  });
  for (let branch = 0; branch < length; branch += 1) {
    draft.put(stepKey(step.id, branch), { status: 'PENDING', attempt: 0 });
  }
  if (length === 0) settleFanOut(draft, step.id);
}

/** How many branches there are, or why there cannot be any. */
function lengthOf(draft: Draft, { id, forEach }: Step): number | string {
  if (!forEach) return 0;
  const fact = draft.run.facts[forEach.from] ?? null;
  if (fact === null) return 0;
  if (typeof fact !== 'object' || !('length' in fact)) return `${forEach.from} is not a list.`;
  if (fact.length > forEach.limit) {
    return `${forEach.from} has ${fact.length} elements; the step takes ${forEach.limit} at most.`;
  }
  const bytes = JSON.stringify(draft.steps).length + fact.length * (id.length + branchBytes);
  return bytes > stepStatesMaxBytes
    ? `${fact.length} branches are more than the run has room for beside its other steps.`
    : fact.length;
}

/** Brings the step in line with its branches: failed with the first of them, done with the last. */
export function settleFanOut(draft: Draft, stepId: string): void {
  const step = draft.find(stepId);
  if (!step) return;
  const branches = draft.leavesOf(stepId).map((key) => draft.find(key));
  const failed = branches.findIndex((branch) => branch?.status === 'FAILED');
  if (failed >= 0) {
    return failStep(draft, stepId, step, `Branch ${failed}: ${branches[failed]?.reason ?? 'failed'}`);
  }
  if (branches.every((branch) => branch?.status === 'SUCCEEDED')) {
    const path = `steps.${stepId}.output`;
    if (draft.plan.deciding.has(path)) draft.learn({ [path]: { length: branches.length } });
    return finishStep(draft, stepId);
  }
  if (step.status !== 'SCHEDULED') {
    draft.put(stepId, { ...carriedOver(step), status: 'SCHEDULED', feedback: step.feedback });
  }
}

function failStep(draft: Draft, stepId: string, step: StepState, reason: string): void {
  draft.put(stepId, { ...carriedOver(step), status: 'FAILED', reason: fitReason(reason), feedback: step.feedback });
}
