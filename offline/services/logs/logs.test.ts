import { gunzipSync } from 'node:zlib';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InvokeInput, MetricDatum } from '../../kernel/ports.ts';
import type { Resource } from '../../kernel/resource.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { logs } from './index.ts';

const DAY_MS = 86_400_000;
const group = '/aws/lambda/one';
const stream = '2026/01/01/[$LATEST]a';

let services: StartedServices;
let client: CloudWatchLogsClient;
let put: (MetricDatum & { namespace: string })[];
let invoked: InvokeInput[];

const start = async (options: Parameters<typeof startServices>[1] = {}) => {
  put = [];
  invoked = [];
  services = await startServices([logs], {
    ports: {
      metrics: { put: (namespace, data) => put.push(...data.map((datum) => ({ namespace, ...datum }))) },
      lambda: {
        invoke: (input) => {
          invoked.push(input);
          return Promise.resolve({ payload: '', requestId: '1' });
        },
      },
    },
    ...options,
  });
  client = new CloudWatchLogsClient(services.client);
};
beforeEach(() => start());
afterEach(() => services.stop());

const append = (...texts: string[]) => {
  const time = services.clock.now();
  services.bus.port('logs').append({ group, stream, lines: texts.map((text) => ({ time, text })) });
};

const messages = async () => {
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName: group }));
  return events.map(({ message }) => message);
};

const helper = async (query: string): Promise<unknown> =>
  (await fetch(`${services.endpoint}/_offline/logs${query}`)).json();

const resource = (type: string, ref: string, properties: Record<string, unknown>): Resource => ({
  ...{ type, ref, properties, logicalId: ref, stackPath: 'app', attributes: {}, path: `app/${ref}` },
});

test('what functions write makes its group and stream, and outlives a restart', async () => {
  append('START', 'hello', '', 'END');
  const { folder } = services;
  await services.stop({ keep: true });
  await start({ folder });
  append('again');
  expect(await messages()).toEqual(['START', 'hello', 'END', 'again']);
});

test('events older than the retention are gone by the clock, from answers at once and from the file by the hour', async () => {
  append('old');
  await client.send(new PutRetentionPolicyCommand({ logGroupName: group, retentionInDays: 3 }));
  const shown = async () => ((await helper(`?group=${group}`)) as { message: string }[]).map(({ message }) => message);
  services.clock.setOffset(2 * DAY_MS);
  append('newer');
  expect(await shown()).toEqual(['newer', 'old']);
  services.clock.setOffset(4 * DAY_MS);
  expect(await shown()).toEqual(['newer']);
  await expect.poll(() => helper('')).toEqual([{ group, bytes: 31, retentionInDays: 3 }]);
});

test('a group keeps its newest 64 MB', async () => {
  const line = 'x'.repeat(1024 * 1024);
  for (let index = 0; index < 66; index += 1) append(`${index} ${line}`);
  const kept = (await helper(`?group=${group}&limit=100`)) as { message: string }[];
  expect(kept.length).toBeLessThan(64);
  expect(kept.length).toBeGreaterThan(40);
  expect(kept[0]?.message).toMatch(/^65 x/);
});

test('metrics of Powertools are drawn from the lines that they write', () => {
  const metrics = new Metrics({ namespace: 'orders', serviceName: 'checkout' });
  metrics.addDimension('stage', 'test');
  metrics.addMetric('latency', MetricUnit.Milliseconds, 12.5);
  metrics.addMetric('latency', MetricUnit.Milliseconds, 7);
  metrics.addMetric('placed', MetricUnit.Count, 1, 1);
  append('START', JSON.stringify(metrics.serializeMetrics()), 'END');
  const common = {
    namespace: 'orders',
    dimensions: { service: 'checkout', stage: 'test' },
    time: expect.any(Number) as number,
  };
  expect(put).toEqual([
    {
      ...{ ...common, name: 'latency', unit: 'Milliseconds' },
      values: [
        { value: 12.5, count: 1 },
        { value: 7, count: 1 },
      ],
    },
    { ...common, name: 'placed', unit: 'Count', resolutionSeconds: 1, values: [{ value: 1, count: 1 }] },
  ]);
});

test('each dimension set of embedded metrics is a metric of its own', () => {
  const Timestamp = services.clock.now();
  const CloudWatchMetrics = [
    { Namespace: 'n', Dimensions: [['a'], ['a', 'b'], []], Metrics: [{ Name: 'm' }] },
    { Namespace: 'other', Dimensions: [], Metrics: [{ Name: 'm' }] },
  ];
  append(JSON.stringify({ _aws: { Timestamp, CloudWatchMetrics }, a: '1', b: '2', m: 3, note: 'kept in the log' }));
  expect(put.map(({ namespace, dimensions }) => [namespace, dimensions])).toEqual([
    ['n', { a: '1' }],
    ['n', { a: '1', b: '2' }],
    ['n', {}],
    ['other', {}],
  ]);
});

test('embedded metrics that the specification does not allow count as errors, and give nothing', () => {
  const Timestamp = services.clock.now();
  const write = (directive: object, members: object) => {
    append(JSON.stringify({ _aws: { Timestamp, CloudWatchMetrics: [directive] }, ...members }));
  };
  write({ Namespace: 'n', Dimensions: [['missing']], Metrics: [{ Name: 'm' }] }, { m: 1 });
  write({ Namespace: 'n', Dimensions: [[]], Metrics: [{ Name: 'm' }] }, { m: 'text' });
  write({ Namespace: '', Dimensions: [[]], Metrics: [{ Name: 'm' }] }, { m: 1 });
  write({ Namespace: 'n', Metrics: [{ Name: 'm' }] }, { m: Array.from({ length: 101 }, () => 1) });
  append('{"_aws": broken', '{"_aws":{"other":"thing"}}');
  expect(put.map(({ namespace, name, dimensions }) => [namespace, name, dimensions])).toEqual(
    Array.from({ length: 4 }, () => ['AWS/Logs', 'EMFValidationErrors', { LogGroupName: group }]),
  );
});

test('a metric filter counts what matches, by a constant or by a value of the event', async () => {
  append('first');
  const filter = async (filterName: string, filterPattern: string, transformation: object) => {
    const metricTransformations = [
      { metricNamespace: 'n', metricName: filterName, metricValue: '1', ...transformation },
    ];
    await client.send(
      new PutMetricFilterCommand({ logGroupName: group, filterName, filterPattern, metricTransformations }),
    );
  };
  await filter('errors', 'ERROR', { defaultValue: 0 });
  await filter('latency', '{ $.ms > 0 }', {
    metricValue: '$.ms',
    unit: 'Milliseconds',
    dimensions: { path: '$.path' },
  });
  await filter('bytes', '[verb, bytes]', { metricValue: '$bytes' });
  append('ERROR one', 'fine', '{"ms": 20, "path": "/a"}', 'GET 512', '{"ms": 30}');
  const seen = () => put.map(({ name, dimensions, unit, values }) => [name, values[0]?.value, dimensions, unit]);
  expect(seen()).toEqual([
    ['bytes', 512, {}, undefined],
    ['errors', 1, {}, undefined],
    ['latency', 20, { path: '/a' }, 'Milliseconds'],
  ]);
  put.length = 0;
  services.clock.setOffset(60_000);
  append('nothing that counts');
  append('nothing again');
  expect(seen()).toEqual([['errors', 0, {}, undefined]]);
});

test('a subscribed function is called with the events that match, packed as AWS packs them', async () => {
  append('before');
  const destinationArn = 'arn:aws:lambda:us-east-1:123456789012:function:two';
  const filter = { logGroupName: group, filterName: 'f', filterPattern: 'ERROR', destinationArn };
  await client.send(new PutSubscriptionFilterCommand(filter));
  append('fine', 'ERROR one', 'ERROR two');
  append('fine');
  expect(invoked).toHaveLength(1);
  expect(invoked[0]).toMatchObject({ functionName: destinationArn, invocationType: 'event' });
  const { awslogs } = JSON.parse(String(invoked[0]?.payload)) as { awslogs: { data: string } };
  const event: unknown = JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString());
  const line = (message: string): unknown => ({
    id: expect.any(String) as unknown,
    timestamp: expect.any(Number) as unknown,
    message,
  });
  expect(event).toEqual({
    ...{ messageType: 'DATA_MESSAGE', owner: '123456789012', logGroup: group, logStream: stream },
    subscriptionFilters: ['f'],
    logEvents: [line('ERROR one'), line('ERROR two')],
  });
});

test("the app's groups, streams and filters are there, and what left the app filters no more", async () => {
  await services.stop();
  const MetricTransformations = [{ MetricName: 'm', MetricNamespace: 'n', MetricValue: '1' }];
  const resources = [
    resource('AWS::Logs::LogGroup', group, { RetentionInDays: 7, Tags: [{ Key: 'a', Value: 'b' }] }),
    resource('AWS::Logs::LogStream', 'fixed', { LogGroupName: group }),
    resource('AWS::Logs::MetricFilter', 'f', { LogGroupName: group, FilterPattern: 'x', MetricTransformations }),
    resource('Custom::LogRetention', '/aws/lambda/two', { RetentionInDays: '14' }),
  ];
  await start({ resources });
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
  expect(logGroups.map((one) => [one.logGroupName, one.retentionInDays, one.metricFilterCount])).toEqual([
    [group, 7, 1],
    ['/aws/lambda/two', 14, 0],
  ]);
  append('x');
  expect(put).toHaveLength(1);
  const { folder } = services;
  await services.stop({ keep: true });
  await start({ folder, resources: resources.slice(0, 2) });
  append('x');
  expect(put).toEqual([]);
  expect(await messages()).toEqual(['x', 'x']);
});

test('a subscription to what is no function is refused at start', async () => {
  const DestinationArn = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/x';
  const resources = [resource('AWS::Logs::SubscriptionFilter', 'Archive', { LogGroupName: group, DestinationArn })];
  await expect(startServices([logs], { resources })).rejects.toThrow(
    /^Archive\.DestinationArn: .* do not work offline/,
  );
});

test('a role may write to the streams of its own group only', async () => {
  append('mine');
  services.bus.port('logs').append({ group: 'other', stream, lines: [{ time: services.clock.now(), text: 'x' }] });
  const roleArn = 'arn:aws:iam::123456789012:role/writer';
  const Resource = `arn:aws:logs:us-east-1:123456789012:log-group:${group}:*`;
  services.policies.replace(
    new Map([[roleArn, [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource }]]]),
  );
  const credentials = services.credentials.issue({ kind: 'role', roleArn, sessionName: 'test' }, Date.now() + 60_000);
  const limited = new CloudWatchLogsClient({ ...services.client, credentials });
  const write = async (logGroupName: string) => {
    await limited.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'own' }));
    const logEvents = [{ timestamp: services.clock.now(), message: 'text' }];
    await limited.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'own', logEvents }));
  };
  await write(group);
  const denied = { name: 'AccessDeniedException' };
  await expect(write('other')).rejects.toMatchObject(denied);
  await expect(limited.send(new FilterLogEventsCommand({ logGroupName: group }))).rejects.toMatchObject(denied);
});

test('the newest lines are shown to people, filtered as they like', async () => {
  append('one ERROR', 'two', 'three ERROR');
  const shown = (await helper(`?group=${group}&filter=ERROR&limit=1`)) as object[];
  expect(shown).toEqual([{ time: expect.any(String) as string, stream, message: 'three ERROR' }]);
});
