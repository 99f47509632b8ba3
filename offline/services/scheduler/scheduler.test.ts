import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DefinitionError } from '../../kernel/errors.ts';
import type { InvokeInput } from '../../kernel/ports.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { s3 } from '../s3/index.ts';
import { sqs } from '../sqs/index.ts';
import { scheduler } from './index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:job';
const ROLE = 'arn:aws:iam::123456789012:role/scheduler';

let invoked: string[];
let failing: boolean;
let services: StartedServices;
let client: SchedulerClient;

async function start(folder?: string): Promise<void> {
  services = await startServices([scheduler, sqs, s3], {
    folder,
    ports: {
      lambda: {
        invoke({ payload }: InvokeInput) {
          invoked.push(String(payload));
          return failing ? Promise.reject(new Error('out of order')) : Promise.resolve({ payload: '', requestId: '1' });
        },
      },
    },
  });
  client = new SchedulerClient(services.client);
}
beforeEach(async () => {
  [invoked, failing] = [[], false];
  await start();
});
afterEach(() => services.stop());

const create = (more: Partial<CreateScheduleCommandInput>) =>
  client.send(
    new CreateScheduleCommand({
      ...{ Name: 'job', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } },
      Target: { Arn: FUNCTION, RoleArn: ROLE, Input: '<aws.scheduler.scheduled-time>' },
      ...more,
    }),
  );
const moveTo = (time: string) => {
  services.clock.setOffset(Date.parse(time) - Date.now());
};
const pass = (milliseconds: number) => {
  services.clock.setOffset(services.clock.offsetMs + milliseconds);
};

test('a rate invokes at once, then at its pace', async () => {
  await create({});
  await expect.poll(() => invoked.length).toBe(1);
  pass(3 * HOUR + MINUTE);
  await expect.poll(() => invoked.length).toBe(4);
});

test('cron reads the clocks of its zone, also over a change of them', async () => {
  await create({ ScheduleExpression: 'cron(30 2 * * ? 2027)', ScheduleExpressionTimezone: 'America/New_York' });
  moveTo('2027-03-12T12:00:00Z');
  await expect.poll(() => invoked.length).toBe(71);
  moveTo('2027-03-16T00:00:00Z');
  await expect.poll(() => invoked.length).toBe(73);
  // The 14th has no half past two; from then on it is an hour earlier in UTC.
  expect(invoked.slice(-2)).toEqual(['2027-03-13T07:30:00Z', '2027-03-15T06:30:00Z']);
});

test('a one-time schedule invokes once and, where wanted, is gone afterwards', async () => {
  await create({ ScheduleExpression: 'at(2030-01-01T10:00:00)', ActionAfterCompletion: 'DELETE' });
  await create({ Name: 'kept', ScheduleExpression: 'at(2030-01-01T10:00:00)' });
  moveTo('2030-01-01T09:59:00Z');
  moveTo('2030-01-01T10:00:01Z');
  await expect.poll(() => invoked).toEqual(['2030-01-01T10:00:00Z', '2030-01-01T10:00:00Z']);
  services.clock.setOffset(0);
  await expect(client.send(new GetScheduleCommand({ Name: 'job' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(client.send(new GetScheduleCommand({ Name: 'kept' }))).resolves.toMatchObject({ Name: 'kept' });
});

test('start and end bound a schedule', async () => {
  const [StartDate, EndDate] = [new Date('2030-01-01T00:00:00Z'), new Date('2030-01-01T02:30:00Z')];
  await create({ StartDate, EndDate });
  moveTo('2030-01-02T00:00:00Z');
  const expected = ['2030-01-01T00:00:00Z', '2030-01-01T01:00:00Z', '2030-01-01T02:00:00Z'];
  await expect.poll(() => invoked).toEqual(expected);
});

test('a flexible window moves the invocation into the window, always by the same', async () => {
  const FlexibleTimeWindow = { Mode: 'FLEXIBLE' as const, MaximumWindowInMinutes: 60 };
  await create({ ScheduleExpression: 'at(2030-01-01T10:00:00)', FlexibleTimeWindow });
  moveTo('2030-01-01T10:00:00Z');
  expect(invoked).toEqual([]);
  moveTo('2030-01-01T11:00:00Z');
  await expect.poll(() => invoked).toEqual(['2030-01-01T10:00:00Z']);
});

test('a restart neither forgets the next time nor invokes one twice', async () => {
  await create({ ScheduleExpression: 'at(2030-01-01T10:00:00)' });
  await create({ Name: 'rate', ScheduleExpression: 'rate(1 day)' });
  await expect.poll(() => invoked.length).toBe(1);
  const { folder } = services;
  await services.stop({ keep: true });
  await start(folder);
  pass(23 * HOUR);
  pass(2 * HOUR);
  await expect.poll(() => invoked.length).toBe(2);
});

test('a target that fails is tried again, then the dead letters tell why', async () => {
  failing = true;
  const queues = new SQSClient(services.client);
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'dead' }));
  const DeadLetterConfig = { Arn: 'arn:aws:sqs:us-east-1:123456789012:dead' };
  const RetryPolicy = { MaximumRetryAttempts: 1 };
  await create({ Target: { Arn: FUNCTION, RoleArn: ROLE, Input: '{"a":1}', RetryPolicy, DeadLetterConfig } });
  await expect.poll(() => invoked.length).toBe(1);
  pass(MINUTE);
  await expect.poll(() => invoked.length).toBe(2);
  const receive = { QueueUrl, WaitTimeSeconds: 5, MessageAttributeNames: ['All'] };
  const { Messages: [dead] = [] } = await queues.send(new ReceiveMessageCommand(receive));
  expect(dead?.Body).toBe('{"a":1}');
  const attributes = Object.entries(dead?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
    name,
    StringValue,
  ]);
  expect(Object.fromEntries(attributes)).toMatchObject({
    SCHEDULE_ARN: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/job',
    ...{ TARGET_ARN: FUNCTION, RETRY_ATTEMPTS: '1', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' },
    ...{ ERROR_MESSAGE: 'out of order', IS_PAYLOAD_TRUNCATED: 'false' },
  });
});

test('a role of the app that may not do it keeps the target from being invoked', async () => {
  services.policies.replace(new Map([[ROLE, []]]));
  await create({});
  await create({ Name: 'other', Target: { Arn: FUNCTION, RoleArn: `${ROLE}-unknown`, Input: 'other' } });
  await expect.poll(() => invoked).toEqual(['other']);
});

test("a bucket named schedules stays S3's", async () => {
  const objects = new S3Client({ ...services.client, forcePathStyle: true });
  await objects.send(new CreateBucketCommand({ Bucket: 'schedules' }));
  await objects.send(new PutObjectCommand({ Bucket: 'schedules', Key: 'job', Body: 'an object' }));
  await create({});
  const { Body } = await objects.send(new GetObjectCommand({ Bucket: 'schedules', Key: 'job' }));
  expect(await Body?.transformToString()).toBe('an object');
});

test('a definition with a target that is not invoked offline is refused by name', async () => {
  const definition = {
    ...{
      logicalId: 'Job',
      stackPath: 'root',
      type: 'AWS::Scheduler::Schedule',
      path: 'Job',
      ref: 'Job',
      attributes: {},
    },
    properties: {
      ...{ ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } },
      Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', RoleArn: ROLE },
    },
  };
  const attempt = startServices([scheduler], { resources: [definition] });
  await expect(attempt).rejects.toBeInstanceOf(DefinitionError);
  await expect(attempt).rejects.toMatchObject({ logicalId: 'Job', property: 'Target.Arn' });
});

test('a schedule that was made by a later clock fires from now on when that goes back', async () => {
  pass(24 * HOUR);
  await create({});
  await vi.waitFor(() => expect(invoked).toHaveLength(1));
  services.clock.setOffset(0);
  pass(HOUR + MINUTE);
  await vi.waitFor(() => expect(invoked).toHaveLength(2));
});
