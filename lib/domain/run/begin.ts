import type { Blueprint } from '../blueprint/schema.ts';
import type { Facts, RunState } from './state.ts';

/** The state of a run that is about to begin; `facts` are those at `initialPaths(blueprint)`, `at` is in milliseconds. */
export function beginRun({ blueprint, facts, at }: { blueprint: Blueprint; facts: Facts; at: number }): RunState {
  return {
    schemaVersion: 1,
    status: 'RUNNING',
    steps: Object.fromEntries(blueprint.steps.map(({ id }) => [id, { status: 'PENDING', attempt: 0 }])),
    facts,
    spentUsd: 0,
    notified: 0,
    startedAt: at,
  };
}
