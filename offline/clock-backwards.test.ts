import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADMINISTRATOR } from './kernel/principal.ts';
import type { Resource } from './kernel/resource.ts';
import { type StartedServices, startServices } from './kernel/testing.ts';
import { dynamodb } from './services/dynamodb/index.ts';
import { ssm } from './services/ssm/index.ts';

const HOUR = 3_600_000;
const TABLE: Resource = {
  ...{ logicalId: 'Task', stackPath: 'root', ref: 'Task', attributes: {}, path: 'Task' },
  type: 'AWS::DynamoDB::Table',
  properties: {
    TableName: 'Task',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  },
};

let folder: string;
let started: StartedServices;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'clock-'));
  // The first start believed to be an hour later than the second one.
  started = await startServices([dynamodb, ssm], { folder, resources: [TABLE] });
  started.clock.setOffset(HOUR);
});
afterEach(async () => {
  await started.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (operation: string, input: object) =>
  started.bus.port('dynamodb').execute(operation, { ...input }, ADMINISTRATOR);
const put = (id: string, attributes: object = {}) =>
  run('PutItem', { TableName: 'Task', Item: { id: { S: id }, ...attributes } });
const restartEarlier = async () => {
  await started.stop({ keep: true });
  started = await startServices([dynamodb, ssm], { folder, resources: [TABLE] });
};

test('a stream goes on in order when the clock stands earlier at the next start', async () => {
  await put('before');
  await restartEarlier();
  await put('after');
  const { LatestStreamArn } = (await run('DescribeTable', { TableName: 'Task' })).Table as { LatestStreamArn: string };
  const records = started.bus.port('dynamodb').readStream({ streamArn: LatestStreamArn, after: undefined, limit: 10 });
  const ids = records.map(({ record }) => JSON.stringify(record).match(/"id":\{"S":"(\w+)"/)?.[1]);
  expect(ids).toEqual(['before', 'after']);
  const [first, second] = records.map(({ sequenceNumber }) => BigInt(sequenceNumber));
  expect((second ?? 0n) > (first ?? 0n)).toBe(true);
});

test('items live and expire by the clock as it stands', async () => {
  const now = Math.floor(Date.now() / 1000);
  await put('short', { expires: { N: String(now + 1800) } });
  await put('plain');
  await restartEarlier();
  const { Items } = await run('Scan', { TableName: 'Task' });
  expect(Items).toHaveLength(2);
});

test('values that were set later are the ones that count', async () => {
  started.bus.port('ssm').setSecret('KEY', 'first');
  await restartEarlier();
  started.bus.port('ssm').setSecret('KEY', 'second');
  expect(started.bus.port('ssm').secret('KEY')).toBe('second');
});
