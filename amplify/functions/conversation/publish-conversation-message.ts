import * as z from 'zod/mini';
import { messageTypes } from '#lib/domain/conversation/kinds';
import { checkMessage, defaultSessionId } from '#lib/domain/conversation/message';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { OperationCall } from '#lib/runtime/operation';
import type { ConversationPorts } from './ports.ts';

const argumentsSchema = z.object({
  id: z.nullish(z.string().check(z.minLength(1), z.maxLength(128))),
  projectId: z.string().check(z.minLength(1)),
  agentId: z.string(),
  sessionId: z.nullish(z.string()),
  messageType: z.enum(messageTypes),
  message: z.string(),
  metadata: z.nullish(z.unknown()),
  replyTo: z.nullish(z.string()),
  correlationId: z.nullish(z.string()),
});

/** Stores a message of a service, such as an agent that runs elsewhere; the project says whose it is. */
export async function publishConversationMessage(
  call: OperationCall,
  ports: ConversationPorts,
): Promise<Outcome<unknown>> {
  const input = argumentsSchema.parse(call.arguments);
  const checked = checkMessage(input);
  if (!checked.ok) return checked;
  const project = await ports.projects.get(input.projectId);
  if (!project) {
    const message = 'There is no such project. Check its id.';
    return fail({ type: 'NotFound', code: 'PROJECT_NOT_FOUND', field: 'projectId', message });
  }
  const { id: projectId, organization } = project;
  const { agentId } = input;
  const sessionId = input.sessionId ?? defaultSessionId({ projectId, agentId });
  const session = await ports.sessions.open({ id: sessionId, projectId, agentId, organization, startedBy: null });
  if (session.projectId !== projectId || session.agentId !== agentId) {
    const message = 'There is no such session for this project and agent.';
    return fail({ type: 'NotFound', code: 'SESSION_NOT_FOUND', field: 'sessionId', message });
  }
  const { message: stored } = await ports.messages.create({
    id: input.id ?? ports.newId(),
    organization,
    projectId,
    sessionId,
    agentId,
    messageType: input.messageType,
    message: checked.data.message,
    metadata: input.metadata,
    senderId: null,
    senderEmail: null,
    questionId: null,
    replyTo: input.replyTo ?? null,
    correlationId: input.correlationId ?? call.correlationId,
    idempotencyKey: input.id ?? null,
    timestamp: ports.now().toISOString(),
  });
  const { dispatchedAt: _, ...visible } = stored;
  return succeed(visible);
}
