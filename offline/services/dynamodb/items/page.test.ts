import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../../kernel/testing.ts';
import { dynamodb } from '../index.ts';

const PEOPLE = 250;
/** Holds what stands between the items of a page, and letters of more than one byte. */
const NOTE = 'first,\nsecond "third" – ✓';

let services: StartedServices;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  services = await startServices([dynamodb]);
  client = DynamoDBDocumentClient.from(new DynamoDBClient(services.client));
  await client.send(
    new CreateTableCommand({
      TableName: 'Pages',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'kind', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
        { AttributeName: 'reverse', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'kind', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byReverse',
          KeySchema: [
            { AttributeName: 'kind', KeyType: 'HASH' },
            { AttributeName: 'reverse', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  const small = Array.from({ length: PEOPLE }, (_, n) => ({ kind: 'small', n, reverse: -n, note: NOTE }));
  const large = Array.from({ length: 40 }, (_, n) => ({ kind: 'large', n, reverse: -n, note: 'x'.repeat(60_000) }));
  const items = [...small, ...large];
  for (let at = 0; at < items.length; at += 10) {
    const requests = items.slice(at, at + 10).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { Pages: requests } }));
  }
});
afterAll(async () => {
  client.destroy();
  await services.stop();
});

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

async function pages(kind: string, options: { limit?: number; backward?: boolean; index?: string } = {}) {
  const found: { numbers: number[]; notes: Set<unknown>; count: number | undefined }[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey, Count } = await client.send(
      new QueryCommand({
        TableName: 'Pages',
        IndexName: options.index,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
        Limit: options.limit,
        ScanIndexForward: !options.backward,
        ExclusiveStartKey: start,
      }),
    );
    const items = Items ?? [];
    found.push({
      numbers: items.map(({ n }) => Number(n)),
      notes: new Set(items.map(({ note }) => note as unknown)),
      count: Count,
    });
    start = LastEvaluatedKey;
  } while (start);
  return found;
}

describe('a query', () => {
  test.each([undefined, 1, 99, 100, 101, 240, 250, 1000])(
    'with the limit %s gives each item once, in order',
    async (limit) => {
      const found = await pages('small', limit === undefined ? {} : { limit });
      expect(found.flatMap(({ numbers }) => numbers)).toEqual(upTo(PEOPLE));
      for (const { numbers, count } of found) expect(count).toBe(numbers.length);
      for (const { numbers } of found.slice(0, -1)) expect(numbers).toHaveLength(limit ?? PEOPLE);
      expect(new Set(found.flatMap(({ notes }) => [...notes]))).toEqual(new Set([NOTE]));
    },
  );

  test('goes backward, and through an index, in that order', async () => {
    const backward = await pages('small', { limit: 120, backward: true });
    expect(backward.flatMap(({ numbers }) => numbers)).toEqual(upTo(PEOPLE).toReversed());
    const throughIndex = await pages('small', { limit: 120, index: 'byReverse' });
    expect(throughIndex.flatMap(({ numbers }) => numbers)).toEqual(upTo(PEOPLE).toReversed());
  });

  test('of a partition without items is empty', async () => {
    expect(await pages('none')).toEqual([{ numbers: [], notes: new Set(), count: 0 }]);
  });

  test('ends its page with the item that reaches one megabyte', async () => {
    const found = await pages('large');
    expect(found.map(({ numbers }) => numbers)).toEqual([upTo(18), upTo(36).slice(18), upTo(40).slice(36)]);
  });
});

test('a scan goes over every item, and counts without showing', async () => {
  let count = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: 'Pages', Select: 'COUNT', Limit: 70, ExclusiveStartKey: start }),
    );
    expect(page.Items).toBeUndefined();
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start);
  expect(count).toBe(PEOPLE + 40);
});
