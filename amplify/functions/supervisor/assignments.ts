import type { RunCommand } from '#lib/domain/run/state';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { RunRecord } from '#lib/repositories/run';
import type { Assignment } from './ports.ts';

/** The work that is to be handed out because of a decision. */
export function assignmentsOf({
  record,
  commands,
}: {
  readonly record: RunRecord;
  readonly commands: readonly RunCommand[];
}): Assignment[] {
  return commands.flatMap((command) =>
    command.kind === 'execute' ? [{ message: messageFor(record, command), delaySeconds: command.delaySeconds }] : [],
  );
}

/** The message of an attempt. */
export function messageFor(
  record: RunRecord,
  { key, attempt, since, feedback }: { key: string; attempt: number; since: number; feedback?: string | undefined },
): WorkerMessage {
  const { id: runId, organization, projectId, correlationId } = record;
  const message = { runId, organization, projectId, key, attempt, since, correlationId };
  return feedback === undefined ? message : { ...message, feedback };
}
