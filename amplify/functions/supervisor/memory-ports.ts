import type { SQSRecord } from 'aws-lambda';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import type { FactoryEvent } from '#lib/domain/events/registry';
import { beginRun } from '#lib/domain/run/begin';
import { runStateSchema } from '#lib/domain/run/state';
import type { ApprovalRecord } from '#lib/repositories/approval';
import { type DeadLetter, letterName } from '#lib/repositories/dead-letter';
import type { RunRecord } from '#lib/repositories/run';
import type { Assignment, SupervisorPorts } from './ports.ts';
import { processBatch } from './process-batch.ts';

const startedAt = Date.parse('2026-11-21T08:00:00.000Z');

/** One run and what is around a supervisor, in memory, with the same promises as the real ones. */
export function createMemorySupervisor(definition: Blueprint) {
  let record: RunRecord = {
    ...{ id: 'r1', organization: 'demo', projectId: 'p1', name: 'Run', status: 'RUNNING', version: 0 },
    ...{ blueprintId: definition.id, blueprintVersion: 1, definition, input: {}, correlationId: 'click' },
    startedAt: new Date(startedAt).toISOString(),
    state: beginRun({ blueprint: definition, facts: {}, at: startedAt }),
  };
  let now = startedAt;
  let puts = 0;
  let meanwhile: (() => Promise<unknown>) | undefined;
  const approvals = new Map<string, ApprovalRecord>();
  const letters = new Map<string, DeadLetter | null>();
  const events: FactoryEvent[] = [];
  const assigned: Assignment[] = [];

  const ports: SupervisorPorts = {
    runs: {
      get: () => Promise.resolve(record),
      listOpen: () => Promise.resolve([]),
      save: ({ record: read, state }) => {
        if (read.version !== record.version) return Promise.resolve(false);
        // As it comes back from its item.
        const kept = runStateSchema.parse(JSON.parse(JSON.stringify(state)));
        record = { ...record, state: kept, status: kept.status, version: record.version + 1 };
        return Promise.resolve(true);
      },
    },
    approvals: {
      async open(approval) {
        const act = meanwhile;
        meanwhile = undefined;
        await act?.();
        if (!approvals.has(approval.id)) approvals.set(approval.id, approval);
      },
      close: (id, status) => {
        const approval = approvals.get(id);
        if (approval?.status === 'PENDING') approvals.set(id, { ...approval, status });
        return Promise.resolve();
      },
    },
    notify: () => Promise.resolve(),
    publish: (published) => Promise.resolve(void events.push(...published)),
    assign: (assignments) => Promise.resolve(void assigned.push(...assignments)),
    deadLetters: {
      put: (letter) => {
        puts += 1;
        if (!letters.has(letterName(letter))) letters.set(letterName(letter), letter);
        return Promise.resolve();
      },
      remove: (id) => Promise.resolve(void letters.set(letterName(id), null)),
    },
    now: () => new Date((now += 1000)),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };

  return {
    ports,
    approvals,
    events,
    assigned,
    state: () => record.state,
    letters: () => [...letters.values()].filter((letter) => letter !== null),
    putsOfLetters: () => puts,
    /** Has something happen between the supervisor's decision that a gate opens, and its record. */
    beforeNextGate: (act: () => Promise<unknown>) => {
      meanwhile = act;
    },
    /** Hears an event; `times` is how often its message was received. */
    hear: ({ name, detail }: FactoryEvent, times = 1) =>
      processBatch([messageOf({ 'detail-type': name, detail }, times)], ports, 512),
  };
}

type EventOf<Name extends FactoryEvent['name']> = Extract<FactoryEvent, { name: Name }>;

const envelope = {
  ...{ schemaVersion: 1 as const, organization: 'demo', projectId: 'p1', correlationId: 'click', idempotencyKey: 'k' },
  orchestrationId: 'r1',
};

/** News of the run, as the bus brings them. */
export const request = (taskDetails: EventOf<'task.request'>['detail']['taskDetails']): FactoryEvent => ({
  name: 'task.request',
  detail: { ...envelope, taskDetails },
});

export const done = (key: string, attempt = 1): FactoryEvent => ({
  name: 'task.completion',
  detail: { ...envelope, key, attempt, outcome: { kind: 'succeeded', facts: {} }, usd: 0 },
});

export const failed = (key: string, attempt = 1): FactoryEvent => ({
  name: 'task.completion',
  detail: { ...envelope, key, attempt, outcome: { kind: 'failed', retryable: false, reason: 'It failed.' }, usd: 0 },
});

export const decided = (
  stepId: string,
  decision: EventOf<'approval.decided'>['detail']['decision'],
  { round = 1, comment = '' } = {},
): FactoryEvent => ({
  name: 'approval.decided',
  detail: { ...envelope, approvalId: 'a', stepId, round, decision, by: 'ada', comment },
});

function messageOf(body: unknown, times: number): SQSRecord {
  return {
    ...{ messageId: 'm', receiptHandle: 'm', body: JSON.stringify(body), messageAttributes: {}, md5OfBody: '' },
    ...{ eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: 'us-east-1' },
    attributes: {
      ApproximateReceiveCount: String(times),
      SentTimestamp: '0',
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: '0',
    },
  };
}
