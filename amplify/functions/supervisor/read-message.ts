import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { queueConsumers } from '#lib/domain/events/consumers';
import { type EventDetail, parseEvent } from '#lib/domain/events/registry';
import type { RunInput } from '#lib/domain/run/state';

/** News for one run; `isAgain` where what followed from it, or from others' news, may not have been done. */
export interface RunNews {
  readonly messageId: string;
  readonly runId: string;
  readonly input: RunInput;
  readonly isAgain: boolean;
  /** Whose news it is; absent of what no organization says. */
  readonly organization?: string | undefined;
}

/** News that were on the way for longer, as those redriven from the dead letters, may have been dealt with in part. */
const promptMs = 60_000;

const timed = z.object({ time: z.string() });

/** When an event was put on the bus; the sweeper's word says no time, and is of now. */
function saidAt(body: unknown): number {
  const parsed = timed.safeParse(body);
  return parsed.success ? Date.parse(parsed.data.time) : Number.POSITIVE_INFINITY;
}

const tickSchema = z.object({ kind: z.literal('ticked'), runId: z.string() });
const named = z.object({ 'detail-type': z.enum(queueConsumers.supervisor.map(({ event }) => event)) });

/**
 * Reads a message of the supervisor's queue: an event of the bus, or the sweeper's word that a run is due. The end
 * of a conversation is news for every run of its project that is listed.
 * @throws when it is neither: it ends in the dead letters.
 */
export async function readMessage(
  record: SQSRecord,
  ports: { readonly now: () => Date; listRuns(projectId: string): Promise<readonly string[]> },
): Promise<RunNews[]> {
  const body: unknown = JSON.parse(record.body);
  const at = ports.now().getTime();
  const about = (runId: string, input: RunInput, organization?: string): RunNews => ({
    ...{ messageId: record.messageId, runId, input, organization },
    isAgain: Number(record.attributes.ApproximateReceiveCount) > 1 || at - saidAt(body) > promptMs,
  });
  const tick = tickSchema.safeParse(body);
  if (tick.success) return [about(tick.data.runId, { kind: 'ticked', at })];
  const name = named.parse(body)['detail-type'];
  switch (name) {
    case 'task.request': {
      const { orchestrationId, taskDetails } = parseEvent(name, body);
      const news = about(orchestrationId, requested(taskDetails, at));
      return [taskDetails.kind === 'resume' ? { ...news, isAgain: true } : news];
    }
    case 'task.completion': {
      const detail = parseEvent(name, body);
      return [about(detail.orchestrationId, completed(detail, at))];
    }
    case 'approval.decided': {
      const { orchestrationId, stepId, round, decision, by, comment } = parseEvent(name, body);
      return [about(orchestrationId, { kind: 'approval.decided', at, key: stepId, round, decision, by, comment })];
    }
    case 'assessment.completed': {
      const { organization, projectId } = parseEvent(name, body);
      const runs = await ports.listRuns(projectId);
      return runs.map((runId) =>
        about(runId, { kind: 'conversation.completed', at, agent: 'assessment' }, organization),
      );
    }
    case 'interview.completed': {
      const { organization, projectId, agentId: agent } = parseEvent(name, body);
      const runs = await ports.listRuns(projectId);
      return runs.map((runId) => about(runId, { kind: 'conversation.completed', at, agent }, organization));
    }
  }
}

function requested(details: EventDetail<'task.request'>['taskDetails'], at: number): RunInput {
  switch (details.kind) {
    case 'start':
      return { kind: 'started', at };
    case 'cancel':
      return { kind: 'cancelled', at, by: details.by };
    case 'retry':
      return { kind: 'retried', at, key: details.key, failedAt: details.failedAt };
    case 'resume':
      return { kind: 'ticked', at };
  }
}

function completed(detail: EventDetail<'task.completion'>, at: number): RunInput {
  const { key, attempt, outcome, usd } = detail;
  switch (outcome.kind) {
    case 'succeeded':
      return { kind: 'step.succeeded', at, key, attempt, facts: outcome.facts, usd };
    case 'failed':
      return { kind: 'step.failed', at, key, attempt, retryable: outcome.retryable, reason: outcome.reason, usd };
    case 'waiting':
      return { kind: 'step.waiting', at, key, attempt };
    case 'postponed':
      return { kind: 'step.postponed', at, key, attempt, until: outcome.until };
  }
}
