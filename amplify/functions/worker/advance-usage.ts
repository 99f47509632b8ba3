import { addUsage, type UsageLine, usageOfRequest } from '#lib/domain/cost/usage';
import type { RunCommand, RunState } from '#lib/domain/run/state';

/** Bytes of a message, an event, a notification, roughly. */
const smallBytes = 1000;

/**
 * What a worker uses for a decision beside its step's own write, known before it is written: the run's item in the same
 * request, so many messages `sent`, what is told. Its time is the step's.
 */
export function usageOfAdvance(decision: {
  readonly state: RunState;
  readonly commands: readonly RunCommand[];
  readonly sent: number;
}): UsageLine[] {
  const { state, commands, sent } = decision;
  const small = { requestBytes: smallBytes, responseBytes: smallBytes, entries: 1 } as const;
  const requestBytes = JSON.stringify(state).length;
  const item = usageOfRequest({ ...small, service: 'appsync', operation: 'saveRun', requestBytes });
  const events = commands.filter(({ kind }) => kind === 'announce' || kind === 'milestone').length;
  const notifications = commands.filter((command) => isNotified(command)).length;
  return addUsage(
    item.filter(({ service }) => service === 'dynamodb'),
    ...Array.from({ length: Math.ceil(sent / 10) }, () =>
      usageOfRequest({ ...small, service: 'sqs', operation: 'SendMessageBatch' }),
    ),
    events > 0 ? usageOfRequest({ ...small, service: 'eventbridge', operation: 'PutEvents', entries: events }) : [],
    ...Array.from({ length: notifications }, () =>
      usageOfRequest({ ...small, service: 'appsync', operation: 'createNotification' }),
    ),
  );
}

/** People are told of a run's end, not of its steps. */
function isNotified(command: RunCommand): boolean {
  return command.kind === 'announce' && command.event === 'run.completed';
}
