import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { cloudwatch } from './index.ts';

let target: ConformanceTarget;
let client: CloudWatchClient;
beforeAll(async () => {
  target = await startTarget([cloudwatch]);
  client = new CloudWatchClient(target.client);
});
afterAll(() => target.stop());

const MINUTE = 60_000;
/** A whole quarter of an hour some time ago: periods of one to fifteen minutes begin there. */
const base = Math.floor((Date.now() - 60 * MINUTE) / (15 * MINUTE)) * 15 * MINUTE;
const at = (minutes: number) => new Date(base + minutes * MINUTE);
const range = { StartTime: at(0), EndTime: at(15) };

const put = (Namespace: string, ...MetricData: MetricDatum[]) =>
  client.send(new PutMetricDataCommand({ Namespace, MetricData }));

const statistics = (Namespace: string, input: object) =>
  client.send(new GetMetricStatisticsCommand({ Namespace, MetricName: 'm', Period: 60, ...range, ...input }));

/** Asks until AWS, which takes a while to show what was put, has as many points. */
async function points(input: Partial<GetMetricDataCommandInput>, least = 1) {
  for (let attempt = 0; ; attempt += 1) {
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({ MetricDataQueries: [], ScanBy: 'TimestampAscending', ...range, ...input }),
    );
    const count = MetricDataResults.reduce((sum, { Values = [] }) => sum + Values.length, 0);
    if (count >= least || !target.isRemote || attempt === 30) return MetricDataResults;
    await target.pass(10_000);
  }
}

const metric = (Id: string, Namespace: string, Stat: string, further: object = {}) => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName: 'm', ...further }, Period: 60, Stat },
});

test('values, counted values and statistic sets of a period add up', async () => {
  const namespace = target.unique('sums');
  await put(
    namespace,
    { MetricName: 'm', Value: 11, Timestamp: at(1), Unit: 'Seconds' },
    { MetricName: 'm', Values: [1, 2], Counts: [3, 1], Timestamp: at(1), Unit: 'Seconds' },
    {
      MetricName: 'm',
      StatisticValues: { SampleCount: 10, Sum: 55, Minimum: 1, Maximum: 10 },
      Timestamp: at(1),
      Unit: 'Seconds',
    },
  );
  const MetricDataQueries = ['Sum', 'SampleCount', 'Minimum', 'Maximum', 'Average'].map((stat) =>
    metric(stat.toLowerCase(), namespace, stat),
  );
  const results = await points({ MetricDataQueries }, 5);
  expect(results.map(({ Values }) => Values)).toEqual([[71], [15], [1], [11], [71 / 15]]);
  expect(results[0]).toMatchObject({ Id: 'sum', Label: 'm', StatusCode: 'Complete', Timestamps: [at(1)] });
});

test('a metric is all of its dimensions: the same name with others, or without, is another metric', async () => {
  const namespace = target.unique('dimensions');
  const Dimensions = [
    { Name: 'service', Value: 'a' },
    { Name: 'stage', Value: 'x' },
  ];
  await put(
    namespace,
    { MetricName: 'm', Value: 1, Dimensions, Timestamp: at(0) },
    { MetricName: 'm', Value: 5, Timestamp: at(0) },
  );
  const MetricDataQueries = [
    metric('both', namespace, 'Sum', { Dimensions: Dimensions.toReversed() }),
    metric('none', namespace, 'Sum'),
    metric('one', namespace, 'Sum', { Dimensions: Dimensions.slice(0, 1) }),
  ];
  const results = await points({ MetricDataQueries }, 2);
  expect(results.map(({ Values }) => Values)).toEqual([[1], [5], []]);
});

test('GetMetricStatistics gives a data point a period and unit, with the statistics asked for', async () => {
  const namespace = target.unique('statistics');
  await put(
    namespace,
    { MetricName: 'm', Values: [1, 2, 3, 4], Timestamp: at(0), Unit: 'Milliseconds' },
    { MetricName: 'm', Value: 100, Timestamp: at(6), Unit: 'Milliseconds' },
  );
  await points({ MetricDataQueries: [metric('a', namespace, 'Sum')] }, 2);
  const { Label, Datapoints = [] } = await statistics(namespace, {
    Period: 300,
    Statistics: ['Sum', 'Average', 'SampleCount'],
  });
  expect(Label).toBe('m');
  expect(Datapoints.toSorted((a, b) => Number(a.Timestamp) - Number(b.Timestamp))).toEqual([
    { Timestamp: at(0), Sum: 10, Average: 2.5, SampleCount: 4, Unit: 'Milliseconds' },
    { Timestamp: at(5), Sum: 100, Average: 100, SampleCount: 1, Unit: 'Milliseconds' },
  ]);
  const other = await statistics(namespace, { Statistics: ['Sum'], Unit: 'Count' });
  expect(other.Datapoints).toEqual([]);
});

test('percentiles and trimmed means look at single values', async () => {
  const namespace = target.unique('percentiles');
  await put(namespace, { MetricName: 'm', Values: [7, 1000], Counts: [98, 2], Timestamp: at(0) });
  await points({ MetricDataQueries: [metric('a', namespace, 'Sum')] });
  const { Datapoints } = await statistics(namespace, { ExtendedStatistics: ['p50', 'p99.9', 'tm90', 'PR(:500)'] });
  const extended = Datapoints?.[0]?.ExtendedStatistics;
  expect(extended?.p50).toBeCloseTo(7, 0);
  expect(extended?.['p99.9']).toBeGreaterThan(900);
  expect(extended?.tm90).toBeCloseTo(7, 0);
  expect(extended?.['PR(:500)']).toBeCloseTo(98, 0);
});

test('metric math combines queries, and what is not to be returned is not', async () => {
  const [errors, calls] = [target.unique('errors'), target.unique('calls')];
  await put(errors, { MetricName: 'm', Value: 1, Timestamp: at(0) }, { MetricName: 'm', Value: 3, Timestamp: at(2) });
  await put(
    calls,
    ...[0, 1, 2].map((minute) => ({ MetricName: 'm', Value: 10 * (minute + 1), Timestamp: at(minute) })),
  );
  const hidden = { ReturnData: false };
  const MetricDataQueries = [
    { ...metric('e', errors, 'Sum'), ...hidden },
    { ...metric('c', calls, 'Sum'), ...hidden },
    { Id: 'rate', Expression: '100 * e / c', Label: 'error rate' },
    { Id: 'filled', Expression: 'FILL(e, 0) + c' },
    { Id: 'total', Expression: 'SUM([e, c])' },
    { Id: 'share', Expression: 'c / SUM(c)' },
  ];
  const ofThree = { StartTime: at(0), EndTime: at(3) };
  const results = await points({ MetricDataQueries, ...ofThree }, 11);
  expect(results.map(({ Id, Values }) => [Id, Values])).toEqual([
    ['rate', [10, 10]],
    ['filled', [11, 20, 33]],
    ['total', [11, 20, 33]],
    ['share', [10 / 60, 20 / 60, 30 / 60]],
  ]);
  expect(results[0]?.Label).toBe('error rate');
});

test('the newest come first unless asked otherwise, and a page holds as many as asked for', async () => {
  const namespace = target.unique('pages');
  await put(namespace, ...[0, 1, 2, 3, 4].map((minute) => ({ MetricName: 'm', Value: minute, Timestamp: at(minute) })));
  const MetricDataQueries = [metric('a', namespace, 'Sum')];
  await points({ MetricDataQueries }, 5);
  const ask = (further: object) => client.send(new GetMetricDataCommand({ MetricDataQueries, ...range, ...further }));
  const all = await ask({});
  expect(all.MetricDataResults?.[0]?.Values).toEqual([4, 3, 2, 1, 0]);
  const first = await ask({ MaxDatapoints: 3 });
  expect(first.MetricDataResults?.[0]).toMatchObject({ Values: [4, 3, 2], StatusCode: 'PartialData' });
  const second = await ask({ MaxDatapoints: 3, NextToken: first.NextToken });
  expect(second.MetricDataResults?.[0]).toMatchObject({ Values: [1, 0], StatusCode: 'Complete' });
  expect(second.NextToken).toBeUndefined();
});

test('metrics are listed by namespace, name and dimensions', async () => {
  const namespace = target.unique('listed');
  const Dimensions = [{ Name: 'queue', Value: 'orders' }];
  await put(namespace, { MetricName: 'm', Value: 1, Dimensions }, { MetricName: 'other', Value: 1 });
  const list = (input: object) => client.send(new ListMetricsCommand({ Namespace: namespace, ...input }));
  for (let attempt = 0; target.isRemote && attempt < 60; attempt += 1) {
    if ((await list({})).Metrics?.length === 2) break;
    await target.pass(15_000);
  }
  expect((await list({})).Metrics).toHaveLength(2);
  const wanted = [{ Namespace: namespace, MetricName: 'm', Dimensions }];
  expect((await list({ MetricName: 'm' })).Metrics).toEqual(wanted);
  expect((await list({ Dimensions: [{ Name: 'queue' }] })).Metrics).toEqual(wanted);
  expect((await list({ Dimensions: [{ Name: 'queue', Value: 'bills' }] })).Metrics).toEqual([]);
});

test.for([
  {
    name: 'a value and values',
    datum: { Value: 1, Values: [1] },
    code: 'InvalidParameterCombinationException',
    message:
      'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
  },
  {
    name: 'a value and a statistic set',
    datum: { Value: 1, StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 } },
    code: 'InvalidParameterCombinationException',
    message:
      'The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.',
  },
  {
    name: 'more counts than values',
    datum: { Values: [1, 10], Counts: [2, 4, 5] },
    code: 'InvalidParameterValueException',
    message: 'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
  },
  {
    name: 'no number',
    datum: { Value: Number.NaN },
    code: 'InvalidParameterValueException',
    message: 'The value NaN for parameter MetricData.member.1.Value is invalid.',
  },
])('refuses $name', async ({ datum, code, message }) => {
  const answer = put(target.unique('refused'), { MetricName: 'm', ...datum });
  await expect(answer).rejects.toMatchObject({ name: code, message });
});

test('refuses what lies more than two weeks back or two hours ahead', async () => {
  for (const offset of [-15 * 24 * 60, 3 * 60]) {
    const Timestamp = new Date(Date.now() + offset * MINUTE);
    await expect(put(target.unique('times'), { MetricName: 'm', Value: 1, Timestamp })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  }
});

test('refuses ids that are none, and more points than a request may have', async () => {
  const MetricDataQueries = [metric('5xx', 'n', 'Sum')];
  await expect(client.send(new GetMetricDataCommand({ MetricDataQueries, ...range }))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      'The value 5xx for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.',
  });
  const StartTime = new Date(base - 1608 * MINUTE);
  await expect(statistics('n', { StartTime, EndTime: at(0), Statistics: ['Sum'] })).rejects.toMatchObject({
    name: 'InvalidParameterCombinationException',
    message:
      'You have requested up to 1,608 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  });
});

test('a large request arrives compressed', async () => {
  const namespace = target.unique('compressed');
  const Dimensions = [{ Name: 'padding', Value: 'x'.repeat(900) }];
  await put(
    namespace,
    ...Array.from({ length: 40 }, () => ({ MetricName: 'm', Value: 1, Dimensions, Timestamp: at(0) })),
  );
  const MetricDataQueries = [metric('a', namespace, 'Sum', { Dimensions })];
  expect((await points({ MetricDataQueries }))[0]?.Values).toEqual([40]);
});
