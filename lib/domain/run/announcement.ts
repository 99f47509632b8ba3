import type { RunCommand, RunState } from './state.ts';

type Announcement = Extract<RunCommand, { kind: 'announce' }>;

/** News of what a run came to; the same of the same time that it did, another of the next. */
export function announcement(event: Announcement['event'], state: RunState): Announcement {
  const occurrence = occurrenceOf(event, state);
  return { kind: 'announce', event, ...(occurrence === undefined ? {} : { occurrence }) };
}

function occurrenceOf(event: Announcement['event'], { steps, budgetGate, endedAt }: RunState): number | undefined {
  switch (event) {
    case 'run.failed':
      return endedAt;
    case 'run.gated': {
      const rounds = Object.values(steps).map(({ round = 0 }) => round);
      return rounds.reduce((sum, round) => sum + round, budgetGate?.round ?? 0);
    }
    case 'run.started':
    case 'run.completed':
    case 'run.cancelled':
      return undefined;
  }
}
