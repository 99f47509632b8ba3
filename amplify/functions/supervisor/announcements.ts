import { roles as allRoles } from '#lib/domain/access/roles';
import type { RunCommand, RunState } from '#lib/domain/run/state';
import type { ApprovalRecord } from '#lib/repositories/approval';
import type { NotificationRecord } from '#lib/repositories/notification';
import type { RunRecord } from '#lib/repositories/run';
import { derivedId } from '#lib/runtime/ids';

type Of<Kind extends RunCommand['kind']> = Extract<RunCommand, { kind: Kind }>;

/** Who decides whether a run may spend more. */
const budgetRoles = ['project_manager'] as const;

/** The record of a gate that is opened: of a step, or of the run's budget. */
export function approvalOf(record: RunRecord, command: Of<'open-gate'> & { id: string }, at: string): ApprovalRecord {
  const { id: runId, organization, projectId, correlationId, definition } = record;
  const gate = definition.steps.find(({ id }) => id === command.key)?.gate;
  return {
    id: command.id,
    ...{ organization, projectId, runId, correlationId },
    stepId: command.key,
    round: command.round,
    title: gate?.title ?? `Spend more than ${definition.budget?.usd ?? 0} USD?`,
    roles: gate?.roles ?? budgetRoles,
    shows: gate?.shows ?? [],
    status: 'PENDING',
    requestedAt: at,
    dueAt: command.dueAt === undefined ? null : new Date(command.dueAt).toISOString(),
  };
}

/** Tells those who may decide. */
export function gateNotification(
  record: RunRecord,
  approval: ApprovalRecord,
  { isReminder, at }: { isReminder: boolean; at: string },
): NotificationRecord {
  const kind = isReminder ? 'REMINDER' : 'APPROVAL';
  return {
    ...about(record, `${kind}.${approval.id}.${isReminder ? (approval.dueAt ?? at) : ''}`, at),
    kind,
    title: approval.title,
    detail: `${record.name} waits for a decision.`,
    roles: approval.roles,
  };
}

export function budgetNotification(record: RunRecord, command: Of<'budget-crossed'>, at: string): NotificationRecord {
  const { threshold, spentUsd } = command;
  return {
    ...about(record, `budget.${threshold}`, at),
    kind: 'BUDGET',
    title: `${record.name} has used ${Math.round(threshold * 100)} % of its budget`,
    detail: `${spentUsd.toFixed(4)} USD of ${record.definition.budget?.usd ?? 0} USD.`,
    roles: budgetRoles,
  };
}

export function overNotification(
  record: RunRecord,
  event: 'run.completed' | 'run.failed',
  { reason = '', endedAt = 0 }: Pick<RunState, 'reason' | 'endedAt'>,
  at: string,
): NotificationRecord {
  const isFailed = event === 'run.failed';
  return {
    // A run that was retried may fail again, at another time: that is news.
    ...about(record, `${event}.${endedAt}`, at),
    kind: isFailed ? 'RUN_FAILED' : 'RUN_COMPLETED',
    title: isFailed ? `${record.name} has failed` : `${record.name} is complete`,
    detail: reason,
    roles: allRoles.filter((role) => role !== 'admin'),
  };
}

function about(record: RunRecord, what: string, at: string) {
  const { id: runId, organization, projectId } = record;
  return {
    id: derivedId('notification', runId, what),
    ...{ organization, projectId, runId },
    path: `/projects/${projectId}/runs/${runId}`,
    notifiedAt: at,
  };
}
