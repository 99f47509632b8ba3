import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
} from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../../kernel/testing.ts';
import { dynamodb } from '../index.ts';

const HOUR = 60 * 60 * 1000;
const TableName = 'notes';
let services: StartedServices;
let client: DynamoDBClient;
let StreamArn: string;
// A client of its own for each moment: SDKs remember how far their clock was off.
const streams = () => new DynamoDBStreamsClient({ ...services.client, systemClockOffset: services.clock.offsetMs });
const tables = () => new DynamoDBClient({ ...services.client, systemClockOffset: services.clock.offsetMs });
const move = (milliseconds: number) => {
  services.clock.setOffset(services.clock.offsetMs + milliseconds);
};
const put = (id: string, more = {}) =>
  tables().send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...more } }));

beforeEach(async () => {
  services = await startServices([dynamodb]);
  client = new DynamoDBClient(services.client);
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'OLD_IMAGE' },
    }),
  );
  StreamArn = TableDescription?.LatestStreamArn ?? '';
});
afterEach(() => services.stop());

async function iterator(more: Partial<GetShardIteratorCommandInput> = {}) {
  const { StreamDescription } = await streams().send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const input = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const, ...more };
  return (await streams().send(new GetShardIteratorCommand(input))).ShardIterator;
}
const records = (ShardIterator: string | undefined) => streams().send(new GetRecordsCommand({ ShardIterator }));

test('an iterator serves for fifteen minutes', async () => {
  const early = await iterator();
  move(14 * 60 * 1000);
  await expect(records(early)).resolves.toBeDefined();
  move(2 * 60 * 1000);
  await expect(records(early)).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
});

test('records are kept for 24 hours; to ask for older ones is refused, before and after they are removed', async () => {
  await put('old');
  await put('older than the mark');
  const [first] = (await records(await iterator())).Records ?? [];
  const SequenceNumber = first?.dynamodb?.SequenceNumber;
  const at = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber } as const;
  move(24 * HOUR - 5 * 60 * 1000);
  const held = await iterator(at);
  move(6 * 60 * 1000);
  await expect(records(held)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
  await expect(iterator(at)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
  await put('new');
  await expect(iterator(at)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
  expect((await records(await iterator())).Records?.map(({ dynamodb: change }) => change?.Keys?.id?.S)).toEqual([
    'new',
  ]);
});

test('an expired item is deleted by the clock’s move, by the service itself', async () => {
  const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  await put('1', { expires: { N: String(Math.floor(services.clock.now() / 1000) + 3600) } });
  await put('2', { expires: { S: 'never' } });
  move(2 * HOUR);
  const get = (id: string) => tables().send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  await expect.poll(async () => (await get('1')).Item).toBeUndefined();
  expect((await get('2')).Item).toBeDefined();
  const last = (await records(await iterator())).Records?.at(-1);
  expect(last).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
    dynamodb: { Keys: { id: { S: '1' } } },
  });
});
