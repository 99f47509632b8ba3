import { expect, it } from 'vitest';
import { formatLease } from '#lib/domain/run/lease';
import { AwsError } from '#lib/runtime/aws-json';
import type { Documents } from '#lib/runtime/documents';
import { createLeaseRepository } from './worker-lease.ts';

const scope = { organization: 'demo', agent: 'probe' };
const lease = { holder: 'mine', expiresAt: 2000 };

/** A table whose only item holds these places; every write to it is refused, as where all are taken. */
function fullTable(held: readonly string[]): Documents {
  const nothing = () => Promise.reject(new Error('not asked for'));
  const Item = { all: { SS: held }, 'agent.probe': { SS: held } };
  const text = JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', Item });
  const update = () => Promise.reject(new AwsError('UpdateItem', { status: 400, text }));
  return { get: nothing, put: nothing, query: nothing, batchGet: nothing, update };
}

const acquire = (held: readonly string[]) =>
  createLeaseRepository({
    ...{ documents: fullTable(held), tableName: 'leases', limits: { organization: 1, agent: 1 }, now: () => 1000 },
  }).acquire(scope, lease);

it('a place that was taken is taken also where its answer was lost and the request repeated', async () => {
  expect(await acquire([formatLease(lease)])).toBe(true);
});

it('a place that somebody else has is not', async () => {
  expect(await acquire([formatLease({ holder: 'theirs', expiresAt: 2000 })])).toBe(false);
});
