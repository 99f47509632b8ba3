import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { sqs } from './index.ts';

let services: StartedServices;
let client: SQSClient;
beforeEach(async () => {
  services = await startServices([sqs]);
  client = new SQSClient(services.client);
});
afterEach(() => services.stop());

const createQueue = async (QueueName: string, Attributes: Record<string, string> = {}) =>
  (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
const receive = async (QueueUrl: string) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? [];

test('a message in flight comes back when its visibility timeout has passed on the clock', async () => {
  const QueueUrl = await createQueue('q', { VisibilityTimeout: '600' });
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'once' }));
  expect(await receive(QueueUrl)).toHaveLength(1);
  expect(await receive(QueueUrl)).toHaveLength(0);
  services.clock.setOffset(601_000);
  expect((await receive(QueueUrl))[0]?.Body).toBe('once');
});

test('messages are forgotten after the retention period', async () => {
  const QueueUrl = await createQueue('q', { MessageRetentionPeriod: '60' });
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'old' }));
  services.clock.setOffset(61_000);
  expect(await receive(QueueUrl)).toEqual([]);
});

test('a blocked group of a FIFO queue waits for the clock, not for the processor', async () => {
  const QueueUrl = await createQueue('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  for (const MessageBody of ['1', '2']) {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'g' }));
  }
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));
  expect((await waiting).Messages?.[0]?.Body).toBe('2');
});

test('everything acknowledged is there after a restart', async () => {
  const QueueUrl = await createQueue('kept');
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'survivor' }));
  const { folder } = services;
  await services.stop({ keep: true });
  services = await startServices([sqs], { folder });
  client = new SQSClient(services.client);
  const { QueueUrl: found = '' } = await client.send(new GetQueueUrlCommand({ QueueName: 'kept' }));
  expect((await receive(found))[0]?.Body).toBe('survivor');
});

test('a role may do what its policies grant, and nothing else', async () => {
  const roleArn = 'arn:aws:iam::123456789012:role/reader';
  await createQueue('guarded');
  services.policies.replace(new Map([[roleArn, [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' }]]]));
  const issued = services.credentials.issue({ kind: 'role', roleArn, sessionName: 'test' }, Date.now() + 60_000);
  const limited = new SQSClient({ ...services.client, credentials: issued });
  const QueueUrl = `${services.endpoint}/123456789012/guarded`;
  await expect(limited.send(new ReceiveMessageCommand({ QueueUrl }))).resolves.toBeDefined();
  await expect(limited.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('what a function was working on when the process ended is visible at the next start, what a client holds is not', async () => {
  const QueueUrl = await createQueue('work', { VisibilityTimeout: '1800' });
  for (const MessageBody of ['of a client', 'of a function']) {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
  const held = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));
  expect(held.Messages?.[0]?.Body).toBe('of a client');
  const port = services.bus.port('sqs');
  await port.receive({ queue: QueueUrl, maximum: 1, waitMs: 0, isForFunction: true });
  expect(await receive(QueueUrl)).toEqual([]);
  const { folder } = services;
  await services.stop({ keep: true });
  services = await startServices([sqs], { folder });
  client = new SQSClient(services.client);
  const { QueueUrl: found = '' } = await client.send(new GetQueueUrlCommand({ QueueName: 'work' }));
  expect((await receive(found)).map(({ Body }) => Body)).toEqual(['of a function']);
});
