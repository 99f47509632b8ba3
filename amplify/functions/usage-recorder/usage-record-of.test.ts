import { expect, test } from 'vitest';
import { getBlueprint } from '#lib/blueprints/registry';
import { beginRun } from '#lib/domain/run/begin';
import { usageRecordOf } from './usage-record-of.ts';

const blueprint = getBlueprint('transformation');

test('a run’s record adds up the same item of all steps and of the engine, and its lines come to its sum', () => {
  if (!blueprint) throw new Error('transformation is built in');
  const line = (quantity: number) => ({ service: 'sqs', item: 'request', quantity, requests: quantity });
  const step = { runId: 'r1', agentId: 'probe', status: 'SUCCEEDED', attempt: 1 } as const;
  const record = usageRecordOf(
    {
      ...{ id: 'r1', organization: 'demo', projectId: 'p1', blueprintId: 'transformation', blueprintVersion: 1 },
      ...{ name: 'Transformation', status: 'COMPLETED', version: 9, correlationId: 'c1', startedAt: '' },
      state: beginRun({ blueprint, facts: {}, at: 0 }),
      definition: blueprint,
      input: {},
      usage: [line(3)],
    },
    [
      { ...step, id: 'r1#a', key: 'a', usage: [line(2), { ...line(5), service: 'eventbridge', item: 'event' }] },
      { ...step, id: 'r1#b', key: 'b' },
    ],
    new Date('2026-11-21T12:00:00.000Z'),
  );
  expect(record.lines.map(({ service, item, quantity }) => [service, item, quantity])).toEqual([
    ['sqs', 'request', 5],
    ['eventbridge', 'event', 5],
  ]);
  expect(record.usd).toBeCloseTo(5 * 0.4e-6 + 5 * 1e-6, 12);
  expect(record.lines.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(record.usd, 12);
  expect(record.recordedAt).toBe('2026-11-21T12:00:00.000Z');
});
