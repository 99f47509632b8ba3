import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../../kernel/testing.ts';
import { dynamodb } from '../index.ts';
import { throttleHelper } from './helper.ts';
import { Throttle } from './throttle.ts';

let services: StartedServices;
let client: DynamoDBClient;
const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const hash = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' as const }];
const byColor = { IndexName: 'byColor', KeySchema: hash('color'), Projection: { ProjectionType: 'ALL' as const } };

beforeAll(async () => {
  services = await startServices([dynamodb]);
  client = new DynamoDBClient(services.client);
  await client.send(
    new CreateTableCommand({
      TableName: 'demand',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [attribute('id'), attribute('color')],
      KeySchema: hash('id'),
      GlobalSecondaryIndexes: [byColor],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: 'provisioned',
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 1 },
      AttributeDefinitions: [attribute('id')],
      KeySchema: hash('id'),
    }),
  );
});
afterAll(() => services.stop());
afterEach(() => throttle({}));

const throttle = async (rule: object) => {
  const response = await fetch(`${services.endpoint}/_offline/throttle`, { method: 'PUT', body: JSON.stringify(rule) });
  return { status: response.status, body: (await response.json()) as unknown };
};
const put = (TableName: string, id: string) =>
  client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, color: { S: 'red' } } }));
const get = (TableName: string, id: string) => client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table';

test('a rule throttles what it names, as often as it says, by the table’s billing mode', async () => {
  await throttle({ service: 'dynamodb', table: 'demand', operation: 'PutItem', times: 2 });
  await expect(put('demand', '1')).rejects.toMatchObject({
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 400 },
    ThrottlingReasons: [{ reason: 'TableWriteKeyRangeThroughputExceeded', resource: `${arn}/demand` }],
  });
  await expect(get('demand', '1')).resolves.toBeDefined();
  await expect(put('demand', '1')).rejects.toThrow('Throughput exceeds the current capacity of your table or index');
  await put('demand', '1');

  await throttle({ service: 'dynamodb', table: 'provisioned' });
  await expect(get('provisioned', '1')).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    ThrottlingReasons: [{ reason: 'TableReadProvisionedThroughputExceeded' }],
  });
  await throttle({});
  await expect(get('provisioned', '1')).resolves.toBeDefined();
});

test('the SDK’s own retries get over it', async () => {
  await throttle({ service: 'dynamodb', times: 2 });
  const patient = new DynamoDBClient({ ...services.client, maxAttempts: 4 });
  const { $metadata } = await patient.send(new GetItemCommand({ TableName: 'demand', Key: { id: { S: '1' } } }));
  expect($metadata.attempts).toBe(3);
});

test('an index without room holds up writes of its table, and reads through it alone', async () => {
  await throttle({ service: 'dynamodb', table: 'demand', index: 'byColor' });
  const resource = `${arn}/demand/index/byColor`;
  await expect(put('demand', '2')).rejects.toMatchObject({ ThrottlingReasons: [{ resource }] });
  await get('demand', '2');
  const query = new QueryCommand({
    TableName: 'demand',
    IndexName: 'byColor',
    KeyConditionExpression: 'color = :c',
    ExpressionAttributeValues: { ':c': { S: 'red' } },
  });
  await expect(client.send(query)).rejects.toMatchObject({
    ThrottlingReasons: [{ reason: 'IndexReadKeyRangeThroughputExceeded', resource }],
  });
});

test('throttled items of a batch come back, and an exception where none was left', async () => {
  const PutRequest = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } });
  await throttle({ service: 'dynamodb', table: 'demand', times: 1 });
  const written = await client.send(
    new BatchWriteItemCommand({ RequestItems: { demand: [PutRequest('a'), PutRequest('b')] } }),
  );
  expect(written.UnprocessedItems).toEqual({ demand: [PutRequest('a')] });
  expect((await get('demand', 'b')).Item).toBeDefined();

  await throttle({ service: 'dynamodb', table: 'demand', times: 1 });
  const Keys = ['b', 'c'].map((id) => ({ id: { S: id } }));
  const read = await client.send(new BatchGetItemCommand({ RequestItems: { demand: { Keys } } }));
  expect(read.UnprocessedKeys).toMatchObject({ demand: { Keys: [{ id: { S: 'b' } }] } });

  await throttle({ service: 'dynamodb', table: 'demand' });
  const all = client.send(new BatchGetItemCommand({ RequestItems: { demand: { Keys } } }));
  await expect(all).rejects.toMatchObject({ name: 'ThrottlingException' });
});

test('a transaction is cancelled whole, with the reason where it was throttled', async () => {
  await throttle({ service: 'dynamodb', table: 'demand' });
  const Put = (TableName: string) => ({ Put: { TableName, Item: { id: { S: 'transacted' } } } });
  const both = client.send(new TransactWriteItemsCommand({ TransactItems: [Put('provisioned'), Put('demand')] }));
  await expect(both).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ThrottlingError' }],
  });
  expect((await get('provisioned', 'transacted')).Item).toBeUndefined();
});

test('a probability decides by its seed, and other operations can be named', async () => {
  const outcomes = async () => {
    await throttle({ service: 'dynamodb', table: 'demand', probability: 0.5, seed: 7 });
    return Promise.all(
      Array.from({ length: 20 }, () =>
        get('demand', 'x').then(
          () => true,
          () => false,
        ),
      ),
    );
  };
  const first = await outcomes();
  expect(new Set(first).size).toBe(2);
  expect(await outcomes()).toEqual(first);
  await throttle({ service: 'dynamodb', operation: 'DescribeTable' });
  const described = client.send(new DescribeTableCommand({ TableName: 'provisioned' }));
  await expect(described).rejects.toMatchObject({ name: 'ThrottlingException' });
  const shown = await fetch(`${services.endpoint}/_offline/throttle`);
  expect(await shown.json()).toMatchObject({
    rules: [{ table: 'demand' }, { operation: 'DescribeTable', throttled: 1 }],
  });
});

test('a provisioned table can be held to its units: 300 seconds of burst, then by the clock', async () => {
  await throttle({ service: 'dynamodb', table: 'provisioned', enforceCapacity: true });
  const large = { id: { S: 'large' }, text: { S: 'x'.repeat(301 * 1024) } };
  await client.send(new PutItemCommand({ TableName: 'provisioned', Item: large }));
  await expect(put('provisioned', 'next')).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    ThrottlingReasons: [{ reason: 'TableWriteProvisionedThroughputExceeded', resource: `${arn}/provisioned` }],
  });
  await get('provisioned', 'large');
  services.clock.setOffset(services.clock.offsetMs + 3_000);
  await put('provisioned', 'next');
  await throttle({ service: 'dynamodb', table: 'provisioned', enforceCapacity: false });
  for (let n = 0; n < 5; n += 1) await put('provisioned', 'next');
});

test('the endpoint refuses what is no rule', async () => {
  const refused = await throttleHelper(new Throttle(services.clock), {
    method: 'PUT',
    body: () => Promise.resolve(Buffer.from('{"service":"dynamodb","tabel":"demand"}')),
  }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'ValidationException' });
});
