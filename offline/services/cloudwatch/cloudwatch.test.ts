import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { cloudwatch } from './index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let services: StartedServices;
/** A client on the backend's clock; a new one each time, since an answer sets its clock by the real one. */
const client = () => new CloudWatchClient({ ...services.client, systemClockOffset: services.clock.offsetMs });
/** A whole hour, some time ago. */
const base = Math.floor((Date.now() - 2 * HOUR) / HOUR) * HOUR;

const start = async (folder?: string) => {
  services = await startServices([cloudwatch], folder === undefined ? {} : { folder });
};
beforeEach(() => start());
afterEach(() => services.stop());

const moveClock = (milliseconds: number) => {
  services.clock.setOffset(milliseconds);
};

const put = (name: string, values: readonly number[], options: { step?: number; resolutionSeconds?: number } = {}) => {
  const { step = MINUTE, resolutionSeconds = 60 } = options;
  services.bus.port('metrics').put(
    'n',
    values.map((value, index) => ({
      ...{ name, dimensions: {}, time: base + index * step, resolutionSeconds },
      values: [{ value, count: 1 }],
    })),
  );
};

const metric = (Id: string, Period = 60, Stat = 'Sum'): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'n', MetricName: Id }, Period, Stat },
});

const ask = async (MetricDataQueries: MetricDataQuery[], minutes = 60) => {
  const range = { StartTime: new Date(base), EndTime: new Date(base + minutes * MINUTE) };
  const { MetricDataResults = [] } = await client().send(
    new GetMetricDataCommand({ MetricDataQueries, ...range, ScanBy: 'TimestampAscending' }),
  );
  return MetricDataResults;
};

const valuesOf = async (Expression: string) => {
  const results = await ask([
    { ...metric('a'), ReturnData: false },
    { ...metric('b'), ReturnData: false },
    { Id: 'e', Expression },
  ]);
  return results.map(({ Values }) => Values);
};

test('what was put is there after a restart', async () => {
  put('a', [1, 2]);
  const { folder } = services;
  await services.stop({ keep: true });
  await start(folder);
  expect((await ask([metric('a')]))[0]?.Values).toEqual([1, 2]);
});

test('a high-resolution metric shows its seconds for three hours, then its minutes, after 15 days five of them', async () => {
  put('a', [1, 2, 3, 4], { step: 30_000, resolutionSeconds: 1 });
  const sums = async (period: number) => (await ask([metric('a', period)]))[0]?.Values;
  expect(await sums(30)).toEqual([1, 2, 3, 4]);
  moveClock(8 * HOUR);
  await expect.poll(() => sums(30)).toEqual([]);
  expect(await sums(60)).toEqual([3, 7]);
  moveClock(16 * DAY);
  await expect.poll(() => sums(60)).toEqual([]);
  expect(await sums(300)).toEqual([10]);
});

test('metrics without data for two weeks are listed no more', async () => {
  put('a', [1]);
  const list = async (input: object) => (await client().send(new ListMetricsCommand(input))).Metrics?.length;
  expect(await list({})).toBe(1);
  moveClock(6 * HOUR);
  expect(await list({ RecentlyActive: 'PT3H' })).toBe(0);
  moveClock(15 * DAY);
  expect(await list({})).toBe(0);
});

test('lists of more than 500 metrics come in pages', async () => {
  const data = Array.from({ length: 600 }, (_, index) => ({
    ...{ name: 'm', dimensions: { index: String(index) }, time: Date.now() },
    values: [{ value: 1, count: 1 }],
  }));
  services.bus.port('metrics').put('n', data);
  const first = await client().send(new ListMetricsCommand({ Namespace: 'n' }));
  const second = await client().send(new ListMetricsCommand({ Namespace: 'n', NextToken: first.NextToken }));
  expect([first.Metrics?.length, second.Metrics?.length, second.NextToken]).toEqual([500, 100, undefined]);
});

describe('metric math', () => {
  beforeEach(() => {
    put('a', [4, 9, 16]);
    put('b', [1, 2]);
  });

  test.for([
    ['a + b', [[5, 11]]],
    ['-a + 2 * (b ^ 2 + 1)', [[0, 1]]],
    ['a / 0 + b', [[]]],
    ['a >= 9 AND a < 16', [[0, 1, 0]]],
    ['IF(a > 4, a, 0)', [[0, 9, 16]]],
    [
      '[a, b] * 10',
      [
        [40, 90, 160],
        [10, 20],
      ],
    ],
    [
      'METRICS() - b',
      [
        [3, 7],
        [0, 0],
      ],
    ],
    ['AVG(METRICS())', [[2.5, 5.5, 16]]],
    ['a - MIN(a)', [[0, 5, 12]]],
    ['DIFF(a)', [[5, 7]]],
    ['RATE(a) * PERIOD(a)', [[5, 7]]],
    ['RUNNING_SUM(a)', [[4, 13, 29]]],
    ['FILL(b, REPEAT) * (a / a)', [[1, 2, 2]]],
    ['FLOOR(LOG10(a * 100))', [[2, 2, 3]]],
    ['SORT([b, a], SUM, DESC, 1)', [[4, 9, 16]]],
    ['FIRST([b, a])', [[1, 2]]],
    ['SLICE([a, b], 1)', [[1, 2]]],
    ['DATAPOINT_COUNT([a, b])', [[2, 2, 1]]],
    ['MINUTE(a)', [[0, 1, 2]]],
  ] as const)('%s', async ([expression, expected]) => {
    expect(await valuesOf(expression)).toEqual(expected);
  });

  test.for([
    ['AVG(a)', /must be a time series/],
    ['a +', /Syntax error/],
    ['(a', /Syntax error/],
    ['missing + a', /missing is not the id/],
    ['e + 1', /refers to itself/],
    ["SEARCH('{n} MetricName=\"a\"', 'Sum')", /The function SEARCH does not work offline/],
    ['SELECT AVG(a) FROM n', /Metrics Insights/],
  ] as const)('refuses %s', async ([expression, message]) => {
    await expect(valuesOf(expression)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
  });
});

test('a series that would be endless is refused', async () => {
  const MetricDataQueries = [{ Id: 'e', Expression: 'TIME_SERIES(1)' }];
  const range = { StartTime: new Date(0), EndTime: new Date(base) };
  await expect(client().send(new GetMetricDataCommand({ MetricDataQueries, ...range }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('at most 100800 points') as string,
  });
});

test('statistic sets of unequal values have no percentiles', async () => {
  const StatisticValues = { SampleCount: 2, Sum: 11, Minimum: 1, Maximum: 10 };
  const MetricData = [{ MetricName: 'a', Timestamp: new Date(base), StatisticValues }];
  await client().send(new PutMetricDataCommand({ Namespace: 'n', MetricData }));
  expect((await ask([metric('a', 60, 'p90')]))[0]?.Values).toEqual([]);
  expect((await ask([metric('a', 60, 'Maximum')]))[0]?.Values).toEqual([10]);
});

test('a label may hold figures of its points', async () => {
  put('a', [1, 5]);
  const [result] = await ask([{ ...metric('a'), Label: 'most ${MAX}, last ${LAST}' }]);
  expect(result?.Label).toBe('most 5, last 5');
});

test('a role may put what its policies grant, by namespace too', async () => {
  const roleArn = 'arn:aws:iam::123456789012:role/writer';
  const Condition = { StringEquals: { 'cloudwatch:namespace': 'mine' } };
  services.policies.replace(
    new Map([[roleArn, [{ Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition }]]]),
  );
  const credentials = services.credentials.issue({ kind: 'role', roleArn, sessionName: 'test' }, Date.now() + MINUTE);
  const limited = new CloudWatchClient({ ...services.client, credentials });
  const write = (Namespace: string) =>
    limited.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'm', Value: 1 }] }));
  await expect(write('mine')).resolves.toBeDefined();
  await expect(write('other')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(limited.send(new ListMetricsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('clients that speak CBOR get the same answers and errors', async () => {
  const inCbor = new CloudWatchClient({ ...services.client, protocol: SmithyRpcV2CborProtocol });
  const Timestamp = new Date(base + 30_500);
  await inCbor.send(
    new PutMetricDataCommand({
      Namespace: 'n',
      MetricData: [
        { MetricName: 'a', Value: 1.5, Timestamp },
        { MetricName: 'a', Values: [2, 3], Counts: [1, 2], Timestamp },
      ],
    }),
  );
  const query = new GetMetricDataCommand({
    MetricDataQueries: [metric('a')],
    StartTime: new Date(base),
    EndTime: new Date(base + HOUR),
  });
  const [inJson, answer] = [await client().send(query), await inCbor.send(query)];
  expect(answer.MetricDataResults).toEqual(inJson.MetricDataResults);
  expect(answer.MetricDataResults?.[0]).toMatchObject({ Timestamps: [new Date(base)], Values: [9.5] });
  const MetricData = [{ MetricName: 'a', Value: Number.NaN }];
  await expect(inCbor.send(new PutMetricDataCommand({ Namespace: 'n', MetricData }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The value NaN for parameter MetricData.member.1.Value is invalid.',
  });
});

test('alarms are refused by name: nothing would watch them', async () => {
  const alarm = { AlarmName: 'a', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 } as const;
  await expect(client().send(new PutMetricAlarmCommand(alarm))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('PutMetricAlarm') as string,
  });
});
