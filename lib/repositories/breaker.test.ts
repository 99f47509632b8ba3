import { expect, it } from 'vitest';
import { closedBreaker } from '#lib/domain/breaker/breaker';
import { toAttributes } from '#lib/runtime/attribute-values';
import { AwsError } from '#lib/runtime/aws-json';
import type { Documents } from '#lib/runtime/documents';
import { createBreakerRepository } from './breaker.ts';

const nothing = () => Promise.reject(new Error('not asked for'));

/** A table that refuses each write; what stands there is `standing` of it. */
function saveOver(standing: (written: Readonly<Record<string, unknown>>) => Record<string, unknown>) {
  const put: Documents['put'] = ({ Item: item = {} }) => {
    const Item = toAttributes(standing(item));
    const text = JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', Item });
    return Promise.reject(new AwsError('PutItem', { status: 400, text }));
  };
  const documents: Documents = { get: nothing, update: nothing, query: nothing, batchGet: nothing, put };
  return createBreakerRepository({ documents, tableName: 'breakers', now: () => 0 }).save('key', closedBreaker, 1);
}

it('a write that took place counts also where its answer was lost and the request repeated', async () => {
  expect(await saveOver((written) => ({ ...written }))).toBe(true);
});

it('the same state by somebody else does not', async () => {
  expect(await saveOver((written) => ({ ...written, written: 'theirs' }))).toBe(false);
  expect(await saveOver(({ key, state, version }) => ({ key, state, version }))).toBe(false);
});
