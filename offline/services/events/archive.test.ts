import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InvokeInput } from '../../kernel/ports.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { events } from './index.ts';

const BUS = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
type Seen = { id: string; 'replay-name'?: string; detail: { n: number } };
let seen: Map<string, Seen[]>;
let services: StartedServices;
let client: EventBridgeClient;

beforeEach(async () => {
  seen = new Map();
  services = await startServices([events], {
    ports: {
      lambda: {
        invoke({ functionName, payload }: InvokeInput) {
          const name = functionName.split(':').at(-1) ?? '';
          seen.set(name, [...(seen.get(name) ?? []), JSON.parse(String(payload)) as Seen]);
          return Promise.resolve({ payload: 'null', requestId: '1' });
        },
      },
    },
  });
  client = new EventBridgeClient(services.client);
});
afterEach(() => services.stop());

async function ruleTo(name: string) {
  const { RuleArn = '' } = await client.send(new PutRuleCommand({ Name: name, EventPattern: '{"source":["shop"]}' }));
  const Arn = `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
  await client.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: '1', Arn }] }));
  return RuleArn;
}

const publish = (n: number, Source = 'shop') =>
  client.send(new PutEventsCommand({ Entries: [{ Source, DetailType: 'd', Detail: JSON.stringify({ n }) }] }));

const replay = (ReplayName: string, archive: string, FilterArns: string[] = []) =>
  client.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: archive,
      EventStartTime: new Date(0),
      EventEndTime: new Date(services.clock.now() + 60_000),
      Destination: { Arn: BUS, FilterArns },
    }),
  );

test('a replay brings what the archive kept to the given rules only, with its name, and is not archived again', async () => {
  const archive = new CreateArchiveCommand({
    ...{ ArchiveName: 'kept', EventSourceArn: BUS, EventPattern: '{"detail":{"n":[{"numeric":[">",1]}]}}' },
  });
  const { ArchiveArn = '' } = await client.send(archive);
  const first = await ruleTo('first');
  await ruleTo('second');
  for (const n of [1, 2, 3]) await publish(n);
  await expect.poll(() => [seen.get('first')?.length, seen.get('second')?.length]).toEqual([3, 3]);

  await replay('again', ArchiveArn, [first]);
  await expect.poll(() => seen.get('first')?.length).toBe(5);
  const again = seen.get('first')?.slice(3) ?? [];
  expect(again.map((event) => [event['replay-name'], event.detail.n])).toEqual([
    ['again', 2],
    ['again', 3],
  ]);
  expect(seen.get('second')).toHaveLength(3);
  const described = await client.send(new DescribeReplayCommand({ ReplayName: 'again' }));
  expect(described).toMatchObject({ State: 'COMPLETED', Destination: { Arn: BUS, FilterArns: [first] } });
  expect(await client.send(new DescribeArchiveCommand({ ArchiveName: 'kept' }))).toMatchObject({ EventCount: 2 });
  await expect(client.send(new CancelReplayCommand({ ReplayName: 'again' }))).rejects.toMatchObject({
    name: 'IllegalStatusException',
  });
});

test('an archive forgets after its retention', async () => {
  await client.send(new CreateArchiveCommand({ ArchiveName: 'short', EventSourceArn: BUS, RetentionDays: 1 }));
  await publish(1);
  const count = async () => (await client.send(new DescribeArchiveCommand({ ArchiveName: 'short' }))).EventCount;
  expect(await count()).toBe(1);
  services.clock.setOffset(25 * 3_600_000);
  client = new EventBridgeClient({ ...services.client, systemClockOffset: 25 * 3_600_000 });
  expect(await count()).toBe(0);
});

test('recent events tell which rules took them and how each delivery went', async () => {
  await ruleTo('first');
  await client.send(
    new PutTargetsCommand({ Rule: 'first', Targets: [{ Id: '2', Arn: 'arn:aws:sns:us-east-1:123456789012:topic' }] }),
  );
  await publish(1);
  await publish(2, 'nobody');
  const recent = async () =>
    (await (await fetch(`${services.endpoint}/_offline/events?limit=10`)).json()) as {
      detail: object;
      rules: { name: string; targets: object[] }[];
    }[];
  await expect
    .poll(async () => (await recent())[1]?.rules[0]?.targets)
    .toMatchObject([
      { id: '1', status: 'delivered', attempts: 1 },
      { id: '2', status: 'dropped', attempts: 1, error: expect.stringContaining('SDK_CLIENT_ERROR') as string },
    ]);
  expect((await recent())[0]).toMatchObject({ bus: 'default', source: 'nobody', detailType: 'd', rules: [] });
});
