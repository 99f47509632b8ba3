import * as z from 'zod/mini';
import type { Blueprint, Step } from '../blueprint/schema.ts';
import { defaultRetry, defaultTimeoutSeconds } from './plan.ts';

/** Attempts in all, and seconds of each, as agents have them for their tasks: by `agent/task`, and by `agent` for the task that is meant where none is named. */
export const workLimitsSchema = z.record(z.string(), z.object({ attempts: z.int(), timeoutSeconds: z.int() }));
export type WorkLimits = z.infer<typeof workLimitsSchema>;

/**
 * The blueprint of a run that is about to begin: where a step says nothing of retries and time, its agent's limits
 * stand in it. So the run keeps to them whatever becomes of the agent meanwhile.
 */
export function withWorkLimits(blueprint: Blueprint, limits: WorkLimits): Blueprint {
  return { ...blueprint, steps: blueprint.steps.map((step) => limited(step, limits)) };
}

function limited(step: Step, limits: WorkLimits): Step {
  const name = step.task === undefined ? step.agent : `${step.agent}/${step.task}`;
  const own = Object.hasOwn(limits, name) ? limits[name] : undefined;
  if (!own) return step;
  const { attempts, timeoutSeconds } = own;
  // What holds anyway is left out, to keep the record small.
  return {
    ...step,
    ...(step.retry || attempts === defaultRetry.attempts ? {} : { retry: { ...defaultRetry, attempts } }),
    ...(step.timeoutSeconds !== undefined || timeoutSeconds === defaultTimeoutSeconds ? {} : { timeoutSeconds }),
  };
}
