import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import type { InvokeInput } from '../../kernel/ports.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { sqs } from '../sqs/index.ts';
import { events } from './index.ts';
import { targetInput } from './target-input.ts';

let services: StartedServices | undefined;
afterEach(async () => {
  await services?.stop();
  services = undefined;
});

const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

async function ruleTo(
  started: StartedServices,
  target: { Arn: string; RetryPolicy?: object; DeadLetterConfig?: { Arn: string } },
) {
  const bus = new EventBridgeClient(started.client);
  await bus.send(new PutRuleCommand({ Name: 'rule', EventPattern: '{"source":["shop"]}' }));
  await bus.send(new PutTargetsCommand({ Rule: 'rule', Targets: [{ Id: '1', ...target }] }));
  const publish = (detail: object) =>
    bus.send(
      new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'order', Detail: JSON.stringify(detail) }] }),
    );
  return { publish };
}

test('an event acknowledged but not delivered before the end of the process is delivered after the next start', async () => {
  services = await startServices([events]); // nothing can take the event yet
  const { folder } = services;
  const { publish } = await ruleTo(services, { Arn: queueArn('orders') });
  await publish({ id: 1 });
  await services.stop({ keep: true });

  services = await startServices([sqs, events], {
    folder,
    resources: [
      {
        ...{ logicalId: 'Orders', stackPath: 'root', type: 'AWS::SQS::Queue', path: 'orders', properties: {} },
        ref: 'orders',
        attributes: { QueueName: 'orders' },
      },
    ],
  });
  services.clock.setOffset(60_000);
  const { Messages = [] } = await new SQSClient(services.client).send(
    new ReceiveMessageCommand({ QueueUrl: `${services.endpoint}/123456789012/orders`, WaitTimeSeconds: 10 }),
  );
  expect((JSON.parse(Messages[0]?.Body ?? '{}') as { detail: unknown }).detail).toEqual({ id: 1 });
});

test('a target that fails is tried again with growing pauses, then the event goes to the dead letters with the reason', async () => {
  const attempts: InvokeInput[] = [];
  const ports = {
    lambda: {
      invoke: (input: InvokeInput) => {
        attempts.push(input);
        return Promise.reject(new Error('out of order'));
      },
    },
  };
  services = await startServices([sqs, events], { ports });
  const client = new SQSClient(services.client);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'dead' }));
  const { publish } = await ruleTo(services, {
    Arn: 'arn:aws:lambda:us-east-1:123456789012:function:consumer',
    RetryPolicy: { MaximumRetryAttempts: 2 },
    DeadLetterConfig: { Arn: queueArn('dead') },
  });
  await publish({ id: 1 });
  for (let count = 1; count <= 3; count += 1) {
    await expect.poll(() => attempts.length).toBe(count);
    services.clock.setOffset(services.clock.offsetMs + 10_000);
  }
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MessageAttributeNames: ['All'] }),
  );
  const [dead] = Messages;
  expect((JSON.parse(dead?.Body ?? '{}') as { detail: unknown }).detail).toEqual({ id: 1 });
  expect(dead?.MessageAttributes?.ERROR_MESSAGE?.StringValue).toBe('out of order');
  expect(dead?.MessageAttributes?.RETRY_ATTEMPTS?.StringValue).toBe('2');
});

test('a transformer puts text into texts and values elsewhere', () => {
  const event = {
    ...{ version: '0' as const, id: '1', 'detail-type': 't', source: 'shop', account: '1', time: 'now', region: 'r' },
    resources: [],
    detail: { name: 'a "quoted" name', list: [1, 2] },
  };
  const input = targetInput(
    {
      Id: '1',
      Arn: 'x',
      InputTransformer: {
        InputPathsMap: { name: '$.detail.name', list: '$.detail.list', gone: '$.detail.gone' },
        InputTemplate: '{"text":"<name> left","list":<list>,"gone":<gone>,"rule":"<aws.events.rule-name>"}',
      },
    },
    event,
    { name: 'rule', arn: 'arn', ingested: 0 },
  );
  expect(JSON.parse(input)).toEqual({ text: 'a "quoted" name left', list: [1, 2], gone: '', rule: 'rule' });
});

const shipped = {
  ...{ version: '0' as const, id: '1', 'detail-type': 't', source: 'shop', account: '1', time: 'now', region: 'r' },
  resources: ['arn'],
  detail: { instance: 'i-1', state: 'running', list: [{ n: 1 }, { n: 2 }] },
};
const transform = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) => {
  const paths = { instance: '$.detail.instance', state: '$.detail.state', gone: '$.detail.none', ...InputPathsMap };
  const target = { Id: '1', Arn: 'x', InputTransformer: { InputPathsMap: paths, InputTemplate } };
  return targetInput(target, shipped, { name: 'rule', arn: 'arn:rule', ingested: 0 });
};

test.each([
  ['"<instance> is in state <status>"', '"i-1 is in state running"'],
  ['{"instance":<instance>,"state":"<status>"}', '{"instance":"i-1","state":"running"}'],
  ['{"quoted":"\\"<instance>\\" runs"}', '{"quoted":"\\"i-1\\" runs"}'],
  ['"first <instance>"\n"second <status>"', '"first i-1"\n"second running"'],
  ['"nothing: <gone>"', '"nothing: "'],
  ['{"all":<numbers>,"second":<second>}', '{"all":[1,2],"second":2}'],
  ['{"at":<aws.events.event.ingestion-time>}', '{"at":"1970-01-01T00:00:00.000Z"}'],
  ['{"by":<aws.events.rule-arn>,"name":"<aws.events.rule-name>"}', '{"by":"arn:rule","name":"rule"}'],
])('the template %s gives %s', (template, expected) => {
  const more = { status: '$.detail.state', numbers: '$.detail.list[*].n', second: '$.detail.list[1].n' };
  expect(transform(template, more)).toBe(expected);
});

test('the whole event and the event without its detail can stand in a template', () => {
  const { detail: _detail, ...bare } = shipped;
  expect(JSON.parse(transform('{"whole":<aws.events.event.json>,"bare":<aws.events.event>}'))).toEqual({
    whole: shipped,
    bare,
  });
});
