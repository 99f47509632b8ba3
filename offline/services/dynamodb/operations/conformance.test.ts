import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ExecuteTransactionCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../../kernel/conformance.ts';
import { dynamodb } from '../index.ts';

const PATIENCE = 300_000;
let target: ConformanceTarget;
let client: DynamoDBClient;
let TableName: string;
let serial = 0;
const fresh = () => ({ id: { S: `item-${(serial += 1)}` } });
const put = (Item: Record<string, { S: string } | { N: string }>, more = {}) =>
  client.send(new PutItemCommand({ TableName, Item, ...more }));
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

beforeAll(async () => {
  target = await startTarget([dynamodb]);
  client = new DynamoDBClient(target.client);
  TableName = target.unique('operations');
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'g', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byG',
          KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 1 }, { TableName });
}, PATIENCE);
afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  await target.stop();
}, PATIENCE);

describe('capacity units', () => {
  test('of reads count by 4 KB, half where the read may be stale, double in transactions', async () => {
    const Key = fresh();
    await put({ ...Key, text: { S: 'x'.repeat(5000) } });
    const get = async (ConsistentRead: boolean) =>
      (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead, ReturnConsumedCapacity: 'TOTAL' })))
        .ConsumedCapacity?.CapacityUnits;
    expect([await get(true), await get(false)]).toEqual([2, 1]);
    const { ConsumedCapacity } = await client.send(
      new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }], ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }]);
    const absent = new GetItemCommand({ TableName, Key: fresh(), ReturnConsumedCapacity: 'TOTAL' });
    expect((await client.send(absent)).ConsumedCapacity?.CapacityUnits).toBe(0.5);
  });

  test('of writes count by 1 KB of the larger image, with each index that changes', async () => {
    const Key = fresh();
    const text = { S: 'x'.repeat(1500) };
    const created = await put({ ...Key, text, g: { S: '1' } }, { ReturnConsumedCapacity: 'INDEXES' });
    expect(created.ConsumedCapacity).toMatchObject({
      CapacityUnits: 3,
      Table: { CapacityUnits: 2 },
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 1 } },
    });
    const moved = await put({ ...Key, g: { S: '2' } }, { ReturnConsumedCapacity: 'INDEXES' });
    expect(moved.ConsumedCapacity).toMatchObject({
      Table: { CapacityUnits: 2 },
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 2 } },
    });
    const { ConsumedCapacity } = await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: fresh() } }],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity?.[0]).toMatchObject({ CapacityUnits: 2, WriteCapacityUnits: 2 });
  });

  test('of a query and a scan count all that was read', async () => {
    const { ConsumedCapacity } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'id = :i',
        ExpressionAttributeValues: { ':i': { S: 'nobody' } },
        ReturnConsumedCapacity: 'TOTAL',
        ConsistentRead: true,
      }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBe(1);
    const scanned = await client.send(
      new ScanCommand({ TableName, IndexName: 'byG', ReturnConsumedCapacity: 'INDEXES' }),
    );
    expect(scanned.ConsumedCapacity).toMatchObject({
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { byG: { CapacityUnits: 0.5 } },
    });
  });
});

describe('a client token', () => {
  test('stands for its transaction for ten minutes', async () => {
    const Key = fresh();
    const ClientRequestToken = target.unique('token').slice(0, 36);
    const add = (amount: string) =>
      client.send(
        new TransactWriteItemsCommand({
          ClientRequestToken,
          TransactItems: [
            {
              Update: {
                ...{ TableName, Key, UpdateExpression: 'ADD n :n' },
                ExpressionAttributeValues: { ':n': { N: amount } },
              },
            },
          ],
        }),
      );
    await add('1');
    await add('1');
    expect((await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item?.n?.N).toBe('1');
    await expect(add('2')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  });
});

describe('a failed condition', () => {
  const Key = fresh();
  const ConditionExpression = 'attribute_not_exists(id)';
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';

  test('shows the item where that is asked for', async () => {
    await put({ ...Key, n: { N: '7' } });
    const failed = put(Key, { ConditionExpression, ReturnValuesOnConditionCheckFailure });
    await expect(failed).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { ...Key, n: { N: '7' } },
    });
    const removed = client.send(new DeleteItemCommand({ TableName, Key, ConditionExpression }));
    await expect(removed).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    await expect(removed).rejects.not.toHaveProperty('Item.n');
  });

  test('cancels its transaction, with the item among the reasons', async () => {
    const cancelled = client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: fresh() } },
          { Put: { TableName, Item: Key, ConditionExpression, ReturnValuesOnConditionCheckFailure } },
        ],
      }),
    );
    await expect(cancelled).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { n: { N: '7' } } }],
    });
  });

  test('of a PartiQL insert in a transaction is a duplicate', async () => {
    const Statement = `INSERT INTO "${TableName}" VALUE {'id': '${Key.id.S}'}`;
    const twice = client.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] }));
    await expect(twice).rejects.toMatchObject({ CancellationReasons: [{ Code: 'DuplicateItem' }] });
  });
});

describe('limits', () => {
  const scan = (FilterExpression: string, values: Record<string, { N: string }>) =>
    client.send(new ScanCommand({ TableName, Limit: 1, FilterExpression, ExpressionAttributeValues: values }));
  const one = { ':v': { N: '1' } };

  test('expressions have 4 KB, 300 operators, and 100 candidates of IN', async () => {
    const many = (count: number) =>
      numbers(count)
        .map(() => 'a<:v')
        .join(' OR ');
    await scan(many(300), one);
    await expect(scan(many(301), one)).rejects.toThrow(
      'Invalid FilterExpression: The expression contains too many operators',
    );
    await expect(scan(`${'a'.repeat(4097)} = :v`, one)).rejects.toThrow('Expression size has exceeded the maximum');
    const values = Object.fromEntries(numbers(101).map((n) => [`:v${n}`, { N: String(n) }]));
    await expect(scan(`a IN (${Object.keys(values).join(', ')})`, values)).rejects.toThrow(
      'The IN operator is provided with too many operands; number of operands: 101',
    );
  });

  test('an item has 400 KB, when it is put as when it grows', async () => {
    const Key = fresh();
    await put({ ...Key, text: { S: 'x'.repeat(399 * 1024) } });
    const grow = new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: 'SET more = :m',
      ExpressionAttributeValues: { ':m': { S: 'x'.repeat(2048) } },
    });
    await expect(client.send(grow)).rejects.toThrow('Item size to update has exceeded the maximum allowed size');
    const tooLarge = put({ ...Key, text: { S: 'x'.repeat(400 * 1024) } });
    await expect(tooLarge).rejects.toThrow('Item size has exceeded the maximum allowed size');
  });

  test('a batch has 25 writes or 100 keys, a transaction 100 items', async () => {
    const writes = numbers(26).map(() => ({ PutRequest: { Item: fresh() } }));
    const batch = client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: writes } }));
    await expect(batch).rejects.toMatchObject({ name: 'ValidationException' });
    const reads = client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: numbers(101).map(fresh) } } }),
    );
    await expect(reads).rejects.toMatchObject({ name: 'ValidationException' });
    const TransactItems = numbers(101).map(() => ({ Put: { TableName, Item: fresh() } }));
    const transaction = client.send(new TransactWriteItemsCommand({ TransactItems }));
    await expect(transaction).rejects.toThrow('Member must have length less than or equal to 100');
  });

  test.each([
    ['a partition key over 2048 bytes', { id: { S: 'x'.repeat(2049) } }, 'hashkey'],
    ['an empty key', { id: { S: '' } }, 'empty string value'],
    ['an empty key of an index', { id: { S: 'a' }, g: { S: '' } }, 'empty string value'],
    ['39 digits', { id: { S: 'a' }, n: { N: '1'.repeat(39) } }, 'more than 38 significant digits'],
    ['10^126', { id: { S: 'a' }, n: { N: '1e126' } }, 'Number overflow'],
    ['10^-131', { id: { S: 'a' }, n: { N: '1e-131' } }, 'Number underflow'],
    ['no number', { id: { S: 'a' }, n: { N: 'one' } }, 'cannot be converted to a numeric value'],
  ])('refuses %s', async (_, item, message) => {
    await expect(put(item)).rejects.toThrow(message);
  });
});
