import { type Dependencies, decidingPaths, dependenciesOf, watchedPaths } from '../blueprint/graph.ts';
import type { Blueprint, RetryPolicy, Step } from '../blueprint/schema.ts';

/** A blueprint, looked up. */
export interface RunPlan {
  readonly blueprint: Blueprint;
  readonly steps: ReadonlyMap<string, Step>;
  readonly dependencies: Dependencies;
  readonly watched: ReadonlyMap<string, ReadonlySet<string>>;
  /** Everything that conditions and fan-outs go by. */
  readonly deciding: ReadonlySet<string>;
  /** Whether times of steps are kept in the state: with many steps they would fill it, and the records have them. */
  readonly keepsTimes: boolean;
}

const plans = new WeakMap<Blueprint, RunPlan>();

/** Made once for each blueprint object: a batch of inputs is decided with the same one. */
export function planOf(blueprint: Blueprint): RunPlan {
  const known = plans.get(blueprint);
  if (known) return known;
  const plan: RunPlan = {
    blueprint,
    steps: new Map(blueprint.steps.map((step) => [step.id, step])),
    dependencies: dependenciesOf(blueprint),
    watched: new Map(Object.entries(watchedPaths(blueprint)).map(([id, paths]) => [id, new Set(paths)])),
    deciding: new Set(blueprint.steps.flatMap(decidingPaths)),
    keepsTimes: blueprint.steps.length <= 100,
  };
  plans.set(blueprint, plan);
  return plan;
}

export const defaultRetry: RetryPolicy = {
  attempts: 3,
  backoffSeconds: 1,
  factor: 2,
  maxBackoffSeconds: 60,
  jitter: 0.2,
};

/** Longer than SQS and the workers take to notice a dead worker themselves. */
export const defaultTimeoutSeconds = 3600;

export function retryOf(step: Step): RetryPolicy {
  return step.retry ?? defaultRetry;
}

export function timeoutMsOf(step: Step): number {
  return (step.timeoutSeconds ?? defaultTimeoutSeconds) * 1000;
}
