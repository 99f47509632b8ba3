import {
  AddPermissionCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  type MessageAttributeValue,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { sqs } from './index.ts';

let target: ConformanceTarget;
let client: SQSClient;
const made: string[] = [];
beforeAll(async () => {
  target = await startTarget([sqs]);
  client = new SQSClient(target.client);
});
afterAll(async () => {
  for (const QueueUrl of made) await client.send(new DeleteQueueCommand({ QueueUrl }));
  await target.stop();
});

async function create(Attributes: Record<string, string> = {}, name = target.unique('queue')): Promise<string> {
  const QueueName = Attributes.FifoQueue ? `${name}.fifo` : name;
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  made.push(QueueUrl);
  return QueueUrl;
}
const fifo = (more: Record<string, string> = {}) =>
  create({ FifoQueue: 'true', ContentBasedDeduplication: 'true', ...more });
const attributesOf = async (QueueUrl: string) =>
  (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};
const arnOf = async (QueueUrl: string) => (await attributesOf(QueueUrl)).QueueArn ?? '';
const set = (QueueUrl: string, Attributes: Record<string, string>) =>
  client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl: string, more: object = {}) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, ...more })))
    .Messages ?? [];
const bodies = async (QueueUrl: string) => (await receive(QueueUrl)).map(({ Body }) => Body);

test('a queue has the documented defaults; a FIFO queue its own as well', async () => {
  expect(await attributesOf(await create())).toMatchObject({
    ...{ DelaySeconds: '0', MaximumMessageSize: '1048576', MessageRetentionPeriod: '345600', VisibilityTimeout: '30' },
    ...{ ReceiveMessageWaitTimeSeconds: '0', SqsManagedSseEnabled: 'true', ApproximateNumberOfMessages: '0' },
  });
  expect(await attributesOf(await create({ FifoQueue: 'true' }))).toMatchObject({
    ...{ FifoQueue: 'true', ContentBasedDeduplication: 'false', DeduplicationScope: 'queue' },
    FifoThroughputLimit: 'perQueue',
  });
});

test.each([
  [{ DelaySeconds: '901' }, 'InvalidAttributeValue'],
  [{ VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
  [{ MessageRetentionPeriod: '59' }, 'InvalidAttributeValue'],
  [{ MaximumMessageSize: '1023' }, 'InvalidAttributeValue'],
  [{ ReceiveMessageWaitTimeSeconds: '21' }, 'InvalidAttributeValue'],
  [{ NoSuch: '1' }, 'InvalidAttributeName'],
  [{ ContentBasedDeduplication: 'true' }, 'InvalidAttributeName'],
  [{ RedrivePolicy: '{"maxReceiveCount":1}' }, 'InvalidParameterValue'],
  [
    { RedrivePolicy: '{"maxReceiveCount":1,"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:no-such"}' },
    'InvalidParameterValue',
  ],
])('attributes %j: %s', async (attributes, name) => {
  const queue = await create();
  await expect(set(queue, attributes as unknown as Record<string, string>)).rejects.toMatchObject({ name });
});

test('high throughput needs the message group as the scope of deduplication', async () => {
  const queue = await fifo();
  await expect(set(queue, { FifoThroughputLimit: 'perMessageGroupId' })).rejects.toThrow();
  await set(queue, { FifoThroughputLimit: 'perMessageGroupId', DeduplicationScope: 'messageGroup' });
  await send(queue, 'same', { MessageGroupId: 'a' });
  await send(queue, 'same', { MessageGroupId: 'b' });
  await send(queue, 'same', { MessageGroupId: 'b' });
  expect(await bodies(queue)).toEqual(['same', 'same']);
});

test('a FIFO queue keeps the order of a group and blocks it, not the others, while one is in flight', async () => {
  const queue = await fifo();
  for (const body of ['a1', 'a2', 'b1']) await send(queue, body, { MessageGroupId: body.charAt(0) });
  const [first] = await receive(queue, { MaxNumberOfMessages: 1 });
  expect(first?.Body).toBe('a1');
  expect(await bodies(queue)).toEqual(['b1']);
  await client.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: first?.ReceiptHandle }));
  expect(await bodies(queue)).toEqual(['a2']);
});

test('deduplication by content shows the SHA-256 of the body, and answers the first message id', async () => {
  const queue = await fifo();
  const first = await send(queue, 'body', { MessageGroupId: 'g' });
  const second = await send(queue, 'body', { MessageGroupId: 'g' });
  expect(second.MessageId).toBe(first.MessageId);
  expect(second.SequenceNumber).toBe(first.SequenceNumber);
  const [message] = await receive(queue, { MessageSystemAttributeNames: ['All'] });
  expect(message?.Attributes?.MessageDeduplicationId).toBe(
    '230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5',
  );
});

test('an attempt to receive that is made again is answered the same', async () => {
  const queue = await fifo();
  await send(queue, 'one', { MessageGroupId: 'g' });
  const ReceiveRequestAttemptId = target.unique('attempt');
  const [first] = await receive(queue, { ReceiveRequestAttemptId });
  const [again] = await receive(queue, { ReceiveRequestAttemptId });
  expect(again?.MessageId).toBe(first?.MessageId);
  expect(await receive(queue, { ReceiveRequestAttemptId: target.unique('attempt') })).toEqual([]);
});

test.each([
  ['a FIFO queue without a group', true, {}, 'MissingParameter'],
  ['a FIFO queue with a delay of one message', true, { MessageGroupId: 'g', DelaySeconds: 1 }, 'InvalidParameterValue'],
  ['a standard queue with a deduplication id', false, { MessageDeduplicationId: 'x' }, 'InvalidParameterValue'],
  ['a delay over 15 minutes', false, { DelaySeconds: 901 }, 'InvalidParameterValue'],
  ['a group id with a space', true, { MessageGroupId: 'a b' }, 'InvalidParameterValue'],
  [
    'an attribute of no type',
    false,
    { MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
    'InvalidParameterValue',
  ],
  [
    'an empty attribute',
    false,
    { MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
    'InvalidParameterValue',
  ],
  [
    'an attribute of AWS',
    false,
    { MessageAttributes: { 'AWS.x': { DataType: 'String', StringValue: 'x' } } },
    'InvalidParameterValue',
  ],
])('refuses to send to %s', async (_what, isFifo, more, name) => {
  await expect(send(isFifo ? await fifo() : await create(), 'body', more)).rejects.toMatchObject({ name });
});

test('a message is as large as the queue allows, attributes counted', async () => {
  const queue = await create({ MaximumMessageSize: '1024' });
  await send(queue, 'x'.repeat(1024));
  await expect(send(queue, 'x'.repeat(1025))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  const attribute: Record<string, MessageAttributeValue> = { a: { DataType: 'String', StringValue: 'x' } };
  await expect(send(queue, 'x'.repeat(1020), { MessageAttributes: attribute })).rejects.toThrow(/shorter than 1024/);
});

test('attributes come back as wanted, with the digest that the client verifies', async () => {
  const queue = await create();
  const MessageAttributes: Record<string, MessageAttributeValue> = {
    'trace.id': { DataType: 'String', StringValue: 't' },
    size: { DataType: 'Number.int', StringValue: '3' },
    raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
  };
  await send(queue, 'body', { MessageAttributes });
  const [message] = await receive(queue, {
    MessageAttributeNames: ['trace.*', 'raw'],
    MessageSystemAttributeNames: ['All'],
  });
  expect(Object.keys(message?.MessageAttributes ?? {}).sort()).toEqual(['raw', 'trace.id']);
  expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
});

test('each entry of a batch succeeds or fails by itself', async () => {
  const queue = await create();
  const { Successful = [], Failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queue,
      Entries: [
        { Id: 'good', MessageBody: 'a' },
        { Id: 'bad', MessageBody: 'b', DelaySeconds: 1000 },
      ],
    }),
  );
  expect(Successful.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' }]);
  const deleting = client.send(
    new DeleteMessageBatchCommand({ QueueUrl: queue, Entries: [{ Id: 'x', ReceiptHandle: 'no receipt' }] }),
  );
  expect((await deleting).Failed).toMatchObject([{ Id: 'x', Code: 'ReceiptHandleIsInvalid' }]);
});

test.each([
  [[], 'EmptyBatchRequest'],
  [Array.from({ length: 11 }, (_, n) => String(n)), 'TooManyEntriesInBatchRequest'],
  [['a', 'a'], 'BatchEntryIdsNotDistinct'],
  [['not an id'], 'InvalidBatchEntryId'],
])('a batch of %j is refused as %s', async (ids, code) => {
  const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }));
  await expect(client.send(new SendMessageBatchCommand({ QueueUrl: await create(), Entries }))).rejects.toMatchObject({
    name: expect.stringContaining(code) as string,
  });
});

test('a message received too often goes to the dead letters, with where it came from', async () => {
  const dead = await create();
  const queue = await create({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 1 }),
  });
  await send(queue, 'poison');
  await receive(queue, { VisibilityTimeout: 0 });
  expect(await receive(queue)).toEqual([]);
  const [message] = await receive(dead, { MessageSystemAttributeNames: ['All'] });
  expect(message?.Attributes?.DeadLetterQueueSourceArn).toBe(await arnOf(queue));
  const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
  expect(queueUrls).toEqual([queue]);
});

test('a dead letter queue says whose it is', async () => {
  const dead = await create({ RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 1 });
  const queue = await create();
  await expect(set(queue, { RedrivePolicy })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  const byQueue = { redrivePermission: 'byQueue', sourceQueueArns: [await arnOf(queue)] };
  await set(dead, { RedriveAllowPolicy: JSON.stringify(byQueue) });
  await expect(set(queue, { RedrivePolicy })).resolves.toBeDefined();
  await expect(set(await fifo(), { RedrivePolicy })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('visibility can be changed while a message is in flight, not after', async () => {
  const queue = await create();
  await send(queue, 'body');
  const [message] = await receive(queue);
  const change = (VisibilityTimeout: number) =>
    client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout }),
    );
  await change(0);
  expect(await bodies(queue)).toEqual(['body']);
  await expect(change(43_201)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('tags are put, listed and taken away', async () => {
  const QueueUrl = await create();
  await client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2' } }));
  await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a'] }));
  expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ b: '2' });
});

test('permissions become statements of the policy', async () => {
  const QueueUrl = await create();
  const QueueArn = await arnOf(QueueUrl);
  const account = QueueArn.split(':')[4] ?? '';
  const grant = { QueueUrl, Label: 'one', AWSAccountIds: [account], Actions: ['SendMessage'] };
  await client.send(new AddPermissionCommand(grant));
  const policy = JSON.parse((await attributesOf(QueueUrl)).Policy ?? '{}') as { Statement: object[] };
  expect(policy.Statement).toMatchObject([
    { Sid: 'one', Effect: 'Allow', Action: 'SQS:SendMessage', Resource: QueueArn },
  ]);
  await expect(client.send(new AddPermissionCommand(grant))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await client.send(new RemovePermissionCommand({ QueueUrl, Label: 'one' }));
  expect((await attributesOf(QueueUrl)).Policy).toBeUndefined();
});

test('lists page by page where a size is given', async () => {
  const QueueNamePrefix = target.unique('paged');
  for (const end of ['a', 'b', 'c']) await create({}, `${QueueNamePrefix}-${end}`);
  const first = await client.send(new ListQueuesCommand({ QueueNamePrefix, MaxResults: 2 }));
  const rest = await client.send(new ListQueuesCommand({ QueueNamePrefix, MaxResults: 2, NextToken: first.NextToken }));
  expect([first.QueueUrls?.length, rest.QueueUrls?.length, rest.NextToken]).toEqual([2, 1, undefined]);
});

test('a queue is purged once a minute', async () => {
  const QueueUrl = await create();
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
    name: expect.stringContaining('PurgeQueueInProgress') as string,
  });
});
