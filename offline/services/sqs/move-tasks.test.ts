import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { sqs } from './index.ts';

const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const url = (name: string) => `${services.endpoint}/123456789012/${name}`;
const SourceArn = arn('dead');
let services: StartedServices;
let client: SQSClient;

beforeEach(async () => {
  services = await startServices([sqs]);
  client = new SQSClient(services.client);
  await client.send(new CreateQueueCommand({ QueueName: 'dead' }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 });
  await client.send(new CreateQueueCommand({ QueueName: 'source', Attributes: { RedrivePolicy } }));
  await client.send(new CreateQueueCommand({ QueueName: 'other' }));
});
afterEach(() => services.stop());

const fill = async (count: number) => {
  for (let n = 0; n < count; n += 1) {
    await client.send(new SendMessageCommand({ QueueUrl: url('dead'), MessageBody: String(n) }));
  }
};
const start = (more: object = {}) => client.send(new StartMessageMoveTaskCommand({ SourceArn, ...more }));
const task = async () => (await client.send(new ListMessageMoveTasksCommand({ SourceArn }))).Results?.[0];
const waiting = async (name: string) => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames }));
  return Number(Attributes?.ApproximateNumberOfMessages);
};

test('with a rate so many move each second of the clock, and only one task runs', async () => {
  await fill(5);
  await start({ DestinationArn: arn('other'), MaxNumberOfMessagesPerSecond: 2 });
  expect(await task()).toMatchObject({ Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 2 });
  await expect(start({ DestinationArn: arn('other') })).rejects.toThrow(/already a task running/);
  services.clock.setOffset(1001);
  await expect.poll(async () => waiting('other')).toBe(4);
  services.clock.setOffset(2002);
  await expect.poll(async () => (await task())?.Status).toBe('COMPLETED');
  expect([await waiting('other'), await waiting('dead')]).toEqual([5, 0]);
});

test('a task that runs can be cancelled, once', async () => {
  await fill(3);
  const { TaskHandle } = await start({ DestinationArn: arn('other'), MaxNumberOfMessagesPerSecond: 1 });
  expect((await task())?.TaskHandle).toBe(TaskHandle);
  const cancelled = await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(1);
  expect(await task()).toMatchObject({ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 1 });
  await expect(client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toThrow(/Only active tasks/);
});

test('a task goes on after a restart', async () => {
  await fill(4);
  await start({ DestinationArn: arn('other'), MaxNumberOfMessagesPerSecond: 1 });
  const { folder } = services;
  await services.stop({ keep: true });
  services = await startServices([sqs], { folder });
  client = new SQSClient(services.client);
  services.clock.setOffset(60_000);
  await expect.poll(() => waiting('other')).toBe(4);
});

test('what never came from a queue has no way back', async () => {
  await fill(1);
  await start();
  expect(await task()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
});

test('only dead letter queues of queues can be a source', async () => {
  const attempt = client.send(new StartMessageMoveTaskCommand({ SourceArn: arn('other') }));
  await expect(attempt).rejects.toThrow(/must be configured as a Dead Letter Queue/);
  const missing = client.send(new StartMessageMoveTaskCommand({ SourceArn: arn('none') }));
  await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('the helpers show queues and their messages without receiving any', async () => {
  await fill(1);
  await client.send(new SendMessageCommand({ QueueUrl: url('dead'), MessageBody: 'later', DelaySeconds: 60 }));
  const get = async (path: string): Promise<unknown> => (await fetch(`${services.endpoint}/_offline/${path}`)).json();
  expect(await get('queues')).toMatchObject([
    { name: 'dead', visible: 1, delayed: 1, inFlight: 0, deadLetterQueueOf: ['source'] },
    { name: 'other', deadLetterQueueOf: [] },
    { name: 'source', deadLetterQueue: 'dead', maxReceiveCount: 1 },
  ]);
  expect(await get('queue?name=dead')).toMatchObject({
    messages: [
      { body: '0', state: 'visible', receiveCount: 0 },
      { body: 'later', state: 'delayed' },
    ],
  });
});
