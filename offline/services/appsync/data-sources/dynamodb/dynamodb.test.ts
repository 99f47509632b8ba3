import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamodb } from '../../../dynamodb/index.ts';
import { at, parsedAt, type StartedApp, startApp } from '../../testing.ts';

const ROLE = 'arn:aws:iam::123456789012:role/table';
const table = (name: string) => ({
  Name: name,
  Type: 'AMAZON_DYNAMODB',
  ServiceRoleArn: ROLE,
  DynamoDBConfig: { TableName: name, AwsRegion: 'us-east-1' },
});

/** One field that does on the table whatever request the test gives it, and tells result and error. */
const PASS_THROUGH = `export const request = (ctx) => ctx.args.request;
export const response = (ctx) => ({ result: ctx.result, error: ctx.error });`;

let app: StartedApp;

beforeAll(async () => {
  app = await startApp({
    sdl: 'type Query { run(request: AWSJSON): AWSJSON forbidden(request: AWSJSON): AWSJSON }',
    services: [dynamodb],
    dataSources: [table('Things'), { ...table('Things'), Name: 'forbidden', ServiceRoleArn: `${ROLE}/none` }],
    resolvers: {
      'Query.run': { dataSource: 'Things', code: PASS_THROUGH },
      'Query.forbidden': { dataSource: 'forbidden', code: PASS_THROUGH },
    },
  });
  app.services.policies.replace(new Map([[ROLE, [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }]]]));
  const client = new DynamoDBClient(app.services.client);
  await client.send(
    new CreateTableCommand({
      TableName: 'Things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
    }),
  );
  client.destroy();
});
afterAll(() => app.stop());

const ask = async (field: string, request: Record<string, unknown>) => {
  const variables = { request: JSON.stringify({ version: '2018-05-29', ...request }) };
  const answer = await app.send(`query($request: AWSJSON) { x: ${field}(request: $request) }`, { variables });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return parsedAt(answer, 'data.x') as { result: unknown; error: { message: string; type: string } | null };
};
const run = (request: Record<string, unknown>) => ask('run', request);

const itemsOf = (result: unknown): unknown[] => {
  const items = at(result, 'items');
  return Array.isArray(items) ? items : [];
};
const numbersOf = (result: unknown) => itemsOf(result).map((item) => at(item, 'n'));

let serial = 0;
let id: string;
const key = (n: number, of = id) => ({ id: { S: of }, n: { N: String(n) } });
const put = (n: number, attributeValues: Record<string, unknown> = {}, more = {}) =>
  run({ operation: 'PutItem', key: key(n), attributeValues, ...more });
const get = async (n: number) => (await run({ operation: 'GetItem', key: key(n) })).result;

beforeEach(() => {
  id = `thing-${serial++}`;
});

describe('items', () => {
  test('come back in plain JSON, whatever their types', async () => {
    const { result, error } = await put(1, {
      text: { S: 'ü' },
      yes: { BOOL: true },
      nothing: { NULL: true },
      list: { L: [{ N: '1.5' }, { M: { a: { S: 'b' } } }] },
      numbers: { NS: ['1', '2'] },
      bare: { N: 7 },
    });
    expect(error).toBeNull();
    const expected = { id, n: 1, text: 'ü', yes: true, nothing: null, list: [1.5, { a: 'b' }], bare: 7 };
    expect(result).toMatchObject(expected);
    expect(await get(1)).toMatchObject({ ...expected, numbers: expect.arrayContaining([1, 2]) as unknown });
  });

  test('are null where there are none, and may be projected', async () => {
    expect(await get(1)).toBeNull();
    await put(1, { a: { S: 'x' }, b: { S: 'y' } });
    const projection = { expression: '#a', expressionNames: { '#a': 'a' } };
    expect((await run({ operation: 'GetItem', key: key(1), projection })).result).toEqual({ a: 'x' });
  });

  test('are updated and deleted, and told as they then are, or were', async () => {
    await put(1, { a: { S: 'x' } });
    const update = {
      expression: 'SET #b = :b REMOVE a',
      expressionNames: { '#b': 'b' },
      expressionValues: { ':b': { N: '2' } },
    };
    expect((await run({ operation: 'UpdateItem', key: key(1), update })).result).toEqual({ id, n: 1, b: 2 });
    expect((await run({ operation: 'DeleteItem', key: key(1) })).result).toEqual({ id, n: 1, b: 2 });
    expect(await get(1)).toBeNull();
  });
});

describe('a condition that fails', () => {
  const isNew = { expression: 'attribute_not_exists(id)' };

  test('is an error that brings the current item', async () => {
    await put(1, { a: { S: 'x' } });
    const { result, error } = await put(1, { a: { S: 'y' } }, { condition: isNew });
    expect(error).toEqual({
      type: 'DynamoDB:ConditionalCheckFailedException',
      message: expect.stringMatching(
        /^The conditional request failed \(Service: DynamoDb, Status Code: 400/,
      ) as unknown,
    });
    expect(result).toEqual({ id, n: 1, a: 'x' });
  });

  test('is no error where the item is as it should be, but for what is ignored', async () => {
    await put(1, { a: { S: 'x' }, version: { N: '1' } });
    const again = { a: { S: 'x' }, version: { N: '2' } };
    expect((await put(1, again, { condition: { ...isNew, equalsIgnore: ['version'] } })).error).toBeNull();
    expect((await put(1, again, { condition: isNew })).error).not.toBeNull();
  });

  test('is no error where what shall be deleted is gone', async () => {
    const condition = { expression: 'attribute_exists(id)' };
    expect(await run({ operation: 'DeleteItem', key: key(1), condition })).toEqual({ result: null, error: null });
  });

  test('is an error of an update', async () => {
    const condition = { expression: 'attribute_exists(id)' };
    const update = { expression: 'SET a = :a', expressionValues: { ':a': { S: 'x' } } };
    const { error } = await run({ operation: 'UpdateItem', key: key(1), update, condition });
    expect(error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
  });
});

describe('lists', () => {
  const query = (more = {}) =>
    run({
      operation: 'Query',
      query: { expression: 'id = :id', expressionValues: { ':id': { S: id } } },
      ...more,
    });

  test('come in order, in pages, each item once', async () => {
    for (let n = 1; n <= 5; n += 1) await put(n);
    const first = (await query({ limit: 2 })).result;
    expect(numbersOf(first)).toEqual([1, 2]);
    const second = (await query({ limit: 2, nextToken: at(first, 'nextToken') })).result;
    expect(numbersOf(second)).toEqual([3, 4]);
    const back = (await query({ scanIndexForward: false })).result;
    expect(numbersOf(back)).toEqual([5, 4, 3, 2, 1]);
    expect(back).toMatchObject({ nextToken: null, scannedCount: 5 });
  });

  test('are filtered after they are read', async () => {
    for (let n = 1; n <= 3; n += 1) await put(n, { odd: { BOOL: n % 2 === 1 } });
    const filter = {
      expression: '#o = :o',
      expressionNames: { '#o': 'odd' },
      expressionValues: { ':o': { BOOL: true } },
    };
    const { result } = await query({ filter });
    expect([numbersOf(result), at(result, 'scannedCount')]).toEqual([[1, 3], 3]);
    const scan = (await run({ operation: 'Scan', filter, limit: 1000 })).result;
    expect(itemsOf(scan).filter((item) => at(item, 'id') === id)).toHaveLength(2);
  });

  test('give tokens that tell nothing and hold for their own list only', async () => {
    await put(1);
    await put(2);
    const nextToken = String(at(await query({ limit: 1 }), 'result.nextToken'));
    expect(Buffer.from(nextToken, 'base64').toString('latin1')).not.toContain(id);
    const variables = {
      request: JSON.stringify({
        version: '2018-05-29',
        operation: 'Query',
        query: { expression: 'id = :id', expressionValues: { ':id': { S: id } } },
        nextToken: `${nextToken.slice(0, -8)}AAAAAAA=`,
      }),
    };
    const { errors } = await app.send('query($request: AWSJSON) { run(request: $request) }', { variables });
    expect(at(errors, '0.message')).toBe('Invalid pagination token given.');
  });
});

describe('batches and transactions', () => {
  test('put, get in the order of the keys, and delete several', async () => {
    const items = [1, 2].map((n) => ({ ...key(n), a: { S: `${n}` } }));
    const written = await run({ operation: 'BatchPutItem', tables: { Things: items } });
    expect(at(written, 'result.data.Things')).toMatchObject([{ n: 1 }, { n: 2 }]);
    const tables = { Things: { keys: [key(2), key(9), key(1)] } };
    const read = await run({ operation: 'BatchGetItem', tables });
    expect(read.result).toEqual({
      data: { Things: [{ id, n: 2, a: '2' }, null, { id, n: 1, a: '1' }] },
      unprocessedKeys: { Things: [] },
    });
    await run({ operation: 'BatchDeleteItem', tables: { Things: [key(1), key(2)] } });
    expect(await get(1)).toBeNull();
  });

  test('write all or nothing, and say why nothing', async () => {
    const put2 = { table: 'Things', operation: 'PutItem', key: key(2), attributeValues: { a: { S: 'x' } } };
    const check = {
      table: 'Things',
      operation: 'ConditionCheck',
      key: key(1),
      condition: { expression: 'attribute_exists(id)' },
    };
    const refused = await run({ operation: 'TransactWriteItems', transactItems: [put2, check] });
    expect(refused.error?.type).toBe('DynamoDB:TransactionCanceledException');
    expect(at(refused, 'result.cancellationReasons')).toMatchObject([
      { type: 'None' },
      { type: 'ConditionalCheckFailed' },
    ]);
    expect(await get(2)).toBeNull();

    await put(1);
    const update = { expression: 'SET a = :a', expressionValues: { ':a': { S: 'u' } } };
    const done = await run({
      operation: 'TransactWriteItems',
      transactItems: [put2, { table: 'Things', operation: 'UpdateItem', key: key(1), update }],
    });
    expect(done).toEqual({
      result: {
        keys: [
          { id, n: 2 },
          { id, n: 1 },
        ],
        cancellationReasons: null,
      },
      error: null,
    });
    const transactItems = [1, 2, 3].map((n) => ({ table: 'Things', key: key(n) }));
    const read = await run({ operation: 'TransactGetItems', transactItems });
    expect(at(read, 'result.items')).toMatchObject([{ a: 'u' }, { a: 'x' }, null]);
  });
});

test("the data source's role decides what may be done", async () => {
  const { error } = await ask('forbidden', { operation: 'GetItem', key: key(1) });
  expect(error).toMatchObject({
    type: 'DynamoDB:DynamoDbException',
    message: expect.stringContaining('not authorized') as unknown,
  });
});

test('a request that is none fails the field', async () => {
  await expect(run({ operation: 'Fly' })).rejects.toThrow("Unsupported operation 'Fly'");
  await expect(run({ operation: 'GetItem' })).rejects.toThrow("Value for field '$[key]' not found.");
});
