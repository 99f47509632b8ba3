import type { AgentUsage } from '#lib/agents/agent';
import { type Outbox, replyTimestamp } from '#lib/domain/conversation/reply';
import { runEmbedded } from '#lib/providers/embedded/embedded';
import type { StoredMessage } from '#lib/repositories/conversation-message';
import type { ProjectRecord } from '#lib/repositories/project';
import { createDeltaStream } from '#lib/runtime/delta-stream';
import { deliverReply, outboxOf } from './deliver-reply.ts';
import type { Interview, InterviewOutput, InterviewRecord } from './interview.ts';
import type { HandlerPorts } from './ports.ts';
import { replyIdOf } from './reply-id.ts';
import { addUsage, type WordedReply, wordReply } from './word-reply.ts';

/** Beyond this many collisions something else is wrong; the delivery is tried again later. */
const maximumTurns = 8;

/**
 * One turn of the interview: state and message in, new state and reply out, written together on condition that
 * nobody was faster. Whoever was slower loads what the other wrote and decides again; an answer that another left
 * undelivered is delivered first.
 */
export async function takeInterviewTurn(
  message: StoredMessage,
  { project, interview }: { readonly project: ProjectRecord; readonly interview: Interview },
  ports: HandlerPorts,
): Promise<InterviewRecord> {
  let usage: AgentUsage | undefined;
  for (let turn = 0; turn < maximumTurns; turn += 1) {
    const stored = await interview.get(project.id);
    // Of whoever had the id before: nothing of it is told, and it is written over.
    const record = stored?.organization === project.organization ? stored : undefined;
    const outbox = outboxOf(record);
    if (record && outbox) {
      const isOurs = outbox.replyTo === message.id;
      if (isOurs || !(await ports.messages.get(outbox.replyId)))
        await deliverReply(record, outbox, { ...ports, interview });
      if (isOurs) return record;
    }
    const thought = await think({ message, project, record, interview, isFirst: turn === 0 }, ports);
    usage = addUsage(usage, thought.usage);
    const next = decide({
      ...{ message, project, record },
      noProgress: interview.noProgress,
      version: (stored?.version ?? 0) + 1,
      thought: { ...thought, ...(usage && { usage }) },
      now: ports.now(),
    });
    if (await interview.save(next.record)) {
      await deliverReply(next.record, next.outbox, { ...ports, interview });
      return next.record;
    }
    ports.logger.info('the interview moved meanwhile; deciding again', { messageId: message.id });
  }
  throw new Error(`The interview of project ${project.id} moved ${maximumTurns} times during one message.`);
}

/** What came of a message, with the reply in the words that are told. */
type Thought = Omit<InterviewOutput, 'reply'> & WordedReply;

/**
 * Runs the agent's own core, and has its reply worded where the agent thinks elsewhere: then it is told as a whole, since
 * it is checked before. Only a first run is streamed: the reader would see a second one's text after the first's.
 */
async function think(
  input: {
    message: StoredMessage;
    project: ProjectRecord;
    record: InterviewRecord | undefined;
    interview: Interview;
    isFirst: boolean;
  },
  ports: HandlerPorts,
): Promise<Thought> {
  const { message, project, record, isFirst } = input;
  const { agent } = input.interview;
  const { organization, projectId, agentId, sessionId, correlationId } = message;
  const messageId = replyIdOf(message.id);
  const stream = createDeltaStream(
    (piece) =>
      ports.publishDelta({
        ...{ organization, projectId, agentId, sessionId, messageId, replyTo: message.id, correlationId },
        ...piece,
      }),
    {
      now: () => ports.now().getTime(),
      onLost: (error) => ports.logger.warn('a delta was lost', error instanceof Error ? error : String(error)),
    },
  );
  const agentInput = {
    message: {
      id: message.id,
      text: message.message,
      sentAt: message.timestamp,
      ...(message.questionId ? { questionId: message.questionId } : {}),
    },
    state: record?.state ?? null,
    project: {
      id: project.id,
      name: project.name,
      ...(project.description ? { description: project.description } : {}),
      ...(project.requirements ? { requirements: project.requirements } : {}),
    },
    ...(await moreInputOf(input.interview, project, ports)),
  };
  const isWorded = (await providerOf(agent, ports)) !== 'embedded';
  const parts: string[] = [];
  const tell = (delta: string) => (isFirst ? stream.push(delta) : undefined);
  try {
    const result = await runEmbedded(agent, agentInput, {
      now: ports.now,
      remainingMs: ports.remainingMs,
      emit(delta) {
        parts.push(delta.trimStart());
        return isWorded ? undefined : tell(delta);
      },
    });
    if (!isWorded) return result.output;
    const workId = `reply#${message.id}#${record?.version ?? 0}`;
    const worded = await wordReply({ agent, message, workId }, { parts, result }, ports);
    tell(worded.reply);
    return { ...result.output, ...worded };
  } finally {
    if (isFirst) await stream.end();
  }
}

/** Where documents cannot be read, the conversation goes on without them: a person waits. */
async function moreInputOf(interview: Interview, project: ProjectRecord, { logger }: HandlerPorts) {
  try {
    return await interview.moreInput?.(project);
  } catch (error) {
    logger.warn('documents were not read', error instanceof Error ? error : String(error));
    return undefined;
  }
}

/** Where that cannot be read, the agent's own core answers: a person waits. */
async function providerOf(
  { manifest: { id, provider } }: Interview['agent'],
  { chooseProvider, logger }: HandlerPorts,
): Promise<string> {
  try {
    return (await chooseProvider(id))?.provider ?? provider;
  } catch (error) {
    logger.warn('where the agent thinks is not known', error instanceof Error ? error : String(error));
    return provider;
  }
}

function decide(input: {
  message: StoredMessage;
  project: ProjectRecord;
  record: InterviewRecord | undefined;
  noProgress: Interview['noProgress'];
  version: number;
  thought: Thought;
  now: Date;
}): { record: InterviewRecord; outbox: Outbox } {
  const { message, project, record, version, thought, now, noProgress } = input;
  const timestamp = replyTimestamp(message.timestamp, now);
  const outbox: Outbox = {
    replyId: replyIdOf(message.id),
    replyTo: message.id,
    sessionId: message.sessionId,
    agentId: message.agentId,
    reply: thought.reply,
    metadata: {
      understood: thought.understood,
      controls: thought.controls,
      progress: thought.progress,
      completed: thought.completed,
      ...(thought.usage ? { usage: thought.usage } : {}),
    },
    correlationId: message.correlationId,
    timestamp,
    progressBefore: record?.progress ?? noProgress,
    wasComplete: Boolean(record?.completedAt),
    changed: thought.understood.length > 0,
  };
  return {
    outbox,
    record: {
      projectId: project.id,
      organization: project.organization,
      version,
      state: thought.state,
      progress: thought.progress,
      outbox,
      completedAt: thought.completed ? (record?.completedAt ?? timestamp) : null,
    },
  };
}
