import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type StreamViewType,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../../kernel/conformance.ts';
import { dynamodb } from '../index.ts';

const PATIENCE = 300_000;
let target: ConformanceTarget;
let client: DynamoDBClient;
let streams: DynamoDBStreamsClient;
const made: string[] = [];

beforeAll(async () => {
  target = await startTarget([dynamodb]);
  client = new DynamoDBClient(target.client);
  streams = new DynamoDBStreamsClient(target.client);
});
afterAll(async () => {
  for (const TableName of made) await client.send(new DeleteTableCommand({ TableName }));
  await target.stop();
}, PATIENCE);

const ready = (TableName: string) => waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 1 }, { TableName });
async function streaming(StreamViewType: StreamViewType) {
  const TableName = target.unique('stream');
  made.push(TableName);
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    }),
  );
  await ready(TableName);
  return { TableName, StreamArn: TableDescription?.LatestStreamArn ?? '' };
}
const put = (TableName: string, id: string, n: number) =>
  client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, n: { N: String(n) } } }));
async function shardOf(StreamArn: string): Promise<string> {
  for (;;) {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const [shard] = StreamDescription?.Shards ?? [];
    if (shard?.ShardId) return shard.ShardId;
    await target.pass(1000);
  }
}
async function iterator(StreamArn: string, more: Partial<GetShardIteratorCommandInput> = {}) {
  const input = { StreamArn, ShardId: await shardOf(StreamArn), ShardIteratorType: 'TRIM_HORIZON' as const, ...more };
  return (await streams.send(new GetShardIteratorCommand(input))).ShardIterator ?? '';
}
/** Reads until there are `count` records. */
async function read(first: string, count: number): Promise<StreamRecord[]> {
  const found: StreamRecord[] = [];
  let ShardIterator: string | undefined = first;
  while (ShardIterator && found.length < count) {
    const answer: { Records?: StreamRecord[]; NextShardIterator?: string } = await streams.send(
      new GetRecordsCommand({ ShardIterator }),
    );
    found.push(...(answer.Records ?? []));
    ShardIterator = answer.NextShardIterator;
    if (found.length < count) await target.pass(1000);
  }
  return found;
}

test.each<[StreamViewType, string[]]>([
  ['KEYS_ONLY', []],
  ['NEW_IMAGE', ['NewImage']],
  ['OLD_IMAGE', ['OldImage']],
  ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
])(
  'records of %s hold what the view says, in the order of the changes',
  async (view, images) => {
    const { TableName, StreamArn } = await streaming(view);
    await put(TableName, '1', 1);
    await put(TableName, '1', 1);
    await put(TableName, '1', 2);
    await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: '1' } } }));
    const records = await read(await iterator(StreamArn), 3);
    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    const modified = records[1]?.dynamodb;
    expect(modified).toMatchObject({ Keys: { id: { S: '1' } }, StreamViewType: view });
    expect(['NewImage', 'OldImage'].filter((image) => image in (modified ?? {}))).toEqual(images);
    expect(records[1]).toMatchObject({ eventSource: 'aws:dynamodb', eventVersion: '1.1' });
  },
  PATIENCE,
);

test(
  'iterators begin where they are told',
  async () => {
    const { TableName, StreamArn } = await streaming('KEYS_ONLY');
    for (const id of ['a', 'b', 'c']) await put(TableName, id, 1);
    const all = await read(await iterator(StreamArn), 3);
    const numbers = all.map(({ dynamodb: change }) => change?.SequenceNumber ?? '');
    expect(numbers).toEqual([...numbers].sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1)));
    const from = async (ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER', count: number) => {
      const begun = await iterator(StreamArn, { ShardIteratorType, SequenceNumber: numbers[1] });
      return (await read(begun, count)).map(({ dynamodb: change }) => change?.Keys?.id?.S);
    };
    expect(await from('AT_SEQUENCE_NUMBER', 2)).toEqual(['b', 'c']);
    expect(await from('AFTER_SEQUENCE_NUMBER', 1)).toEqual(['c']);
    const latest = await iterator(StreamArn, { ShardIteratorType: 'LATEST' });
    await put(TableName, 'd', 1);
    expect((await read(latest, 1))[0]?.dynamodb?.Keys).toEqual({ id: { S: 'd' } });
    await expect(iterator(StreamArn, { ShardIteratorType: 'AT_SEQUENCE_NUMBER' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  },
  PATIENCE,
);

test(
  'a stream that is turned off can still be read, and turned on again it is another',
  async () => {
    const { TableName, StreamArn } = await streaming('KEYS_ONLY');
    await put(TableName, '1', 1);
    const turn = async (StreamSpecification: { StreamEnabled: boolean; StreamViewType?: StreamViewType }) => {
      await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
      await ready(TableName);
      return (await client.send(new DescribeTableCommand({ TableName }))).Table;
    };
    expect((await turn({ StreamEnabled: false }))?.StreamSpecification).toBeUndefined();
    expect(await read(await iterator(StreamArn), 1)).toHaveLength(1);
    await target.pass(2000);
    const again = (await turn({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' }))?.LatestStreamArn;
    expect(again).not.toBe(StreamArn);
    const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
    expect(Streams?.map((stream) => stream.StreamArn).sort()).toEqual([StreamArn, again].sort());
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    expect(StreamDescription?.Shards?.[0]?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined();
  },
  PATIENCE,
);

test('what is not there is not found', async () => {
  const StreamArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/none/stream/2020-01-01T00:00:00.000';
  await expect(streams.send(new DescribeStreamCommand({ StreamArn }))).rejects.toMatchObject({
    name: expect.stringMatching(/ResourceNotFoundException|AccessDeniedException/) as string,
  });
});
