import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { scheduler } from './index.ts';

let target: ConformanceTarget;
let client: SchedulerClient;
let GroupName: string;
beforeAll(async () => {
  target = await startTarget([scheduler]);
  client = new SchedulerClient(target.client);
  GroupName = target.unique('group');
  const Tags = [{ Key: 'team', Value: 'one' }];
  await client.send(new CreateScheduleGroupCommand({ Name: GroupName, Tags }));
});
afterAll(async () => {
  await client.send(new DeleteScheduleGroupCommand({ Name: GroupName }));
  await target.stop();
});

// With REMOTE=1 a role that EventBridge Scheduler may assume, and a queue of the account.
const RoleArn = process.env.SCHEDULER_ROLE_ARN ?? 'arn:aws:iam::123456789012:role/scheduler';
const Arn = process.env.SCHEDULER_QUEUE_ARN ?? 'arn:aws:sqs:us-east-1:123456789012:queue';

const schedule = (more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
  Name: target.unique('schedule'),
  GroupName,
  ScheduleExpression: 'rate(30 days)',
  State: 'DISABLED',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn, RoleArn, Input: '{"a":1}' },
  ...more,
});
const create = (more?: Partial<CreateScheduleCommandInput>) => client.send(new CreateScheduleCommand(schedule(more)));

test('a schedule is what it was made as, with the defaults told', async () => {
  const Name = target.unique('schedule');
  const StartDate = new Date('2099-01-01T00:00:00Z');
  const { ScheduleArn } = await create({ Name, StartDate, Description: 'd' });
  expect(ScheduleArn).toMatch(new RegExp(`^arn:aws:scheduler:.*:schedule/${GroupName}/${Name}$`));
  const known = await client.send(new GetScheduleCommand({ Name, GroupName }));
  expect(known).toMatchObject({
    ...{ Arn: ScheduleArn, Name, GroupName, ScheduleExpression: 'rate(30 days)', Description: 'd', State: 'DISABLED' },
    ...{ ScheduleExpressionTimezone: 'UTC', FlexibleTimeWindow: { Mode: 'OFF' }, ActionAfterCompletion: 'NONE' },
    Target: { Arn, RoleArn, Input: '{"a":1}' },
  });
  expect(known.StartDate).toEqual(StartDate);
  expect(known.CreationDate).toBeInstanceOf(Date);
});

test('an update replaces the whole: what is not given falls back to its default', async () => {
  const Name = target.unique('schedule');
  await create({ Name, Description: 'gone' });
  const next = schedule({
    Name,
    ScheduleExpression: 'cron(0 10 ? * MON-FRI *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
  await client.send(new UpdateScheduleCommand(next));
  const known = await client.send(new GetScheduleCommand({ Name, GroupName }));
  expect(known.Description).toBeUndefined();
  expect(known.ScheduleExpressionTimezone).toBe('Europe/Berlin');
});

test('a name is taken once in its group; the same client token with the same schedule is the same call', async () => {
  const first = schedule({ ClientToken: target.unique('token') });
  await client.send(new CreateScheduleCommand(first));
  await expect(client.send(new CreateScheduleCommand(first))).resolves.toMatchObject({});
  await expect(create({ Name: first.Name })).rejects.toMatchObject({ name: 'ConflictException' });
});

test.each([
  [{ ScheduleExpression: 'cron(0 10 * * * *)' }, 'both day fields given'],
  [{ ScheduleExpression: 'every day' }, 'no expression'],
  [{ ScheduleExpression: 'at(2030-13-01T00:00:00)' }, 'no month 13'],
  [{ ScheduleExpressionTimezone: 'Mars/Olympus' }, 'no such zone'],
  [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const } }, 'a window without its length'],
  [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const, MaximumWindowInMinutes: 1441 } }, 'a window longer than a day'],
  [{ StartDate: new Date('2099-02-01'), EndDate: new Date('2099-01-01') }, 'an end before the start'],
])('%j is refused: %s', async (more, _why) => {
  await expect(create(more)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('what does not exist is told with 404', async () => {
  const Name = target.unique('none');
  const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
  await expect(client.send(new GetScheduleCommand({ Name }))).rejects.toMatchObject(missing);
  await expect(client.send(new DeleteScheduleCommand({ Name }))).rejects.toMatchObject(missing);
  await expect(client.send(new UpdateScheduleCommand(schedule({ Name })))).rejects.toMatchObject(missing);
  await expect(client.send(new GetScheduleGroupCommand({ Name }))).rejects.toMatchObject(missing);
  await expect(create({ GroupName: Name })).rejects.toMatchObject(missing);
});

test('lists by group, prefix and state, page by page', async () => {
  const prefix = target.unique('listed');
  for (const end of ['a', 'b', 'c']) await create({ Name: `${prefix}-${end}` });
  const list = { GroupName, NamePrefix: prefix, MaxResults: 2 };
  const first = await client.send(new ListSchedulesCommand(list));
  const second = await client.send(new ListSchedulesCommand({ ...list, NextToken: first.NextToken }));
  const names = [first, second].map(({ Schedules = [] }) => Schedules.map(({ Name }) => Name?.slice(-1)).join(''));
  expect(names).toEqual(['ab', 'c']);
  expect(second.NextToken).toBeUndefined();
  const enabled = await client.send(new ListSchedulesCommand({ ...list, State: 'ENABLED' }));
  expect(enabled.Schedules).toEqual([]);
});

test('groups are listed, tagged, and taken once', async () => {
  const { ScheduleGroups = [] } = await client.send(new ListScheduleGroupsCommand({ NamePrefix: GroupName }));
  expect(ScheduleGroups).toMatchObject([{ Name: GroupName, State: 'ACTIVE' }]);
  const ResourceArn = ScheduleGroups[0]?.Arn ?? '';
  await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'more', Value: '2' }] }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team'] }));
  const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual([{ Key: 'more', Value: '2' }]);
  await expect(client.send(new CreateScheduleGroupCommand({ Name: GroupName }))).rejects.toMatchObject({
    name: 'ConflictException',
  });
});
