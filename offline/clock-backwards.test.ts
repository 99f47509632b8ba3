import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR } from './kernel/principal.ts';
import type { Resource } from './kernel/resource.ts';
import { type StartedServices, startServices } from './kernel/testing.ts';
import { dynamodb } from './services/dynamodb/index.ts';
import { sqs } from './services/sqs/index.ts';
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

const queue = (name: string, properties: object = {}): Resource => ({
  ...{ logicalId: name, stackPath: 'root', ref: name, attributes: { QueueName: name }, path: name },
  type: 'AWS::SQS::Queue',
  properties: { QueueName: name, ...properties },
});
const SERVICES = [dynamodb, ssm, sqs];
const RESOURCES = [TABLE, queue('Jobs'), queue('Once.fifo', { FifoQueue: true })];

let folder: string;
let started: StartedServices;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'clock-'));
  // The first start believed to be an hour later than the second one.
  started = await startServices(SERVICES, { folder, resources: RESOURCES });
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
  started = await startServices(SERVICES, { folder, resources: RESOURCES });
};
const setBack = () => {
  started.clock.setOffset(0);
  return Promise.resolve();
};
const pass = (milliseconds: number) => {
  started.clock.setOffset(started.clock.offsetMs + milliseconds);
};
const send = (body: string, more: { delaySeconds?: number } = {}) =>
  started.bus.port('sqs').send({ queue: arnOf('Jobs'), body, ...more });
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const receive = async (name = 'Jobs') => {
  const messages = await started.bus.port('sqs').receive({ queue: arnOf(name), maximum: 10, waitMs: 0 });
  return messages.map(({ body }) => body);
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

describe.each([
  ['a restart', () => restartEarlier()],
  ['a move', setBack],
])('after %s to an earlier clock', (_, goBack) => {
  test('messages are there, and what is delayed or in flight waits no longer than before', async () => {
    send('taken');
    expect(await receive()).toEqual(['taken']);
    pass(10_000);
    send('delayed', { delaySeconds: 60 });
    send('plain');
    await goBack();
    expect(await receive()).toEqual(['plain']);
    pass(21_000);
    expect(await receive()).toEqual(['taken']);
    pass(40_000);
    expect((await receive()).sort()).toEqual(['delayed', 'plain', 'taken']);
  });

  test('a FIFO queue takes again what it took more than five minutes ago', async () => {
    const once = (body: string) =>
      started.bus.port('sqs').send({ queue: arnOf('Once.fifo'), body, groupId: 'g', deduplicationId: 'd' });
    once('first');
    await goBack();
    once('a duplicate');
    pass(301_000);
    once('second');
    expect(await receive('Once.fifo')).toEqual(['first', 'second']);
  });
});

test('who waits for a message when the clock goes back is answered in time', async () => {
  const waiting = started.bus.port('sqs').receive({ queue: arnOf('Jobs'), maximum: 1, waitMs: 20_000 });
  started.clock.setOffset(0);
  pass(20_000);
  expect(await waiting).toEqual([]);
});
