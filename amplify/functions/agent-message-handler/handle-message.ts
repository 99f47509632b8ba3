import { unansweredBefore } from '#lib/domain/conversation/pending';
import { replyTimestamp } from '#lib/domain/conversation/reply';
import type { EventDetail } from '#lib/domain/events/registry';
import { AgentFailure } from '#lib/providers/embedded/embedded';
import type { StoredMessage } from '#lib/repositories/conversation-message';
import type { ProjectRecord } from '#lib/repositories/project';
import { assessmentInterview, designInterview, type Interview } from './interview.ts';
import { takeInterviewTurn } from './interview-turn.ts';
import type { HandlerPorts } from './ports.ts';
import { replyIdOf } from './reply-id.ts';

/** So many messages of a thread are looked at for ones that came before and wait for an answer. */
const threadDepth = 20;

/** Answers a message, after those of the same thread that came before it and were not answered yet. */
export async function handleMessage(event: EventDetail<'message.sent_to_agent'>, ports: HandlerPorts): Promise<void> {
  const [message, project] = await Promise.all([
    ports.messages.get(event.messageId),
    ports.projects.get(event.projectId),
  ]);
  // An id that was freed with its project may be another organization's by now.
  if (!message || project?.organization !== message.organization) {
    ports.logger.warn('nothing to answer: the message or its project is gone', { messageId: event.messageId });
    return;
  }
  if (await ports.messages.get(replyIdOf(message.id))) {
    ports.logger.info('answered already', { messageId: message.id });
    return;
  }
  const working = setStatus('PROCESSING', message, ports, { currentTask: 'Reading your message' });
  const recent = await ports.messages.listRecent(project.id, message.agentId, threadDepth);
  const thread = recent.filter(({ organization }) => organization === project.organization);
  try {
    await working;
    for (const next of [...unansweredBefore(thread, message), message]) await answer(next, project, ports);
  } catch (error) {
    await setStatus('ERROR', message, ports, {
      errorMessage: 'The message could not be handled yet. It is tried again.',
    });
    throw error;
  }
}

async function answer(message: StoredMessage, project: ProjectRecord, ports: HandlerPorts): Promise<void> {
  const startedAt = ports.now().getTime();
  try {
    const interview = interviewOf(message.agentId, ports);
    if (!interview) return await apologize(message, ports);
    const record = await takeInterviewTurn(message, { project, interview }, ports);
    const shares = Object.values(record.progress);
    const progress = Math.floor(shares.reduce((sum, share) => sum + share, 0) / shares.length);
    await setStatus('IDLE', message, ports, { progress });
    ports.metrics.addMetric('MessageAnswered', 'Count', 1);
    ports.metrics.addMetric('AnswerTime', 'Milliseconds', ports.now().getTime() - startedAt);
  } catch (error) {
    // What the agent cannot answer now it cannot answer on the next delivery; anything else may pass.
    if (!(error instanceof AgentFailure)) throw error;
    ports.logger.error('the agent failed', error);
    ports.metrics.addMetric('AgentFailed', 'Count', 1);
    await apologize(message, ports);
  }
}

/** The conversation that an agent leads; undefined where it leads none. */
function interviewOf(agentId: string, ports: HandlerPorts): Interview | undefined {
  switch (agentId) {
    case 'assessment':
      return assessmentInterview(ports.assessment, ports.assessments, ports.readDocuments);
    case 'tech-design':
      return designInterview(ports.techDesign, ports.designInterviews);
    default:
      return undefined;
  }
}

async function apologize(message: StoredMessage, ports: HandlerPorts): Promise<void> {
  const { organization, projectId, sessionId, agentId, correlationId } = message;
  await ports.messages.create({
    id: replyIdOf(message.id),
    ...{ organization, projectId, sessionId, agentId, correlationId },
    messageType: 'ERROR',
    message:
      'I could not work with this message. Nothing of it was recorded. Say it in other words; if that does not help, ' +
      `tell an administrator this number: ${correlationId}.`,
    metadata: undefined,
    senderId: null,
    senderEmail: null,
    questionId: null,
    replyTo: message.id,
    idempotencyKey: message.id,
    timestamp: replyTimestamp(message.timestamp, ports.now()),
  });
  await setStatus('ERROR', message, ports, {
    errorMessage: `The last message could not be answered (${correlationId}).`,
  });
}

async function setStatus(
  status: 'IDLE' | 'PROCESSING' | 'ERROR',
  message: StoredMessage,
  ports: HandlerPorts,
  more: { currentTask?: string; errorMessage?: string; progress?: number },
): Promise<void> {
  try {
    await ports.statuses.set({
      projectId: message.projectId,
      agentId: message.agentId,
      organization: message.organization,
      status,
      currentTask: more.currentTask ?? null,
      errorMessage: more.errorMessage ?? null,
      lastUpdate: ports.now().toISOString(),
      ...(more.progress === undefined ? {} : { progress: more.progress }),
    });
  } catch (error) {
    // The status is a courtesy; an answer must not fail for it.
    ports.logger.warn('status not set', error instanceof Error ? error : String(error));
  }
}
