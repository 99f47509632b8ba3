import * as z from 'zod/mini';
import { leadsConversations } from '#lib/domain/conversation/agents';
import { checkMessage, checkResend, defaultSessionId } from '#lib/domain/conversation/message';
import { eventSchemaVersion } from '#lib/domain/events/registry';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { NewMessage, StoredMessage } from '#lib/repositories/conversation-message';
import { derivedId } from '#lib/runtime/ids';
import type { OperationCall } from '#lib/runtime/operation';
import type { ConversationPorts } from './ports.ts';

const argumentsSchema = z.object({
  projectId: z.string(),
  agentId: z.string(),
  message: z.string(),
  sessionId: z.nullish(z.string()),
  idempotencyKey: z.nullish(z.string()),
  questionId: z.nullish(z.string()),
});

/**
 * Stores a person's message and tells the agent. It is acknowledged once both are done; sent again under its key it
 * is stored no second time, and told only if that had failed.
 */
export async function sendMessageToAgent(call: OperationCall, ports: ConversationPorts): Promise<Outcome<unknown>> {
  const project = call.project;
  if (!project) throw new Error('sendMessageToAgent was called without a project. The resolver loads it first.');
  const checked = checkMessage(argumentsSchema.parse(call.arguments));
  if (!checked.ok) return checked;
  const { agentId, message, idempotencyKey, questionId } = checked.data;
  if (project.archivedAt) {
    return fail({
      type: 'Conflict',
      code: 'PROJECT_ARCHIVED',
      field: 'projectId',
      message: 'The project is archived. Restore it to go on with the conversation.',
    });
  }

  const sessionId = checked.data.sessionId ?? defaultSessionId({ projectId: project.id, agentId });
  const agent = await ports.agents.get(agentId);
  if (agent?.state !== 'active') return notFound('AGENT_NOT_FOUND', 'agentId', 'There is no such agent at work.');
  if (!leadsConversations(agentId)) {
    return notFound('AGENT_NOT_FOUND', 'agentId', 'This agent leads no conversations: it works in runs.');
  }
  const { id: projectId, organization } = project;
  const startedBy = call.caller.userId;
  const session = await ports.sessions.open({ id: sessionId, projectId, agentId, organization, startedBy });
  if (session.projectId !== projectId || session.agentId !== agentId) {
    return notFound('SESSION_NOT_FOUND', 'sessionId', 'There is no such session for this project and agent.');
  }

  const sent: NewMessage = {
    id: idempotencyKey ? derivedId('message', organization, startedBy ?? '', projectId, idempotencyKey) : ports.newId(),
    organization,
    projectId,
    sessionId,
    agentId,
    messageType: 'USER',
    message,
    senderId: startedBy,
    senderEmail: call.caller.email,
    questionId: questionId ?? null,
    replyTo: null,
    correlationId: call.correlationId,
    idempotencyKey: idempotencyKey ?? null,
    timestamp: ports.now().toISOString(),
  };
  const { message: stored, isNew } = await ports.messages.create(sent);
  if (!isNew) {
    const same = checkResend(stored, sent);
    if (!same.ok) return same;
  }
  if (!stored.dispatchedAt) {
    try {
      await dispatch(stored, ports);
    } catch (error) {
      ports.logger.error('message not handed over', error instanceof Error ? error : String(error));
      const message = 'The message is stored, but the agent cannot be reached now. Send it again.';
      return fail({ type: 'Unavailable', code: 'AGENT_UNREACHABLE', message });
    }
  }
  ports.metrics.addMetric(isNew ? 'MessageSent' : 'MessageResent', 'Count', 1);
  const { dispatchedAt: _, ...visible } = stored;
  return succeed(visible);
}

async function dispatch(message: StoredMessage, ports: ConversationPorts): Promise<void> {
  await ports.publish([
    {
      name: 'message.sent_to_agent',
      detail: {
        schemaVersion: eventSchemaVersion,
        organization: message.organization,
        correlationId: message.correlationId,
        idempotencyKey: message.id,
        projectId: message.projectId,
        messageId: message.id,
        sessionId: message.sessionId,
        agentId: message.agentId,
        message: message.message,
        questionId: message.questionId ?? null,
        sentAt: message.timestamp,
      },
    },
  ]);
  try {
    await ports.messages.markDispatched(message.id, ports.now().toISOString());
  } catch (error) {
    // The event is out; without the mark a resend publishes it again, which the agent's handler notices.
    ports.logger.warn('message not marked as dispatched', error instanceof Error ? error : String(error));
  }
}

function notFound(code: string, field: string, message: string): Outcome<never> {
  return fail({ type: 'NotFound', code, field, message });
}
