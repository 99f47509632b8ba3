import * as z from 'zod/mini';
import type { AssessmentDimension } from '../assessment/dimensions.ts';
import { assessmentDimensions } from '../assessment/dimensions.ts';
import { type EventDetail, eventSchemaVersion, type FactoryEvent } from '../events/registry.ts';

type Progress = Readonly<Record<AssessmentDimension, number>>;

/**
 * An answer that is decided but perhaps not delivered. It is written together with the state that it comes from, so
 * that whoever finds it can deliver it: every effect of it has an id of its own and happens once.
 */
export const outboxSchema = z.object({
  replyId: z.string(),
  replyTo: z.string(),
  sessionId: z.string(),
  agentId: z.string(),
  reply: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  correlationId: z.string(),
  timestamp: z.string(),
  /** What the progress was before this answer. */
  progressBefore: z.record(z.string(), z.number()),
  wasComplete: z.boolean(),
  changed: z.boolean(),
});
export type Outbox = z.infer<typeof outboxSchema>;

/** The record as it stands with the answer. */
interface Decided {
  readonly projectId: string;
  readonly organization: string;
  readonly version: number;
  readonly progress: Progress;
  readonly completedAt?: string | null | undefined;
}

/** What the bus is told of an answer: progress of each dimension that moved, completion when it is reached, the reply. */
export function eventsOfReply(record: Decided, outbox: Outbox): FactoryEvent[] {
  const { projectId, organization, version, progress } = record;
  const envelope = (what: string) => ({
    schemaVersion: eventSchemaVersion,
    organization,
    projectId,
    correlationId: outbox.correlationId,
    idempotencyKey: `${outbox.replyId}:${what}`,
  });
  const isRevised = outbox.wasComplete && outbox.changed;
  const moved = assessmentDimensions.filter((dimension) => progress[dimension] !== outbox.progressBefore[dimension]);
  // A revision may leave every percentage as it was, and still the report is another.
  const told: readonly AssessmentDimension[] = moved.length === 0 && isRevised ? ['technical'] : moved;
  const progressEvents = told.map(
    (dimension, index): FactoryEvent => ({
      name: 'assessment.progress.updated',
      detail: {
        ...envelope(`progress.${dimension}`),
        dimension,
        completionPercentage: progress[dimension],
        progress,
        version,
        revised: isRevised && index === 0,
      },
    }),
  );
  const replied: EventDetail<'message.agent_replied'> = {
    ...envelope('replied'),
    messageId: outbox.replyId,
    sessionId: outbox.sessionId,
    agentId: outbox.agentId,
    replyTo: outbox.replyTo,
  };
  return [
    ...progressEvents,
    ...(record.completedAt && !outbox.wasComplete
      ? [completed(record, record.completedAt, envelope('completed'))]
      : []),
    { name: 'message.agent_replied', detail: replied },
  ];
}

function completed(
  record: Decided,
  completedAt: string,
  envelope: Pick<
    EventDetail<'assessment.completed'>,
    'schemaVersion' | 'organization' | 'projectId' | 'correlationId' | 'idempotencyKey'
  >,
): FactoryEvent {
  const { progress, version } = record;
  const allDimensionsComplete = Object.values(progress).every((share) => share === 100);
  return {
    name: 'assessment.completed',
    detail: { ...envelope, allDimensionsComplete, progress, version, completedAt },
  };
}

/** The time a reply carries: never before the message that it answers, whichever clock was behind. */
export function replyTimestamp(sentAt: string, now: Date): string {
  return new Date(Math.max(now.getTime(), Date.parse(sentAt) + 1)).toISOString();
}
