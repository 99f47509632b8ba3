import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { dynamodb } from './index.ts';

let target: ConformanceTarget;
let TableName: string;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;
let serial = 0;
const fresh = (word: string) => `${word}-${(serial += 1)}`;

beforeAll(async () => {
  target = await startTarget([dynamodb]);
  TableName = target.unique('conformance');
  client = new DynamoDBClient(target.client);
  documents = DynamoDBDocumentClient.from(client);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'color', AttributeType: 'S' },
        { AttributeName: 'weight', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byColor',
          KeySchema: [
            { AttributeName: 'color', KeyType: 'HASH' },
            { AttributeName: 'weight', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['label'] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'byWeight',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'weight', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 120 }, { TableName });
}, 180_000);

afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  await target.stop();
});

const put = (Item: Record<string, unknown>) => documents.send(new PutCommand({ TableName, Item }));
const get = async (pk: string, sk: string) =>
  (await documents.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item;

describe('indexes', () => {
  test('hold what has their keys, in the order of numbers, and follow every change', async () => {
    const color = fresh('color');
    for (const weight of [10, -5, 9.5, 100])
      await put({ pk: color, sk: String(weight), color, weight, label: 'l', hidden: 1 });
    await put({ pk: color, sk: 'sparse', color });
    const query = async () => {
      const { Items } = await documents.send(
        new QueryCommand({
          TableName,
          IndexName: 'byColor',
          KeyConditionExpression: 'color = :c',
          ExpressionAttributeValues: { ':c': color },
        }),
      );
      return Items;
    };
    expect((await query())?.map(({ weight }) => weight as unknown)).toEqual([-5, 9.5, 10, 100]);
    expect((await query())?.[0]).toEqual({ pk: color, sk: '-5', color, weight: -5, label: 'l' });

    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: color, sk: '10' },
        UpdateExpression: 'SET weight = :w REMOVE label',
        ExpressionAttributeValues: { ':w': 1000 },
      }),
    );
    await documents.send(new DeleteCommand({ TableName, Key: { pk: color, sk: '-5' } }));
    expect((await query())?.map(({ weight }) => weight as unknown)).toEqual([9.5, 100, 1000]);
  });

  test('local ones fetch what they do not hold, global ones refuse', async () => {
    const pk = fresh('local');
    await put({ pk, sk: '1', weight: 1, color: pk, hidden: 'yes' });
    const { Items } = await documents.send(
      new QueryCommand({
        TableName,
        IndexName: 'byWeight',
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': pk },
        Select: 'ALL_ATTRIBUTES',
      }),
    );
    expect(Items?.[0]).toMatchObject({ hidden: 'yes' });
    const global = new QueryCommand({
      TableName,
      IndexName: 'byColor',
      KeyConditionExpression: 'color = :p',
      ExpressionAttributeValues: { ':p': pk },
      Select: 'ALL_ATTRIBUTES',
    });
    await expect(documents.send(global)).rejects.toThrow('because its projection type is not ALL');
  });
});

describe('pages', () => {
  test('of a query in both directions meet without gap or overlap', async () => {
    const pk = fresh('pages');
    for (let n = 0; n < 7; n += 1) await put({ pk, sk: `s${n}`, weight: n % 3 });
    for (const [IndexName, ScanIndexForward] of [
      [undefined, true],
      [undefined, false],
      ['byWeight', true],
      ['byWeight', false],
    ] as const) {
      const found: string[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName,
            IndexName,
            ScanIndexForward,
            ExclusiveStartKey,
            Limit: 2,
            KeyConditionExpression: 'pk = :p',
            ExpressionAttributeValues: { ':p': pk },
          }),
        );
        found.push(...(page.Items ?? []).map(({ sk }) => String(sk)));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(found.toSorted()).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
    }
  });

  test('of a large partition end at one megabyte and go on', async () => {
    const pk = fresh('large');
    for (let n = 0; n < 12; n += 1) await put({ pk, sk: String(n).padStart(2, '0'), text: 'x'.repeat(200 * 1024) });
    const found: number[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName,
          ExclusiveStartKey,
          KeyConditionExpression: 'pk = :p AND sk >= :s',
          ExpressionAttributeValues: { ':p': pk, ':s': '01' },
        }),
      );
      found.push(page.Count ?? 0);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(found).toEqual([6, 5]);
  });

  test('of a parallel scan hold each item once', async () => {
    const mark = fresh('scan');
    await Promise.all(Array.from({ length: 30 }, (_, n) => put({ pk: `${mark}-${n}`, sk: '1', mark })));
    const segment = async (Segment: number) => {
      const found: unknown[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new ScanCommand({
            TableName,
            Segment,
            TotalSegments: 4,
            Limit: 3,
            ExclusiveStartKey,
            FilterExpression: 'mark = :m',
            ExpressionAttributeValues: { ':m': mark },
          }),
        );
        found.push(...(page.Items ?? []).map(({ pk }) => pk as unknown));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return found;
    };
    const all = (await Promise.all([0, 1, 2, 3].map(segment))).flat();
    expect([all.length, new Set(all).size]).toEqual([30, 30]);
  });
});

describe('transactions', () => {
  test('take effect whole, or not at all with a reason for each write', async () => {
    const pk = fresh('transaction');
    await put({ pk, sk: 'counter', n: 1 });
    const failed = documents.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName,
              Key: { pk, sk: 'counter' },
              UpdateExpression: 'ADD n :one',
              ExpressionAttributeValues: { ':one': 1 },
            },
          },
          { Put: { TableName, Item: { pk, sk: 'new', color: 5 } } },
          {
            ConditionCheck: {
              TableName,
              Key: { pk, sk: 'absent' },
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
        ],
      }),
    );
    await expect(failed).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }, { Code: 'None' }],
    });
    expect(await get(pk, 'counter')).toMatchObject({ n: 1 });
    expect(await get(pk, 'new')).toBeUndefined();
  });

  test('read several items at one moment', async () => {
    const pk = fresh('read');
    await put({ pk, sk: '1', n: 1 });
    const { Responses, ConsumedCapacity } = await documents.send(
      new TransactGetCommand({
        TransactItems: ['1', '2'].map((sk) => ({ Get: { TableName, Key: { pk, sk } } })),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(Responses).toEqual([{ Item: { pk, sk: '1', n: 1 } }, {}]);
    expect(ConsumedCapacity?.[0]?.CapacityUnits).toBe(4);
  });
});

describe('batches', () => {
  test('refuse one key twice', async () => {
    const pk = fresh('twice');
    const PutRequest = { Item: { pk, sk: '1' } };
    const twice = documents.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: [{ PutRequest }, { PutRequest }] } }),
    );
    await expect(twice).rejects.toThrow('Provided list of item keys contains duplicates');
    const keys = {
      Keys: [
        { pk, sk: '1' },
        { pk, sk: '1' },
      ],
    };
    await expect(documents.send(new BatchGetCommand({ RequestItems: { [TableName]: keys } }))).rejects.toThrow(
      'Provided list of item keys contains duplicates',
    );
  });

  test('of large items leave keys for the next request', async () => {
    const pk = fresh('batch');
    for (let n = 0; n < 45; n += 1) await put({ pk, sk: String(n), text: 'x'.repeat(390 * 1024) });
    const Keys = Array.from({ length: 45 }, (_, n) => ({ pk, sk: String(n) }));
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
    );
    const left = UnprocessedKeys?.[TableName]?.Keys?.length ?? 0;
    expect(left).toBeGreaterThan(0);
    expect((Responses?.[TableName]?.length ?? 0) + left).toBe(45);
  });
});

test('writes tell what they took, by index', async () => {
  const pk = fresh('capacity');
  const item = { pk, sk: '1', color: pk, weight: 1, text: 'x'.repeat(2500) };
  const written = await documents.send(new PutCommand({ TableName, Item: item, ReturnConsumedCapacity: 'INDEXES' }));
  expect(written.ConsumedCapacity).toMatchObject({
    CapacityUnits: 5,
    Table: { CapacityUnits: 3 },
    GlobalSecondaryIndexes: { byColor: { CapacityUnits: 1 } },
    LocalSecondaryIndexes: { byWeight: { CapacityUnits: 1 } },
  });
  const moved = await documents.send(
    new UpdateCommand({
      TableName,
      Key: { pk, sk: '1' },
      UpdateExpression: 'SET weight = :w',
      ExpressionAttributeValues: { ':w': 2 },
      ReturnConsumedCapacity: 'INDEXES',
    }),
  );
  expect(moved.ConsumedCapacity).toMatchObject({ GlobalSecondaryIndexes: { byColor: { CapacityUnits: 2 } } });
});

test.each([
  [{ sk: '1' }, 'One or more parameter values were invalid: Missing the key pk in the item'],
  [{ pk: 5, sk: '1' }, 'Type mismatch for key pk expected: S actual: N'],
  [{ pk: 'p', sk: '' }, 'cannot contain an empty string value. Key: sk'],
  [{ pk: 'x'.repeat(2049), sk: '1' }, 'Size of hashkey has exceeded the maximum size limit of2048 bytes'],
  [{ pk: 'p', sk: 'x'.repeat(1025) }, 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes'],
  [{ pk: 'p', sk: '1', color: '' }, 'A value specified for a secondary index key is not supported'],
  [
    { pk: 'p', sk: '1', weight: 'heavy' },
    'Type mismatch for Index Key weight Expected: N Actual: S IndexName: byColor',
  ],
  [{ pk: 'p', sk: '1', text: 'x'.repeat(400 * 1024) }, 'Item size has exceeded the maximum allowed size'],
  [{ pk: 'p', sk: '1', deep: nested(32) }, 'Nesting Levels have exceeded supported limits'],
])('refuses %.60j', async (item, message) => {
  await expect(put(item)).rejects.toThrow(message);
});

function nested(levels: number): unknown {
  return levels === 0 ? 'end' : [nested(levels - 1)];
}

test('PartiQL reads by key, filters the rest, and writes on condition', async () => {
  const pk = fresh('partiql');
  const execute = (Statement: string, ...values: string[]) =>
    client.send(
      new ExecuteStatementCommand({
        Statement,
        ...(values.length > 0 && { Parameters: values.map((S) => ({ S })) }),
      }),
    );
  await execute(`INSERT INTO "${TableName}" VALUE {'pk': ?, 'sk': 'a', 'n': 1, 'tags': <<'x'>>}`, pk);
  await expect(execute(`INSERT INTO "${TableName}" VALUE {'pk': ?, 'sk': 'a'}`, pk)).rejects.toMatchObject({
    name: 'DuplicateItemException',
  });
  const { Items: updated } = await execute(
    `UPDATE "${TableName}" SET n = n + 1 SET tags = set_add(tags, <<'y'>>) WHERE pk = ? AND sk = 'a' RETURNING ALL NEW *`,
    pk,
  );
  expect(updated?.[0]).toMatchObject({ n: { N: '2' }, tags: { SS: ['x', 'y'] } });
  await expect(
    execute(`UPDATE "${TableName}" SET n = 5 WHERE pk = ? AND sk = 'a' AND n = 7`, pk),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const { Items } = await execute(
    `SELECT n AS number FROM "${TableName}" WHERE pk = ? AND begins_with(sk, 'a') AND n BETWEEN 1 AND 3 AND absent IS MISSING`,
    pk,
  );
  expect(Items).toEqual([{ number: { N: '2' } }]);
  await expect(execute(`SELECT * FROM "${TableName}" WHERE pk = ? AND sk = ?`, pk)).rejects.toThrow(
    "Number of parameters in request and statement don't match.",
  );
});
