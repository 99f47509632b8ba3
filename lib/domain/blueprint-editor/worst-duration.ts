import { dependenciesOf } from '../blueprint/graph.ts';
import type { Blueprint, Step } from '../blueprint/schema.ts';
import { retryOf, timeoutMsOf } from '../run/plan.ts';

type Planned = { readonly step: Step; readonly branches: { readonly count: number } | undefined };

/**
 * The longest that the steps can take, in milliseconds: every attempt fails at its timeout until the last, deadlines of
 * gates pass wholly. Where more would be at work than may be at once, Graham's bound for list scheduling holds
 * (R. L. Graham, 1969): the longest way, and the rest of the work shared by all places.
 */
export function worstDuration(blueprint: Blueprint, planned: readonly Planned[]): number {
  const own = new Map(planned.map(({ step }) => [step.id, worstOfStep(step)]));
  const gates = new Map(planned.map(({ step }) => [step.id, (step.gate?.deadlineSeconds ?? 0) * 1000]));
  const longest = longestWay(blueprint, (id) => (own.get(id) ?? 0) + (gates.get(id) ?? 0));
  const parts = planned.map(({ step, branches }) => ({ count: branches?.count ?? 1, each: own.get(step.id) ?? 0 }));
  const places = blueprint.maxParallel;
  if (parts.reduce((sum, { count }) => sum + count, 0) <= places) return longest;
  const work = parts.reduce((sum, { count, each }) => sum + count * each, 0);
  const onWay = longestWay(blueprint, (id) => own.get(id) ?? 0);
  return longest + Math.max(0, Math.ceil((work - onWay) / places));
}

function worstOfStep(step: Step): number {
  const { attempts, backoffSeconds, factor, maxBackoffSeconds, jitter } = retryOf(step);
  let total = attempts * timeoutMsOf(step);
  for (let failures = 1; failures < attempts; failures += 1) {
    total += 1000 * Math.min(maxBackoffSeconds, backoffSeconds * factor ** (failures - 1)) * (1 + jitter);
  }
  return Math.ceil(total);
}

function longestWay(blueprint: Blueprint, lengthOf: (id: string) => number): number {
  const dependencies = dependenciesOf(blueprint);
  const ends = new Map<string, number>();
  const endOf = (id: string): number => {
    const known = ends.get(id);
    if (known !== undefined) return known;
    // Of a cycle, which cannot run, every step counts once.
    ends.set(id, 0);
    const begin = Math.max(0, ...(dependencies.get(id) ?? []).map(endOf));
    ends.set(id, begin + lengthOf(id));
    return begin + lengthOf(id);
  };
  return Math.max(0, ...blueprint.steps.map(({ id }) => endOf(id)));
}
