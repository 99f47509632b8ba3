import { announcement } from './announcement.ts';
import { carriedOver } from './attempt.ts';
import type { Draft } from './draft.ts';
import { withdrawGates } from './settle.ts';
import { isRunOver } from './statuses.ts';

/** Ends the run for good: whatever is not done yet counts as cancelled, and results that still come are ignored. */
export function cancel(draft: Draft, by: string): void {
  if (isRunOver(draft.run.status)) return;
  withdrawGates(draft);
  for (const [key, step] of Object.entries(draft.steps)) {
    switch (step.status) {
      case 'PENDING':
      case 'SCHEDULED':
      case 'RETRYING':
      case 'WAITING':
      case 'GATED':
        draft.put(key, { ...carriedOver(step), status: 'CANCELLED' });
        break;
      case 'SUCCEEDED':
      case 'REUSED':
      case 'SKIPPED':
      case 'FAILED':
      case 'CANCELLED':
        break;
    }
  }
  draft.patch({ status: 'CANCELLED', cancelledBy: by, endedAt: draft.at });
  draft.command(announcement('run.cancelled', draft.run));
}
