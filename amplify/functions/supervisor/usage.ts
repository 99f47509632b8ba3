import { addUsage, type UsageLine, usageOfFunction, usageOfRequest } from '#lib/domain/cost/usage';
import type { RunCommand, RunState } from '#lib/domain/run/state';

/** What a decision's part in a batch comes to. */
export interface DecisionShare {
  readonly commands: readonly RunCommand[];
  readonly state: RunState;
  /** Billed time up to the write, in milliseconds, and that after the last write which was not counted yet. */
  readonly milliseconds: number;
  readonly memoryMb: number;
  /** Runs that the batch is shared by, and messages of this run among those of the batch. */
  readonly runs: number;
  readonly messages: number;
  readonly batchSize: number;
}

/** Bytes of a message, an event, a notification, roughly. */
const smallBytes = 1000;

/**
 * What the supervisor uses for one decision, known before it is written: the read and the write of the run, the work
 * that is handed out, what is told. Requests that serve several runs at once are shared.
 */
export function usageOfDecision(share: DecisionShare): UsageLine[] {
  const { commands, state, milliseconds, memoryMb, runs, messages, batchSize } = share;
  const stateBytes = JSON.stringify(state).length;
  const small = { requestBytes: smallBytes, responseBytes: smallBytes, entries: 1 } as const;
  const count = (...kinds: RunCommand['kind'][]) => commands.filter(({ kind }) => kinds.includes(kind)).length;
  const times = (times: number, lines: UsageLine[]) =>
    lines.map((line) => ({ ...line, quantity: line.quantity * times, requests: line.requests * times }));
  const sends = Math.ceil(count('execute') / 10) / (count('execute') > 0 ? runs : 1);
  const events = count('announce', 'milestone', 'budget-crossed', 'open-gate');
  const written = count('open-gate') * 2 + count('close-gate', 'announce', 'budget-crossed');
  const read = {
    ...small,
    service: 'dynamodb',
    operation: 'GetItem',
    responseBytes: stateBytes,
    isConsistent: true,
  } as const;
  return addUsage(
    // Each run is read for its own units, all in one request.
    usageOfRequest(read).map((line) => ({ ...line, requests: line.requests / runs })),
    // Once more after each gate that is opened.
    times(count('open-gate'), usageOfRequest(read)),
    usageOfRequest({ ...small, service: 'appsync', operation: 'saveRun', requestBytes: stateBytes }),
    times(sends, usageOfRequest({ ...small, service: 'sqs', operation: 'SendMessageBatch' })),
    times(count('dead-letter', 'redriven'), usageOfRequest({ ...small, service: 'dynamodb', operation: 'PutItem' })),
    events > 0 ? usageOfRequest({ ...small, service: 'eventbridge', operation: 'PutEvents', entries: events }) : [],
    times(written, usageOfRequest({ ...small, service: 'appsync', operation: 'createNotification' })),
    // Received and deleted together with the rest of the batch.
    [{ service: 'sqs', item: 'request', quantity: (2 * messages) / batchSize, requests: (2 * messages) / batchSize }],
    usageOfFunction({ milliseconds, memoryMb, invocations: messages / batchSize }),
  );
}
