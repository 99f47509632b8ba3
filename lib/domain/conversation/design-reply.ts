import { eventSchemaVersion, type FactoryEvent } from '../events/registry.ts';
import type { Outbox } from './reply.ts';

/** The record as it stands with the answer. */
interface Decided {
  readonly projectId: string;
  readonly organization: string;
  readonly version: number;
  readonly completedAt?: string | null | undefined;
}

/** What the bus is told of an answer of the agent that interviews for a design: the reply, and the end where it is reached. */
export function eventsOfDesignReply(record: Decided, outbox: Outbox): FactoryEvent[] {
  const { projectId, organization, version, completedAt } = record;
  const { replyId, sessionId, agentId, replyTo, correlationId } = outbox;
  const envelope = (what: string) => ({
    ...{ schemaVersion: eventSchemaVersion, organization, projectId, correlationId },
    idempotencyKey: `${replyId}:${what}`,
  });
  const replied: FactoryEvent = {
    name: 'message.agent_replied',
    detail: { ...envelope('replied'), messageId: replyId, sessionId, agentId, replyTo },
  };
  if (!completedAt || outbox.wasComplete) return [replied];
  return [
    { name: 'interview.completed', detail: { ...envelope('completed'), agentId, version, completedAt } },
    replied,
  ];
}
