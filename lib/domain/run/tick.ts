import { isAtWork } from './attempt.ts';
import type { Draft } from './draft.ts';
import { lapse } from './gate.ts';
import { failAttempt } from './outcome.ts';
import { timeoutMsOf } from './plan.ts';
import { isRunOver } from './statuses.ts';

/** Gives up attempts and closes gates whose time has passed. */
export function tick(draft: Draft): void {
  if (isRunOver(draft.run.status)) return;
  for (const [key, step] of Object.entries(draft.steps)) {
    if (isAtWork(step) && isPast(step.dueAt, draft.at)) {
      const seconds = timeoutMsOf(draft.stepOf(key)) / 1000;
      failAttempt(draft, { key, retryable: true, reason: `Timed out after ${seconds} s.` });
    }
    if (step.status === 'GATED' && isPast(step.gateDueAt, draft.at)) lapse(draft, key);
  }
}

function isPast(dueAt: number | undefined, at: number): boolean {
  return dueAt !== undefined && dueAt <= at;
}
