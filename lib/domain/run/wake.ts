import type { RunState } from './state.ts';
import { isRunOver } from './statuses.ts';

/** When the run has to be looked at again even if nothing is heard: its earliest deadline, in milliseconds. */
export function nextWake(state: RunState): number | undefined {
  if (isRunOver(state.status)) return undefined;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { status, dueAt, gateDueAt } of Object.values(state.steps)) {
    if (dueAt !== undefined) earliest = Math.min(earliest, dueAt);
    if (status === 'GATED' && gateDueAt !== undefined) earliest = Math.min(earliest, gateDueAt);
  }
  return Number.isFinite(earliest) ? earliest : undefined;
}
