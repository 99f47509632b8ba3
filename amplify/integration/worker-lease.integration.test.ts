import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, expect, test } from 'vitest';
import { createLeaseRepository } from '#lib/repositories/worker-lease';
import { createDocumentClient } from '#lib/runtime/documents';
import { administrator, outputs } from './people.ts';

let tableName = '';
beforeAll(async () => {
  const FunctionName = outputs.custom.functionNames.worker;
  const found = await new LambdaClient(administrator).send(new GetFunctionConfigurationCommand({ FunctionName }));
  tableName = found.Environment?.Variables?.LEASE_TABLE ?? '';
});

let now = 1000;
const documents = createDocumentClient(administrator);
const leases = (limits: { organization: number; agent: number }) =>
  createLeaseRepository({ documents, tableName, limits, now: () => now });
const lease = (holder: string, expiresAt = 100_000) => ({ holder, expiresAt });

test('an organization has so many places, and each of its agents; others have their own', async () => {
  const { acquire, release } = leases({ organization: 3, agent: 2 });
  const [probe, design] = ['probe', 'design'].map((agent) => ({ organization: 'lease-a', agent }));
  if (!probe || !design) throw new Error('unreachable');
  const one = async (scope: typeof probe, holder: string) => acquire(scope, lease(holder));
  expect(await one(probe, 'a')).toBe(true);
  expect(await one(probe, 'b')).toBe(true);
  expect(await one(probe, 'c')).toBe(false);
  expect(await one(design, 'd')).toBe(true);
  expect(await one(design, 'e')).toBe(false);
  expect(await one({ ...probe, organization: 'lease-b' }, 'f')).toBe(true);
  await release(probe, lease('a'));
  expect(await one(design, 'e')).toBe(true);
});

test('a batch takes places together, as far as they go, and gives them back together', async () => {
  const { acquire, release } = leases({ organization: 10, agent: 4 });
  const scope = { organization: 'lease-c', agent: 'probe' };
  const take = (holders: readonly string[]) => Promise.all(holders.map((holder) => acquire(scope, lease(holder))));
  expect(await take(['a', 'b', 'c'])).toEqual([true, true, true]);
  expect(await take(['d', 'e', 'f'])).toEqual([true, false, false]);
  await Promise.all(['a', 'b', 'c', 'd'].map((holder) => release(scope, lease(holder))));
  expect(await take(['g', 'h', 'i', 'j'])).toEqual([true, true, true, true]);
});

test('a place whose worker is gone lapses, of whatever agent it was', async () => {
  const { acquire } = leases({ organization: 2, agent: 2 });
  const [probe, design] = ['probe', 'design'].map((agent) => ({ organization: 'lease-d', agent }));
  if (!probe || !design) throw new Error('unreachable');
  now = 1000;
  await acquire(design, lease('gone', 2000));
  await acquire(design, lease('gone too', 2000));
  expect(await acquire(probe, lease('a'))).toBe(false);
  now = 2000;
  expect(await acquire(probe, lease('a'))).toBe(true);
  expect(await acquire(design, lease('b'))).toBe(true);
  expect(await acquire(design, lease('c'))).toBe(false);
});
