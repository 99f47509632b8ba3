import type { Blueprint } from '../blueprint/schema.ts';
import { fail, type Outcome, succeed } from '../outcome/outcome.ts';
import { beginRun } from './begin.ts';
import { planOf } from './plan.ts';
import type { RunState, StepState } from './state.ts';

export interface Replay {
  readonly blueprint: Blueprint;
  readonly source: RunState;
  readonly sourceRunId: string;
  readonly fromStep: string;
  readonly at: number;
}

/**
 * The state of a run that takes over what another one has done before a step, and goes on there. The step and all that
 * follow from it run again; of the others those run that have no result yet. It fails when the step needs one of them.
 */
export function replayState({ blueprint, source, sourceRunId, fromStep, at }: Replay): Outcome<RunState> {
  const plan = planOf(blueprint);
  if (!plan.steps.has(fromStep)) return refuse('STEP_NOT_FOUND', `The run has no step "${fromStep}". Check its id.`);
  const again = downstreamOf(fromStep, plan.dependencies);
  const reused = new Map<string, StepState>();
  for (const { id } of blueprint.steps) {
    const result = again.has(id) ? undefined : takenOver(source.steps[id], sourceRunId);
    if (result) reused.set(id, result);
  }
  const missing = upstreamOf(fromStep, plan.dependencies).find((id) => !reused.has(id));
  if (missing !== undefined) {
    return refuse('STEP_WITHOUT_RESULT', `"${missing}" has no result yet. Replay from there or from a step before it.`);
  }
  const facts = Object.fromEntries(Object.entries(source.facts).filter(([path]) => isKept(path, reused)));
  const begun = beginRun({ blueprint, facts, at });
  return succeed({ ...begun, steps: { ...begun.steps, ...Object.fromEntries(reused) } });
}

function refuse(code: string, message: string) {
  return fail({ type: code === 'STEP_NOT_FOUND' ? 'NotFound' : 'Conflict', code, field: 'fromStepId', message });
}

/** A skipped step stays skipped; its result is that there is none. */
function takenOver(step: StepState | undefined, sourceRunId: string): StepState | undefined {
  if (step?.status === 'SKIPPED') return { status: 'SKIPPED', attempt: 0 };
  if (step?.status !== 'SUCCEEDED' && step?.status !== 'REUSED') return undefined;
  const { branches, reusedFrom = sourceRunId } = step;
  return { status: 'REUSED', attempt: 0, reusedFrom, ...(branches === undefined ? {} : { branches }) };
}

/** Facts of the run's input and project are kept with those of the steps that are taken over. */
function isKept(path: string, reused: ReadonlyMap<string, StepState>): boolean {
  const [root, id = ''] = path.split('.', 2);
  return root !== 'steps' || reused.has(id);
}

type Edges = ReadonlyMap<string, readonly string[]>;

function upstreamOf(stepId: string, dependencies: Edges): readonly string[] {
  const found = new Set<string>([stepId]);
  for (const id of found) for (const dependency of dependencies.get(id) ?? []) found.add(dependency);
  found.delete(stepId);
  return [...found];
}

/** The step itself and every step that depends on it. */
function downstreamOf(stepId: string, dependencies: Edges): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const [id, needed] of dependencies) {
    for (const dependency of needed) dependents.set(dependency, [...(dependents.get(dependency) ?? []), id]);
  }
  const found = new Set<string>([stepId]);
  for (const id of found) for (const dependent of dependents.get(id) ?? []) found.add(dependent);
  return found;
}
