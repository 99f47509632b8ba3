import { outputOf } from '#lib/agents/tech-design/interview/embedded';
import { openInquiry } from '#lib/agents/tech-design/interview/take-turn';
import { defaultSessionId } from '#lib/domain/conversation/message';
import type { Outbox } from '#lib/domain/conversation/reply';
import { designInterviewStateSchema, type Inquiry } from '#lib/domain/design-document/interview';
import type { EventDetail } from '#lib/domain/events/registry';
import { derivedId } from '#lib/runtime/ids';
import { deliverReply, outboxOf } from './deliver-reply.ts';
import { designInterview } from './interview.ts';
import type { HandlerPorts } from './ports.ts';

/** Beyond this many collisions something else is wrong; the delivery is tried again later. */
const maximumTurns = 8;

/**
 * A run asks the people of its project something: the agent says in the conversation what it has looked at and puts the
 * first question. What was answered before is not asked; where nothing is left, the run is told at once.
 */
export async function openDesignInquiry(event: EventDetail<'interview.requested'>, ports: HandlerPorts): Promise<void> {
  const { projectId, organization, agentId, idempotencyKey: id, mode, about, questions } = event;
  const project = await ports.projects.get(projectId);
  if (project?.organization !== organization) {
    ports.logger.warn('nobody to ask: the project is gone', { projectId });
    return;
  }
  const interview = designInterview(ports.techDesign, ports.designInterviews);
  const inquiry: Inquiry = { id, mode, about, questions };
  for (let turn = 0; turn < maximumTurns; turn += 1) {
    const stored = await interview.get(projectId);
    const record = stored?.organization === organization ? stored : undefined;
    const outbox = outboxOf(record);
    if (record && outbox) {
      const isOurs = outbox.replyTo === id;
      if (isOurs || !(await ports.messages.get(outbox.replyId))) {
        await deliverReply(record, outbox, { ...ports, interview });
      }
      if (isOurs) return;
    }
    const before = record ? designInterviewStateSchema.parse(record.state) : null;
    if (before?.inquiry?.id === id) return;
    const output = outputOf(openInquiry(before, inquiry, project.name));
    const timestamp = ports.now().toISOString();
    const next = {
      ...{ projectId, organization, version: (stored?.version ?? 0) + 1, state: output.state },
      progress: output.progress,
      completedAt: output.completed ? timestamp : null,
    };
    const reply: Outbox = {
      replyId: derivedId('reply', id),
      replyTo: id,
      sessionId: defaultSessionId({ projectId, agentId }),
      agentId,
      reply: output.reply,
      metadata: { understood: [], controls: output.controls, progress: output.progress, completed: output.completed },
      correlationId: event.correlationId,
      timestamp,
      progressBefore: record?.progress ?? interview.noProgress,
      // The end of an earlier run's questions is none of this one's.
      wasComplete: false,
      changed: false,
    };
    if (await interview.save({ ...next, outbox: reply })) {
      await deliverReply(next, reply, { ...ports, interview });
      return;
    }
  }
  throw new Error(`The interview of project ${projectId} moved ${maximumTurns} times while a run asked.`);
}
