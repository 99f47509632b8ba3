import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeEndpointsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../../kernel/conformance.ts';
import { dynamodb } from '../index.ts';

const PATIENCE = 300_000;
let target: ConformanceTarget;
let client: DynamoDBClient;
let TableName: string;
const made: string[] = [];

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
];
const base = (name: string): CreateTableCommandInput => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [attribute('id')],
  KeySchema: keys('id'),
});
const create = async (input: CreateTableCommandInput) => {
  made.push(input.TableName ?? '');
  const answer = await client.send(new CreateTableCommand(input));
  await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 1 }, { TableName: input.TableName });
  return answer;
};
const describeIt = async (name = TableName) => (await client.send(new DescribeTableCommand({ TableName: name }))).Table;

beforeAll(async () => {
  target = await startTarget([dynamodb]);
  client = new DynamoDBClient(target.client);
  TableName = target.unique('tables');
  await create(base(TableName));
}, PATIENCE);
afterAll(async () => {
  for (const name of made) await client.send(new DeleteTableCommand({ TableName: name })).catch(() => undefined);
  await target.stop();
}, PATIENCE);

test('a table is described as it was made', async () => {
  expect(await describeIt()).toMatchObject({
    TableName,
    TableStatus: 'ACTIVE',
    KeySchema: keys('id'),
    AttributeDefinitions: [attribute('id')],
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    DeletionProtectionEnabled: false,
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  });
});

test('names are taken once, and listed', async () => {
  await expect(client.send(new CreateTableCommand(base(TableName)))).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
  const { TableNames } = await client.send(new ListTablesCommand({ ExclusiveStartTableName: TableName.slice(0, -1) }));
  expect(TableNames).toContain(TableName);
  await expect(describeIt(target.unique('absent'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test(
  'an index added to a table with items holds them, and goes again',
  async () => {
    for (const id of ['1', '2', '3']) {
      await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, group: { S: 'g' } } }));
    }
    const change = (update: object) =>
      client.send(
        new UpdateTableCommand({
          TableName,
          AttributeDefinitions: [attribute('id'), attribute('group')],
          GlobalSecondaryIndexUpdates: [update],
        }),
      );
    await change({
      Create: { IndexName: 'byGroup', KeySchema: keys('group'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    });
    while ((await describeIt())?.GlobalSecondaryIndexes?.[0]?.IndexStatus !== 'ACTIVE') await target.pass(5000);
    const { Count, Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'byGroup',
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
        ExpressionAttributeValues: { ':g': { S: 'g' } },
      }),
    );
    expect([Count, Object.keys(Items?.[0] ?? {}).sort()]).toEqual([3, ['group', 'id']]);
    await change({ Delete: { IndexName: 'byGroup' } });
    while ((await describeIt())?.GlobalSecondaryIndexes) await target.pass(5000);
    await expect(change({ Delete: { IndexName: 'byGroup' } })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  },
  PATIENCE,
);

test(
  'a protected table stays',
  async () => {
    const name = target.unique('protected');
    await create({ ...base(name), DeletionProtectionEnabled: true });
    const remove = () => client.send(new DeleteTableCommand({ TableName: name }));
    await expect(remove()).rejects.toMatchObject({ name: 'ValidationException' });
    await client.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false }));
    await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
    expect((await remove()).TableDescription?.TableStatus).toBe('DELETING');
    await waitUntilTableNotExists({ client, maxWaitTime: 120, minDelay: 1 }, { TableName: name });
  },
  PATIENCE,
);

test('expiry is turned on once, for one attribute', async () => {
  const set = (AttributeName: string, Enabled: boolean) =>
    client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }));
  await expect(set('expires', false)).rejects.toThrow('TimeToLive is already disabled');
  expect((await set('expires', true)).TimeToLiveSpecification).toEqual({ AttributeName: 'expires', Enabled: true });
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription?.AttributeName).toBe('expires');
  await expect(set('expires', true)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('tags come and go', async () => {
  const ResourceArn = (await describeIt())?.TableArn ?? '';
  const tags = async () => (await client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'team', Value: 'a' }] }));
  expect(await tags()).toEqual([{ Key: 'team', Value: 'a' }]);
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team'] }));
  expect(await tags()).toEqual([]);
});

test('the account is described', async () => {
  expect((await client.send(new DescribeLimitsCommand({}))).TableMaxReadCapacityUnits).toBeGreaterThan(0);
  expect((await client.send(new DescribeEndpointsCommand({}))).Endpoints).toHaveLength(1);
  const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  expect(ContinuousBackupsDescription).toMatchObject({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
  });
});

const local = (n: number, NonKeyAttributes?: string[]) => ({
  IndexName: `local${n}`,
  KeySchema: keys('id', `r${n}`),
  Projection: NonKeyAttributes
    ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes }
    : { ProjectionType: 'ALL' as const },
});
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

test.each<[string, Partial<CreateTableCommandInput>]>([
  [
    'six local indexes',
    {
      AttributeDefinitions: [attribute('id'), ...numbers(6).map((n) => attribute(`r${n}`))],
      KeySchema: keys('id', 'r0'),
      LocalSecondaryIndexes: numbers(6).map((n) => local(n)),
    },
  ],
  [
    'twenty-one global indexes',
    {
      GlobalSecondaryIndexes: numbers(21).map((n) => ({
        IndexName: `global${n}`,
        KeySchema: keys('id'),
        Projection: { ProjectionType: 'ALL' as const },
      })),
    },
  ],
  [
    'more than 20 projected attributes of one index',
    {
      AttributeDefinitions: [attribute('id'), attribute('r0')],
      KeySchema: keys('id', 'r0'),
      LocalSecondaryIndexes: [local(0, numbers(21).map(String))],
    },
  ],
  ['a local index without a sort key of its table', { LocalSecondaryIndexes: [local(0)] }],
  ['an attribute that no key uses', { AttributeDefinitions: [attribute('id'), attribute('other')] }],
  ['no units for a provisioned table', { BillingMode: 'PROVISIONED' }],
  ['units for a table on demand', { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }],
  ['a stream without a view', { StreamSpecification: { StreamEnabled: true } }],
])('refuses %s', async (_, change) => {
  const input = { ...base(target.unique('refused')), ...change };
  await expect(client.send(new CreateTableCommand(input))).rejects.toMatchObject({ name: 'ValidationException' });
});
