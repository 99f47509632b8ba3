import { crc32 } from 'node:zlib';
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DescribeStreamOutput,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { afterEach, expect, test } from 'vitest';
import { ADMINISTRATOR, type Principal } from '../../kernel/principal.ts';
import type { Resource } from '../../kernel/resource.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { dynamodb } from './index.ts';

const started: StartedServices[] = [];
afterEach(async () => {
  for (const services of started.splice(0)) await services.stop();
});

async function start(resources: readonly Resource[], folder?: string): Promise<StartedServices> {
  const services = await startServices([dynamodb], { resources, ...(folder && { folder }) });
  started.push(services);
  return services;
}

const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/Note-x-NONE';
const index = (indexName: string, attributeName: string) => ({
  indexName,
  keySchema: [{ attributeName, keyType: 'HASH' }],
  projection: { projectionType: 'ALL' },
});

/** A table as Amplify synthesizes it. */
const noteTable = (properties: Record<string, unknown> = {}): Resource => ({
  logicalId: 'NoteTable',
  stackPath: 'app/data',
  type: 'Custom::AmplifyDynamoDBTable',
  ref: 'Note-x-NONE',
  attributes: { TableArn: ARN },
  path: 'app/data/NoteTable',
  properties: {
    tableName: 'Note-x-NONE',
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    billingMode: 'PAY_PER_REQUEST',
    streamSpecification: { streamViewType: 'NEW_AND_OLD_IMAGES' },
    sseSpecification: { sseEnabled: false },
    ...properties,
  },
});

const execute = (
  services: StartedServices,
  operation: string,
  input: Record<string, unknown>,
  principal = ADMINISTRATOR,
) => services.bus.port('dynamodb').execute(operation, { TableName: 'Note-x-NONE', ...input }, principal);
const put = (services: StartedServices, item: Record<string, unknown>) => execute(services, 'PutItem', { Item: item });

test('the app’s tables keep their items when they are applied again, and their indexes follow the definition', async () => {
  const first = await start([noteTable()]);
  await put(first, { id: { S: '1' }, owner: { S: 'me' } });
  await first.stop({ keep: true });

  const attributeDefinitions = ['id', 'owner'].map((attributeName) => ({ attributeName, attributeType: 'S' }));
  const second = await start(
    [noteTable({ attributeDefinitions, globalSecondaryIndexes: [index('byOwner', 'owner')] })],
    first.folder,
  );
  const query = {
    IndexName: 'byOwner',
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':o': { S: 'me' } },
  };
  expect(await execute(second, 'Query', query)).toMatchObject({ Count: 1 });
  await second.stop({ keep: true });

  const third = await start([noteTable()], first.folder);
  await expect(execute(third, 'Query', query)).rejects.toThrow('The table does not have the specified index: byOwner');
  expect(await execute(third, 'Scan', {})).toMatchObject({ Count: 1 });
});

test('a table whose key changed is refused by name', async () => {
  const first = await start([noteTable()]);
  await first.stop({ keep: true });
  const changed = noteTable({
    attributeDefinitions: [{ attributeName: 'key', attributeType: 'S' }],
    keySchema: [{ attributeName: 'key', keyType: 'HASH' }],
  });
  await expect(start([changed], first.folder)).rejects.toThrow(
    'NoteTable.KeySchema: the table Note-x-NONE exists with another key',
  );
});

test('streams hand out every change once, to the port as to the stock client', async () => {
  const services = await start([noteTable()]);
  const { dynamodb: port } = { dynamodb: services.bus.port('dynamodb') };
  const streamArn = `${ARN}/stream/2024-01-01T00:00:00.000`;
  let wakes = 0;
  port.onStream(streamArn, () => {
    wakes += 1;
  });
  await put(services, { id: { S: '1' }, n: { N: '1' } });
  await put(services, { id: { S: '1' }, n: { N: '1' } });
  await put(services, { id: { S: '1' }, n: { N: '2' } });
  await execute(services, 'DeleteItem', { Key: { id: { S: '1' } } });

  const records = port.readStream({ streamArn, after: undefined, limit: 10 });
  expect(records.map(({ record }) => record.eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  expect(wakes).toBe(3);
  expect(records[1]?.record).toMatchObject({
    eventSource: 'aws:dynamodb',
    eventSourceARN: streamArn,
    dynamodb: { Keys: { id: { S: '1' } }, OldImage: { n: { N: '1' } }, NewImage: { n: { N: '2' } } },
  });
  expect(port.readStream({ streamArn, after: records[1]?.sequenceNumber, limit: 10 })).toHaveLength(1);
  expect(port.latestSequence(streamArn)).toBe(records[2]?.sequenceNumber);

  const client = new DynamoDBStreamsClient(services.client);
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const read = async (type: 'TRIM_HORIZON' | 'LATEST' | 'AT_SEQUENCE_NUMBER', SequenceNumber?: string) => {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: type, SequenceNumber }),
    );
    const { Records } = await client.send(new GetRecordsCommand({ ShardIterator }));
    return Records?.length;
  };
  expect(await read('TRIM_HORIZON')).toBe(3);
  expect(await read('AT_SEQUENCE_NUMBER', records[1]?.sequenceNumber)).toBe(2);
  expect(await read('LATEST')).toBe(0);
});

test('records are gone after 24 hours, iterators after 15 minutes', async () => {
  const services = await start([noteTable()]);
  const port = services.bus.port('dynamodb');
  const streamArn = `${ARN}/stream/2024-01-01T00:00:00.000`;
  await put(services, { id: { S: '1' } });
  const described = await execute(services, 'DescribeStream', { StreamArn: streamArn });
  const ShardId = (described as { StreamDescription: DescribeStreamOutput['StreamDescription'] }).StreamDescription
    ?.Shards?.[0]?.ShardId;
  const shard = { StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
  const { ShardIterator } = await execute(services, 'GetShardIterator', shard);
  services.clock.setOffset(16 * 60 * 1000);
  await expect(execute(services, 'GetRecords', { ShardIterator })).rejects.toMatchObject({
    name: 'ExpiredIteratorException',
  });
  expect(port.readStream({ streamArn, after: undefined, limit: 10 })).toHaveLength(1);
  services.clock.setOffset(24 * 60 * 60 * 1000 + 1);
  expect(port.readStream({ streamArn, after: undefined, limit: 10 })).toHaveLength(0);
});

test('expired items go by the clock, and their records name the service', async () => {
  const services = await start([noteTable({ timeToLiveSpecification: { attributeName: 'ttl', enabled: true } })]);
  const port = services.bus.port('dynamodb');
  const streamArn = `${ARN}/stream/2024-01-01T00:00:00.000`;
  const soon = Math.floor(services.clock.now() / 1000) + 3600;
  await put(services, { id: { S: 'soon' }, ttl: { N: String(soon) } });
  await put(services, { id: { S: 'text' }, ttl: { S: String(soon) } });
  await put(services, { id: { S: 'later' }, ttl: { N: String(soon + 7200) } });
  const removed = new Promise<void>((resolve) => {
    port.onStream(streamArn, resolve);
  });
  services.clock.setOffset(3601 * 1000 + 60_000);
  await removed;
  expect(await execute(services, 'Scan', {})).toMatchObject({ Count: 2 });
  const [record] = port.readStream({ streamArn, after: undefined, limit: 10 }).slice(3);
  expect(record?.record).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    dynamodb: { Keys: { id: { S: 'soon' } } },
  });
});

test('a role may what its policy allows, on tables and on their indexes', async () => {
  const attributeDefinitions = ['id', 'owner'].map((attributeName) => ({ attributeName, attributeType: 'S' }));
  const services = await start([
    noteTable({ attributeDefinitions, globalSecondaryIndexes: [index('byOwner', 'owner')] }),
  ]);
  const roleArn = 'arn:aws:iam::123456789012:role/reader';
  services.policies.replace(
    new Map([[roleArn, [{ Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Query'], Resource: ARN }]]]),
  );
  const reader = { kind: 'role', roleArn, sessionName: 's' } as const satisfies Principal;
  const attempt = (operation: string, input: Record<string, unknown>) =>
    services.bus.port('dynamodb').execute(operation, { TableName: 'Note-x-NONE', ...input }, reader);
  await expect(attempt('GetItem', { Key: { id: { S: '1' } } })).resolves.toEqual({});
  await expect(attempt('PutItem', { Item: { id: { S: '1' } } })).rejects.toMatchObject({
    code: 'AccessDeniedException',
  });
  const byOwner = {
    IndexName: 'byOwner',
    KeyConditionExpression: 'id = :o',
    ExpressionAttributeValues: { ':o': { S: 'me' } },
  };
  await expect(attempt('Query', byOwner)).rejects.toThrow(`${ARN}/index/byOwner`);
  const transaction = { TransactItems: [{ Delete: { TableName: 'Note-x-NONE', Key: { id: { S: '1' } } } }] };
  await expect(attempt('TransactWriteItems', transaction)).rejects.toThrow('dynamodb:DeleteItem');
});

test('answers carry their checksum, and errors their type', async () => {
  const services = await start([noteTable()]);
  const response = await fetch(services.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  });
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.status).toBe(400);
  expect(JSON.parse(body.toString())).toMatchObject({
    __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
  });
  expect(response.headers.get('x-amz-crc32')).toBe(String(crc32(body)));
});

test('tables are named by ARN as well', async () => {
  const services = await start([noteTable()]);
  const client = new DynamoDBClient(services.client);
  await client.send(new PutItemCommand({ TableName: ARN, Item: { id: { S: '1' } } }));
  const { Item } = await client.send(new GetItemCommand({ TableName: ARN, Key: { id: { S: '1' } } }));
  expect(Item).toEqual({ id: { S: '1' } });
  const { Responses } = await client.send(
    new BatchGetItemCommand({ RequestItems: { [ARN]: { Keys: [{ id: { S: '1' } }] } } }),
  );
  expect(Responses?.[ARN]).toHaveLength(1);
});
