import { type EventDetail, eventSchemaVersion, type FactoryEvent } from '#lib/domain/events/registry';
import type { RunCommand } from '#lib/domain/run/state';
import type { RunRecord } from '#lib/repositories/run';

type Of<Kind extends RunCommand['kind']> = Extract<RunCommand, { kind: Kind }>;

/** What every event of a run has; `what` tells its facts apart, so that one told twice is known. */
export function envelope(record: RunRecord, what: string) {
  const { id: orchestrationId, organization, projectId, correlationId } = record;
  const idempotencyKey = `${orchestrationId}:${what}`;
  return { schemaVersion: eventSchemaVersion, organization, projectId, correlationId, orchestrationId, idempotencyKey };
}

export function milestone(record: RunRecord, { milestone: name, key }: Of<'milestone'>): FactoryEvent {
  return { name, detail: { ...envelope(record, name), stepId: key } };
}

export function budgetCrossed(record: RunRecord, { threshold, spentUsd }: Of<'budget-crossed'>): FactoryEvent {
  const budgetUsd = record.definition.budget?.usd ?? 0;
  return {
    name: 'budget.threshold.crossed',
    detail: { ...envelope(record, `budget.${threshold}`), threshold, spentUsd, budgetUsd },
  };
}

export function change(
  record: RunRecord,
  { event, occurrence }: Of<'announce'>,
  reason: string | null,
): EventDetail<'run.started'> {
  const what = occurrence === undefined ? event : `${event}.${occurrence}`;
  const movesProject = record.definition.steps.some(({ milestone: name }) => name !== undefined);
  return { ...envelope(record, what), blueprintId: record.blueprintId, reason, movesProject };
}
