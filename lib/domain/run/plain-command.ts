import type { RunCommand } from './state.ts';

/** Whether a worker may carry it out: work, and news of a run that goes well. The rest is the supervisor's. */
export function isPlain(command: RunCommand): boolean {
  switch (command.kind) {
    case 'execute':
    case 'milestone':
      return true;
    case 'announce':
      return command.event !== 'run.failed' && command.event !== 'run.cancelled';
    case 'open-gate':
    case 'close-gate':
    case 'budget-crossed':
    case 'dead-letter':
    case 'redriven':
      return false;
  }
}
