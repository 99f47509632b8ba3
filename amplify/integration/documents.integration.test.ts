import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAwsRequest } from '#lib/runtime/aws-json';
import { conditionFailure, createDocumentClient, type Documents } from '#lib/runtime/documents';
import { createQueueSender } from '#lib/runtime/queue';
import { administrator, outputs } from './people.ts';

let TableName = '';
beforeAll(async () => {
  const FunctionName = outputs.custom.functionNames.worker;
  const found = await new LambdaClient(administrator).send(new GetFunctionConfigurationCommand({ FunctionName }));
  TableName = found.Environment?.Variables?.BREAKER_TABLE ?? '';
});

const ours = createDocumentClient(administrator);
const theirs: Documents = DynamoDBDocument.from(new DynamoDBClient(administrator), {
  marshallOptions: { removeUndefinedValues: true },
});

const bytes = (...values: number[]) => new Uint8Array(values);
const item = (key: string) => ({
  key,
  ...{ text: '', nothing: null, yes: true, left: undefined, fraction: -0.1, large: 2n ** 80n },
  binary: bytes(0, 255, 10),
  texts: new Set(['a', 'b']),
  numbers: new Set([1, 2.5]),
  binaries: new Set([bytes(1), bytes(2)]),
  list: ['Grüße, 世界', { B: { BS: ['"B":"AAAA"'] } }, undefined, []],
});
const stored = (key: string) => {
  const { left: _, list, ...rest } = item(key);
  return { ...rest, list: list.filter((value) => value !== undefined) };
};

describe('the tables’ client', () => {
  it.each([
    ['ours', ours, 'theirs', theirs],
    ['theirs', theirs, 'ours', ours],
  ])('what %s writes, %4$s reads', async (name, writes, _, reads) => {
    const Key = { key: `written by ${name}` };
    await writes.put({ TableName, Item: item(Key.key) });
    const { Item } = await reads.get({ TableName, Key, ConsistentRead: true });
    expect(Item).toEqual(stored(Key.key));
  });

  it('pages, changes and reads many as the SDK does', async () => {
    const keys = ['page-1', 'page-2'].map((key) => ({ key }));
    for (const Key of keys) {
      await ours.update({
        ...{ TableName, Key, UpdateExpression: 'SET #n = :n ADD #set :set' },
        ExpressionAttributeNames: { '#n': 'n', '#set': 'set' },
        ExpressionAttributeValues: { ':n': 1, ':set': new Set(['x']) },
      });
    }
    const batch = { RequestItems: { [TableName]: { Keys: [...keys, { key: 'gone' }], ConsistentRead: true } } };
    const found = await ours.batchGet(batch);
    expect(found.Responses?.[TableName]).toHaveLength(2);
    expect(found).toMatchObject(await theirs.batchGet(batch).then(({ Responses }) => ({ Responses })));
    const query = {
      ...{ TableName, KeyConditionExpression: '#key = :key', Limit: 1 },
      ExpressionAttributeNames: { '#key': 'key' },
      ExpressionAttributeValues: { ':key': 'page-1' },
    };
    const page = await ours.query(query);
    expect(page).toMatchObject({ Items: [{ n: 1, set: new Set(['x']) }], LastEvaluatedKey: { key: 'page-1' } });
    const { LastEvaluatedKey: ExclusiveStartKey } = page;
    expect((await ours.query({ ...query, ExclusiveStartKey })).Items).toEqual([]);
  });

  it('tells a condition that does not hold from what else is refused, by the service’s names', async () => {
    await ours.put({ TableName, Item: item('stands') });
    const again = {
      ...{ TableName, Item: { key: 'stands' }, ConditionExpression: 'attribute_not_exists(#key)' },
      ExpressionAttributeNames: { '#key': 'key' },
    };
    const wanted = { ...again, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
    const [refused, silent, unknown] = await Promise.all(
      [ours.put(wanted), ours.put(again), ours.get({ TableName: 'Nowhere', Key: { key: 'a' } })].map((asked) =>
        asked.catch((error: unknown) => error),
      ),
    );
    expect(refused).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(conditionFailure(refused)?.item).toEqual(stored('stands'));
    expect(conditionFailure(silent)).toEqual({ item: undefined });
    expect(unknown).toMatchObject({ name: 'ResourceNotFoundException' });
    expect(conditionFailure(unknown)).toBeUndefined();
    const send = createQueueSender(createAwsRequest('sqs', administrator));
    const lost = send(`${administrator.endpoint}/123456789012/nowhere`, [{ body: {}, delaySeconds: 0 }]);
    await expect(lost).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('while the table is throttled', () => {
  const throttle = (rule: object) =>
    fetch(`${administrator.endpoint}/_offline/throttle`, { method: 'PUT', body: JSON.stringify(rule) });
  afterEach(() => throttle({}));

  it('a request is made three times in all', async () => {
    await throttle({ service: 'dynamodb', table: TableName, times: 2 });
    await ours.put({ TableName, Item: { key: 'throttled' } });
    await throttle({ service: 'dynamodb', table: TableName, times: 3 });
    await expect(ours.put({ TableName, Item: { key: 'throttled' } })).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    await ours.put({ TableName, Item: { key: 'throttled' } });
  });

  it('a batch tells what is to be read again', async () => {
    await ours.put({ TableName, Item: { key: 'left out' } });
    const RequestItems = { [TableName]: { Keys: [{ key: 'left out' }], ConsistentRead: true } };
    await throttle({ service: 'dynamodb', table: TableName, operation: 'BatchGetItem', probability: 1 });
    const { UnprocessedKeys } = await ours.batchGet({ RequestItems }).catch(() => ({ UnprocessedKeys: RequestItems }));
    await throttle({});
    const { Responses } = await ours.batchGet({ RequestItems: UnprocessedKeys });
    expect(Responses?.[TableName]).toEqual([{ key: 'left out' }]);
  });
});
