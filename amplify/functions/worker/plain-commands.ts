import type { FactoryEvent } from '#lib/domain/events/registry';
import type { RunCommand, RunState } from '#lib/domain/run/state';
import type { RunRecord } from '#lib/repositories/run';
import { overNotification } from '../supervisor/announcements.ts';
import { messageFor } from '../supervisor/assignments.ts';
import { change, milestone } from '../supervisor/run-events.ts';
import type { DrivingPorts, WorkerPorts } from './ports.ts';

type Execute = Extract<RunCommand, { kind: 'execute' }>;

interface Decided {
  readonly record: RunRecord;
  readonly state: RunState;
  readonly commands: readonly RunCommand[];
  /** Work that goes to the queue. */
  readonly sent: readonly Execute[];
}

/** Does what follows from a decision of a worker's, but for the work that it does itself. */
export async function carryOut(
  { record, state, commands, sent }: Decided,
  { driving, publish, now }: Pick<WorkerPorts, 'publish' | 'now'> & { readonly driving: DrivingPorts },
): Promise<void> {
  const at = new Date(now()).toISOString();
  const events: FactoryEvent[] = [];
  const waiting: Promise<void>[] = [];
  if (sent.length > 0) {
    waiting.push(
      driving.assign(
        sent.map((command) => ({ message: messageFor(record, command), delaySeconds: command.delaySeconds })),
      ),
    );
  }
  for (const command of commands) {
    if (command.kind === 'milestone') events.push(milestone(record, command));
    if (command.kind !== 'announce') continue;
    events.push({ name: command.event, detail: change(record, command, state.reason ?? null) });
    if (command.event === 'run.completed') {
      waiting.push(driving.notify(overNotification(record, command.event, state, at)));
    }
  }
  if (events.length > 0) waiting.push(publish(events));
  await Promise.all(waiting);
}
