import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DefinitionError } from '../../kernel/errors.ts';
import type { InvokeInput } from '../../kernel/ports.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { sqs } from '../sqs/index.ts';
import { events } from './index.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:consumer';
const ROLE = 'arn:aws:iam::123456789012:role/target';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const busArn = (name: string) => `arn:aws:events:us-east-1:123456789012:event-bus/${name}`;
type Envelope = { id: string; detail: object; source: string };

let services: StartedServices;
let bus: EventBridgeClient;
let queues: SQSClient;
let attempts: number;
let logged: object[];

beforeEach(async () => {
  [attempts, logged] = [0, []];
  services = await startServices([sqs, events], {
    ports: {
      lambda: {
        invoke(_input: InvokeInput) {
          attempts += 1;
          return Promise.reject(new Error('out of order'));
        },
      },
      logs: { append: (input) => logged.push(input) },
    },
  });
  bus = new EventBridgeClient(services.client);
  queues = new SQSClient(services.client);
  await queues.send(new CreateQueueCommand({ QueueName: 'dead' }));
});
afterEach(() => services.stop());

async function deliver(target: Omit<Target, 'Id'>, EventBusName = 'default') {
  await bus.send(new PutRuleCommand({ Name: 'rule', EventBusName, EventPattern: '{"source":["shop"]}' }));
  const DeadLetterConfig = { Arn: queueArn('dead') };
  await bus.send(
    new PutTargetsCommand({
      Rule: 'rule',
      EventBusName,
      Targets: [{ Id: '1', DeadLetterConfig, ...target }],
    }),
  );
  const { Entries = [] } = await bus.send(
    new PutEventsCommand({ Entries: [{ EventBusName, Source: 'shop', DetailType: 'order', Detail: '{"n":1}' }] }),
  );
  return Entries[0]?.EventId;
}

async function received(name: string) {
  const QueueUrl = `${services.endpoint}/123456789012/${name}`;
  const { Messages: [message] = [] } = await queues.send(
    new ReceiveMessageCommand({
      QueueUrl,
      WaitTimeSeconds: 5,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  const attributes = Object.entries(message?.MessageAttributes ?? {});
  return {
    body: JSON.parse(message?.Body ?? 'null') as Envelope,
    group: message?.Attributes?.MessageGroupId,
    attributes: Object.fromEntries(attributes.map(([key, { StringValue }]) => [key, StringValue])),
  };
}

test('a target that does not exist is not tried again: its event goes to the dead letters, untransformed', async () => {
  await deliver({ Arn: queueArn('none'), Input: '"constant"' });
  const { body, attributes } = await received('dead');
  expect(body.detail).toEqual({ n: 1 });
  expect(attributes).toEqual({
    RULE_ARN: 'arn:aws:events:us-east-1:123456789012:rule/rule',
    TARGET_ARN: queueArn('none'),
    ERROR_CODE: 'NO_RESOURCE',
    ERROR_MESSAGE: 'The specified queue does not exist.',
    RETRY_ATTEMPTS: '0',
  });
});

test('no retries wanted, none made', async () => {
  await deliver({ Arn: FUNCTION, RetryPolicy: { MaximumRetryAttempts: 0 } });
  const { attributes } = await received('dead');
  expect(attributes).toMatchObject({ RETRY_ATTEMPTS: '0', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' });
  expect(attempts).toBe(1);
});

test('an event that is too old is given up, however many retries are left', async () => {
  await deliver({ Arn: FUNCTION, RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
  await expect.poll(() => attempts).toBe(1);
  services.clock.setOffset(61_000);
  const { attributes } = await received('dead');
  expect(attributes).toMatchObject({ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds', RETRY_ATTEMPTS: '1' });
});

test("a target's role that may not do it is told as missing permissions", async () => {
  services.policies.replace(new Map([[ROLE, []]]));
  await bus.send(new CreateEventBusCommand({ Name: 'other' }));
  await deliver({ Arn: busArn('other'), RoleArn: ROLE });
  expect((await received('dead')).attributes.ERROR_CODE).toBe('NO_PERMISSIONS');
});

test('a FIFO queue gets its group', async () => {
  const Attributes = { FifoQueue: 'true' };
  await queues.send(new CreateQueueCommand({ QueueName: 'orders.fifo', Attributes }));
  await deliver({ Arn: queueArn('orders.fifo'), SqsParameters: { MessageGroupId: 'g' } });
  expect(await received('orders.fifo')).toMatchObject({ group: 'g', body: { detail: { n: 1 } } });
});

test('another bus gets the event as it is; a circle of buses ends', async () => {
  await bus.send(new CreateEventBusCommand({ Name: 'first' }));
  await bus.send(new CreateEventBusCommand({ Name: 'second' }));
  await queues.send(new CreateQueueCommand({ QueueName: 'orders' }));
  const back = { Name: 'back', EventBusName: 'second', EventPattern: '{"source":["shop"]}' };
  await bus.send(new PutRuleCommand(back));
  const Targets = [
    { Id: 'bus', Arn: busArn('first') },
    { Id: 'queue', Arn: queueArn('orders') },
  ];
  await bus.send(new PutTargetsCommand({ Rule: 'back', EventBusName: 'second', Targets }));
  const id = await deliver({ Arn: busArn('second') }, 'first');
  expect((await received('orders')).body).toMatchObject({ id, source: 'shop' });
  expect((await received('dead')).attributes.ERROR_MESSAGE).toMatch(/in a circle/);
});

test('a log group gets lines', async () => {
  await deliver({ Arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/orders:*' });
  await expect.poll(() => logged).toMatchObject([{ group: '/aws/events/orders' }]);
});

test('a definition with a target that nothing delivers to, or a bad schedule, is refused by name', async () => {
  const definition = (properties: object) => ({
    ...{ logicalId: 'Nightly', stackPath: 'root', type: 'AWS::Events::Rule', path: 'Nightly', ref: 'nightly' },
    attributes: {},
    properties: { ...properties },
  });
  const start = (properties: object) => startServices([events], { resources: [definition(properties)] });
  const topic = { EventPattern: {}, Targets: [{ Id: '1', Arn: 'arn:aws:sns:us-east-1:123456789012:topic' }] };
  const refused = start({ ...topic, EventPattern: { source: ['a'] } });
  await expect(refused).rejects.toBeInstanceOf(DefinitionError);
  await expect(refused).rejects.toMatchObject({ logicalId: 'Nightly', property: 'Targets.0.Arn' });
  const schedule = start({ ScheduleExpression: 'cron(0 3 * * * *)' });
  await expect(schedule).rejects.toMatchObject({ property: 'ScheduleExpression' });
  const pattern = start({ EventPattern: { source: 'text' } });
  await expect(pattern).rejects.toMatchObject({ property: 'EventPattern' });
});
