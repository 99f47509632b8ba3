import { decide } from '#lib/domain/run/decide';
import { isPlain } from '#lib/domain/run/plain-command';
import { nextWake } from '#lib/domain/run/wake';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { RunRecord } from '#lib/repositories/run';
import { changedSteps } from '../supervisor/advance-run.ts';
import { requestEvent, resumeEvent } from './completion.ts';
import { carryOut } from './plain-commands.ts';
import type { WorkerPorts } from './ports.ts';

/**
 * Begins a run, as the supervisor would, for the message of one of its first steps; the others go to the queue. The
 * message is the safety net: coming again, it has the supervisor command everything that is under way.
 * @returns the run as it stands then; undefined where the supervisor is to begin it, or somebody else just did.
 */
export async function begin(
  run: RunRecord,
  message: WorkerMessage,
  ports: WorkerPorts,
): Promise<RunRecord | undefined> {
  // Whatever is written of a run but its creation is a decision, and the first one begins it.
  if (run.version > 0) {
    // By this very message it may be, whose worker was lost before all of it was handed out.
    if (message.isAgain) await ports.publish([resumeEvent(message)]);
    return run;
  }
  const { driving } = ports;
  const { state, commands } = decide(run.definition, run.state, { kind: 'started', at: ports.now() });
  const executes = commands.filter((command) => command.kind === 'execute');
  const isOwn = (command: (typeof executes)[number]) =>
    command.key === message.key && command.attempt === message.attempt && command.delaySeconds === 0;
  if (!driving || !executes.some(isOwn) || !commands.every(isPlain)) {
    await ports.publish([requestEvent(message, 'start')]);
    return undefined;
  }
  const others = executes.filter((command) => !isOwn(command));
  // What this takes is counted with the step.
  const update = {
    record: run,
    state,
    usage: run.usage,
    steps: changedSteps(run.state, state),
    wakeAt: nextWake(state),
  };
  if (!(await driving.save(update))) {
    // Also where the answer to this very write was lost: nobody knows then what followed.
    await ports.publish([resumeEvent(message)]);
    return undefined;
  }
  const begun = { ...run, state, status: state.status, version: run.version + 1 };
  await carryOut({ record: begun, state, commands, sent: others }, { ...ports, driving });
  return begun;
}
