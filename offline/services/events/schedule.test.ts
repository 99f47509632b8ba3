import { DisableRuleCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InvokeInput } from '../../kernel/ports.ts';
import { openStore } from '../../kernel/store.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { events } from './index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let fired: { time: string; rule: string }[];
let services: StartedServices;

const start = (folder?: string) =>
  startServices([events], {
    folder,
    ports: {
      lambda: {
        invoke({ payload }: InvokeInput) {
          const { time, resources } = JSON.parse(String(payload)) as { time: string; resources: string[] };
          fired.push({ time, rule: resources[0]?.split('/').at(-1) ?? '' });
          return Promise.resolve({ payload: 'null', requestId: '1' });
        },
      },
    },
  });

beforeEach(async () => {
  fired = [];
  services = await start();
});
afterEach(() => services.stop());

async function schedule(ScheduleExpression: string, Name = 'rule') {
  const client = new EventBridgeClient(services.client);
  await client.send(new PutRuleCommand({ Name, ScheduleExpression }));
  const Arn = 'arn:aws:lambda:us-east-1:123456789012:function:job';
  await client.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: '1', Arn }] }));
}

const pass = (milliseconds: number) => {
  services.clock.setOffset(services.clock.offsetMs + milliseconds);
};
const gapsOf = (times: string[]) =>
  times.slice(1).map((time, index) => Date.parse(time) - Date.parse(times[index] ?? ''));

test('a jump of the clock fires a rate once for each time that passed', async () => {
  await schedule('rate(5 minutes)');
  pass(26 * MINUTE);
  await expect.poll(() => fired.length).toBe(5);
  expect(gapsOf(fired.map(({ time }) => time))).toEqual([5, 5, 5, 5].map((minutes) => minutes * MINUTE));
});

test('cron fires at its times of the day', async () => {
  await schedule('cron(0 3 * * ? *)');
  pass(3 * 24 * HOUR);
  await expect.poll(() => fired.length).toBe(3);
  expect(fired.every(({ time }) => time.endsWith('T03:00:00Z'))).toBe(true);
});

test('a jump of a year fires the newest hundred', async () => {
  await schedule('rate(1 minute)');
  pass(365 * 24 * HOUR);
  await expect.poll(() => fired.length).toBe(100);
  const newest = Math.max(...fired.map(({ time }) => Date.parse(time)));
  expect(services.clock.now() - newest).toBeLessThan(MINUTE);
  expect(new Set(fired.map(({ time }) => time)).size).toBe(100);
});

/** Lets the last firing be so long ago, while no process runs. */
function age(folder: string, milliseconds: number): void {
  const store = openStore(folder, 'events', Array.from<string>({ length: 3 }).fill(''));
  store.run('UPDATE firing SET anchor = anchor - ?1, last = last - ?1', milliseconds);
  store.close();
}

test('a restart neither forgets the next time nor fires one twice', async () => {
  await schedule('rate(1 hour)');
  const { folder } = services;
  await services.stop({ keep: true });
  age(folder, 30 * MINUTE);
  services = await start(folder);
  pass(29 * MINUTE);
  pass(2 * MINUTE);
  await expect.poll(() => fired.length).toBe(1);
  pass(60 * MINUTE);
  await expect.poll(() => fired.length).toBe(2);
  expect(gapsOf(fired.map(({ time }) => time))).toEqual([HOUR]);
});

test('a clock that is set back lets a schedule count from there', async () => {
  await schedule('rate(1 hour)');
  pass(24 * 365 * HOUR);
  await expect.poll(() => fired.length).toBe(100);
  services.clock.setOffset(0);
  pass(61 * MINUTE);
  await expect.poll(() => fired.length).toBe(101);
});

test('of the times that passed while nothing ran, the newest fires at the next start', async () => {
  await schedule('rate(1 hour)');
  const { folder } = services;
  await services.stop({ keep: true });
  age(folder, 10.5 * HOUR);
  services = await start(folder);
  await expect.poll(() => fired.length).toBe(1);
  expect(Date.now() - Date.parse(fired[0]?.time ?? '')).toBeLessThan(31 * MINUTE);
});

test('a disabled rule does not fire', async () => {
  await schedule('rate(1 minute)');
  await schedule('rate(1 minute)', 'other');
  await new EventBridgeClient(services.client).send(new DisableRuleCommand({ Name: 'rule' }));
  pass(61_000);
  await expect.poll(() => fired.length).toBe(1);
  expect(fired[0]?.rule).toBe('other');
});

test.each(['cron(0 10 * * * *)', 'rate(1 minutes)', 'rate(2 minute)', 'at(2030-01-01T00:00:00)', 'each minute'])(
  '%s is refused in the words of AWS',
  async (ScheduleExpression) => {
    await expect(schedule(ScheduleExpression)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Parameter ScheduleExpression is not valid.',
    });
  },
);
