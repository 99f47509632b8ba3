import { type EventDetail, eventSchemaVersion, type FactoryEvent } from '#lib/domain/events/registry';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { RunStepRecord } from '#lib/repositories/run-step';

type Outcome = EventDetail<'task.completion'>['outcome'];

/** Tells the supervisor how an attempt ended; the same however often it is told. */
export function completionEvent(
  message: WorkerMessage,
  { attempt, outcome, usd }: { attempt: number; outcome: Outcome; usd: number },
): FactoryEvent {
  const { runId: orchestrationId, organization, projectId, correlationId, key } = message;
  const what = outcome.kind === 'postponed' ? `postponed.${outcome.until}` : outcome.kind;
  const idempotencyKey = `${orchestrationId}:${key}:${attempt}:${what}`;
  return {
    name: 'task.completion',
    detail: {
      ...{ schemaVersion: eventSchemaVersion, organization, projectId, correlationId, idempotencyKey },
      ...{ orchestrationId, key, attempt, outcome, usd },
    },
  };
}

/** The same from the record of an attempt that has ended; undefined while it is at work. */
export function completionOf(record: RunStepRecord, message: WorkerMessage): FactoryEvent | undefined {
  const { status, attempt, facts, reason, isRetryable, usd } = record;
  switch (status) {
    case 'RUNNING':
      return undefined;
    case 'SUCCEEDED':
      return completionEvent(message, { attempt, usd: usd ?? 0, outcome: { kind: 'succeeded', facts: facts ?? {} } });
    case 'FAILED': {
      const outcome = { kind: 'failed', retryable: isRetryable ?? false, reason: reason ?? 'unknown' } as const;
      return completionEvent(message, { attempt, usd: usd ?? 0, outcome });
    }
  }
}

/** Has the supervisor command everything of the run again that is under way: it may not have been done. */
export const resumeEvent = (message: WorkerMessage): FactoryEvent => requestEvent(message, 'resume');

/** Asks the supervisor for something about the message's run. */
export function requestEvent(message: WorkerMessage, kind: 'start' | 'resume'): FactoryEvent {
  const { runId: orchestrationId, organization, projectId, correlationId, key, attempt } = message;
  const idempotencyKey = `${orchestrationId}:${key}:${attempt}:${kind}`;
  const envelope = { schemaVersion: eventSchemaVersion, organization, projectId, correlationId, idempotencyKey };
  return { name: 'task.request', detail: { ...envelope, orchestrationId, taskDetails: { kind } } };
}
