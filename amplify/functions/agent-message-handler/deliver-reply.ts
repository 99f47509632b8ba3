import { type Outbox, outboxSchema } from '#lib/domain/conversation/reply';
import type { Interview, InterviewRecord } from './interview.ts';
import type { HandlerPorts } from './ports.ts';

type DeliveryPorts = Pick<HandlerPorts, 'messages' | 'publish'> & { readonly interview: Pick<Interview, 'eventsOf'> };

/** The answer that lies in a record, if any. */
export function outboxOf(record: InterviewRecord | undefined): Outbox | undefined {
  return record?.outbox ? outboxSchema.parse(record.outbox) : undefined;
}

/**
 * Publishes what follows from an answer, then stores it as a message. The message comes last: it is the mark that
 * the answer was delivered.
 */
export async function deliverReply(record: InterviewRecord, outbox: Outbox, ports: DeliveryPorts): Promise<void> {
  await ports.publish(ports.interview.eventsOf(record, outbox));
  await ports.messages.create({
    id: outbox.replyId,
    organization: record.organization,
    projectId: record.projectId,
    sessionId: outbox.sessionId,
    agentId: outbox.agentId,
    messageType: 'AGENT',
    message: outbox.reply,
    metadata: outbox.metadata,
    senderId: null,
    senderEmail: null,
    questionId: null,
    replyTo: outbox.replyTo,
    correlationId: outbox.correlationId,
    idempotencyKey: outbox.replyTo,
    timestamp: outbox.timestamp,
  });
}
