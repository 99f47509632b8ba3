import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DeleteArchiveCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListArchivesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutPermissionCommand,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  StartReplayCommand,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
  UntagResourceCommand,
  UpdateArchiveCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { events } from './index.ts';

const EventPattern = '{"source":["conformance"]}';
let target: ConformanceTarget;
let client: EventBridgeClient;
let EventBusName: string;
let busArn: string;
let queueArn: string;

beforeAll(async () => {
  target = await startTarget([events]);
  client = new EventBridgeClient(target.client);
  EventBusName = target.unique('bus');
  const { EventBusArn = '' } = await client.send(new CreateEventBusCommand({ Name: EventBusName, Description: 'one' }));
  busArn = EventBusArn;
  queueArn = busArn.replace(':events:', ':sqs:').replace(/event-bus\/.*/, 'any');
});
afterAll(async () => {
  const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName }));
  for (const { Name: Rule = '' } of Rules) {
    const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ EventBusName, Rule }));
    const Ids = Targets.map(({ Id = '' }) => Id);
    if (Ids.length > 0) await client.send(new RemoveTargetsCommand({ EventBusName, Rule, Ids }));
    await client.send(new DeleteRuleCommand({ EventBusName, Name: Rule }));
  }
  await client.send(new DeleteEventBusCommand({ Name: EventBusName }));
  await target.stop();
});

async function rule(more: Partial<PutRuleCommandInput> = {}): Promise<string> {
  const Name = more.Name ?? target.unique('rule');
  await client.send(new PutRuleCommand({ Name, EventBusName, EventPattern, ...more }));
  return Name;
}
const putTargets = (Rule: string, ...Targets: Target[]) =>
  client.send(new PutTargetsCommand({ EventBusName, Rule, Targets }));
const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));
const event = (more: PutEventsRequestEntry = {}): PutEventsRequestEntry => ({
  ...{ EventBusName, Source: 'conformance', DetailType: 'd', Detail: '{}' },
  ...more,
});

test('each entry is taken or refused by itself', async () => {
  const answer = await put(
    event(),
    event({ Detail: 'no json' }),
    event({ Detail: '[1]' }),
    event({ Source: undefined }),
    event({ Source: 'aws.mine' }),
  );
  expect(answer.FailedEntryCount).toBe(4);
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    ...[undefined, 'MalformedDetail', 'MalformedDetail', 'InvalidArgument', 'NotAuthorizedForSourceException'],
  ]);
});

test('a request has 1 to 10 entries and a megabyte at most', async () => {
  await expect(put()).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(put(...Array.from({ length: 11 }, () => event()))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  const large = event({ Detail: JSON.stringify({ x: 'y'.repeat(600_000) }) });
  expect((await put(large)).FailedEntryCount).toBe(0);
  await expect(put(large, large)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a rule is what it was put as; a schedule needs the default bus', async () => {
  const Name = await rule({ Description: 'd', State: 'DISABLED' });
  const known = await client.send(new DescribeRuleCommand({ Name, EventBusName }));
  expect(known).toMatchObject({ Name, EventPattern, Description: 'd', State: 'DISABLED', EventBusName });
  const scheduled = { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' };
  await expect(rule(scheduled)).rejects.toThrow('ScheduleExpression is supported only on the default event bus.');
  await expect(rule({ EventPattern: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(rule({ EventPattern: '{"source":"text"}' })).rejects.toMatchObject({
    name: 'InvalidEventPatternException',
    message: expect.stringContaining('Event pattern is not valid. Reason: ') as string,
  });
});

test.each(['cron(0 10 * * * *)', 'rate(1 minutes)', 'rate(5 minute)', 'cron(0 10 * * ?)', 'at(2030-01-01T00:00:00)'])(
  'the schedule %s is refused',
  async (ScheduleExpression) => {
    const Name = target.unique('rule');
    await expect(client.send(new PutRuleCommand({ Name, ScheduleExpression }))).rejects.toThrow(
      'Parameter ScheduleExpression is not valid.',
    );
  },
);

test('a rule has five targets at most, and none when it is deleted', async () => {
  const Name = await rule();
  const targets = Array.from({ length: 6 }, (_, n) => ({ Id: String(n), Arn: queueArn }));
  await expect(putTargets(Name, ...targets)).rejects.toMatchObject({ name: 'LimitExceededException' });
  await putTargets(Name, ...targets.slice(0, 5));
  await expect(client.send(new DeleteRuleCommand({ EventBusName, Name }))).rejects.toThrow(
    "Rule can't be deleted since it has targets.",
  );
});

test.each<[string, Partial<Target>]>([
  ['no ARN', { Arn: 'no-arn' }],
  ['a FIFO queue without a group', { Arn: 'arn:aws:sqs:us-east-1:123456789012:q.fifo' }],
  ['two forms of input', { Input: '{}', InputPath: '$.detail' }],
  ['input that is no JSON', { Input: 'text' }],
  ['too many attempts', { RetryPolicy: { MaximumRetryAttempts: 186 } }],
  ['an age below a minute', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }],
  ['a reserved variable', { InputTransformer: { InputPathsMap: { AWSname: '$.id' }, InputTemplate: '"<AWSname>"' } }],
])('a target with %s is refused', async (_what, more) => {
  const Name = await rule();
  await expect(putTargets(Name, { Id: '1', Arn: queueArn, ...more })).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('lists page by page', async () => {
  const NamePrefix = target.unique('listed');
  for (const end of ['a', 'b', 'c'])
    await putTargets(await rule({ Name: `${NamePrefix}-${end}` }), { Id: '1', Arn: queueArn });
  const list = { EventBusName, NamePrefix, Limit: 2 };
  const first = await client.send(new ListRulesCommand(list));
  const rest = await client.send(new ListRulesCommand({ ...list, NextToken: first.NextToken }));
  expect([first.Rules?.length, rest.Rules?.length, rest.NextToken]).toEqual([2, 1, undefined]);
  const byTarget = { EventBusName, TargetArn: queueArn };
  const { RuleNames = [] } = await client.send(new ListRuleNamesByTargetCommand(byTarget));
  expect(RuleNames.filter((name) => name.startsWith(NamePrefix))).toHaveLength(3);
});

test('rules and buses have tags', async () => {
  const ResourceARN = (await client.send(new DescribeRuleCommand({ Name: await rule(), EventBusName }))).Arn;
  await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'a', Value: '1' }] }));
  await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'b', Value: '2' }] }));
  await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['a'] }));
  const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }));
  expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
  const missing = new ListTagsForResourceCommand({ ResourceARN: `${busArn}-none` });
  await expect(client.send(missing)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('permissions of a bus are statements of its policy; an update keeps what it does not name', async () => {
  const account = busArn.split(':')[4] ?? '';
  const grant = { EventBusName, Action: 'events:PutEvents', Principal: account, StatementId: 'one' };
  await client.send(new PutPermissionCommand(grant));
  await client.send(new UpdateEventBusCommand({ Name: EventBusName, Description: 'two' }));
  const bus = await client.send(new DescribeEventBusCommand({ Name: EventBusName }));
  expect([bus.Arn, bus.Description]).toEqual([busArn, 'two']);
  expect(JSON.parse(bus.Policy ?? '{}')).toMatchObject({
    Statement: [{ Sid: 'one', Effect: 'Allow', Action: 'events:PutEvents', Resource: busArn }],
  });
  await client.send(new RemovePermissionCommand({ EventBusName, StatementId: 'one' }));
  expect((await client.send(new DescribeEventBusCommand({ Name: EventBusName }))).Policy).toBeUndefined();
});

test('an archive keeps what its pattern takes; a replay needs its own bus', async () => {
  const ArchiveName = target.unique('archive');
  const EventSourceArn = busArn;
  const { ArchiveArn } = await client.send(
    new CreateArchiveCommand({ ArchiveName, EventSourceArn, EventPattern, RetentionDays: 3 }),
  );
  try {
    await client.send(new UpdateArchiveCommand({ ArchiveName, RetentionDays: 5, Description: 'd' }));
    const known = await client.send(new DescribeArchiveCommand({ ArchiveName }));
    expect(known).toMatchObject({ ArchiveArn, EventSourceArn, RetentionDays: 5, Description: 'd', EventPattern });
    const listed = await client.send(new ListArchivesCommand({ NamePrefix: ArchiveName }));
    expect(listed.Archives).toMatchObject([{ ArchiveName, State: 'ENABLED' }]);
    const again = new CreateArchiveCommand({ ArchiveName, EventSourceArn });
    await expect(client.send(again)).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
    const elsewhere = new StartReplayCommand({
      ...{ ReplayName: target.unique('replay'), EventSourceArn: ArchiveArn },
      ...{ EventStartTime: new Date(0), EventEndTime: new Date() },
      Destination: { Arn: busArn.replace(EventBusName, 'default') },
    });
    await expect(client.send(elsewhere)).rejects.toThrow('Cross event bus replay is not permitted.');
  } finally {
    await client.send(new DeleteArchiveCommand({ ArchiveName }));
  }
});

test('what does not exist is named', async () => {
  const missing = { name: 'ResourceNotFoundException' };
  const name = target.unique('none');
  await expect(client.send(new DescribeRuleCommand({ Name: name }))).rejects.toMatchObject({
    ...missing,
    message: `Rule ${name} does not exist on EventBus default.`,
  });
  await expect(client.send(new DescribeEventBusCommand({ Name: name }))).rejects.toMatchObject(missing);
  await expect(client.send(new DescribeArchiveCommand({ ArchiveName: name }))).rejects.toMatchObject(missing);
  await expect(client.send(new DescribeReplayCommand({ ReplayName: name }))).rejects.toMatchObject(missing);
});

test('a pattern is tried without a rule', async () => {
  const Event = JSON.stringify({
    ...{ id: '1', account: '1', source: 'conformance', time: '2026-01-01T00:00:00Z', region: 'r', resources: [] },
    ...{ 'detail-type': 't', detail: {} },
  });
  expect((await client.send(new TestEventPatternCommand({ EventPattern, Event }))).Result).toBe(true);
});
