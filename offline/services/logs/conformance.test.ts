import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  GetQueryResultsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { logs } from './index.ts';

let target: ConformanceTarget;
let client: CloudWatchLogsClient;
let logGroupName: string;
const logStreamName = '2026/01/01/[$LATEST]one';

beforeAll(async () => {
  target = await startTarget([logs]);
  client = new CloudWatchLogsClient(target.client);
});
afterAll(() => target.stop());
beforeEach(async () => {
  logGroupName = target.unique('/conformance/group');
  await client.send(new CreateLogGroupCommand({ logGroupName, tags: { env: 'test' } }));
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
});
afterEach(() => client.send(new DeleteLogGroupCommand({ logGroupName })));

const base = Date.now() - 60_000;

const put = (...messages: (string | { message: string; timestamp: number })[]) =>
  client.send(
    new PutLogEventsCommand({
      ...{ logGroupName, logStreamName },
      logEvents: messages.map((given, index) =>
        typeof given === 'string' ? { message: given, timestamp: base + index } : given,
      ),
    }),
  );

const get = (input: Partial<GetLogEventsCommandInput> = {}) =>
  client.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...input }));

/** Texts of a filter's events, once AWS, which takes a while, has as many as are expected. */
async function filtered(filterPattern: string, least: number, input: object = {}): Promise<string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern, nextToken, ...input }));
      found.push(...(page.events ?? []).map(({ message = '' }) => message));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    if (found.length >= least || !target.isRemote || attempt === 20) return found;
    await target.pass(5000);
  }
}

test('what was put is got in order, with both times', async () => {
  await put('hello', '🙀 - 参よ - 日本語');
  await filtered('', 2);
  const { events = [] } = await get();
  expect(events.map(({ message, timestamp }) => [message, timestamp])).toEqual([
    ['hello', base],
    ['🙀 - 参よ - 日本語', base + 1],
  ]);
  expect(events[0]?.ingestionTime).toBeGreaterThanOrEqual(base);
});

test('pages go forward and backward from any token, and a token that stays the same is an end', async () => {
  const all = Array.from({ length: 5 }, (_, index) => `line ${index}`);
  await put(...all);
  await filtered('', 5);
  const texts = ({ events = [] }: { events?: { message?: string }[] | undefined }) =>
    events.map(({ message }) => message);

  const newest = await get({ limit: 2 });
  expect(texts(newest)).toEqual(['line 3', 'line 4']);
  const older = await get({ limit: 2, nextToken: newest.nextBackwardToken });
  expect(texts(older)).toEqual(['line 1', 'line 2']);

  const first = await get({ limit: 3, startFromHead: true });
  expect(texts(first)).toEqual(['line 0', 'line 1', 'line 2']);
  const second = await get({ limit: 3, startFromHead: true, nextToken: first.nextForwardToken });
  expect(texts(second)).toEqual(['line 3', 'line 4']);
  const end = await get({ limit: 3, startFromHead: true, nextToken: second.nextForwardToken });
  expect(texts(end)).toEqual([]);
  expect(end.nextForwardToken).toBe(second.nextForwardToken);
});

test('GetLogEvents takes the start of a time range in and leaves its end out; FilterLogEvents takes both in', async () => {
  await put('a', 'b', 'c', 'd');
  const range = { startTime: base + 1, endTime: base + 3 };
  expect(await filtered('', 3, range)).toEqual(['b', 'c', 'd']);
  const { events = [] } = await get(range);
  expect(events.map(({ message }) => message)).toEqual(['b', 'c']);
});

test('events of all streams are searched in order of time, with their streams', async () => {
  const other = { logGroupName, logStreamName: 'other' };
  await client.send(new CreateLogStreamCommand(other));
  await put('first', { message: 'third', timestamp: base + 2 });
  const logEvents = [{ message: 'second', timestamp: base + 1 }];
  await client.send(new PutLogEventsCommand({ ...other, logEvents }));
  expect(await filtered('', 3)).toEqual(['first', 'second', 'third']);
  expect(await filtered('', 1, { logStreamNames: ['other'] })).toEqual(['second']);
  expect(await filtered('', 2, { logStreamNamePrefix: '2026/' })).toEqual(['first', 'third']);
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName, limit: 2 }));
  expect(events.map((event) => event.logStreamName)).toEqual([logStreamName, 'other']);
});

test('a search has pages', async () => {
  await put(...Array.from({ length: 25 }, (_, index) => `number ${index}`));
  await filtered('', 25);
  const first = await client.send(new FilterLogEventsCommand({ logGroupName, limit: 20 }));
  expect(first.events).toHaveLength(20);
  const { nextToken } = first;
  const second = await client.send(new FilterLogEventsCommand({ logGroupName, limit: 20, nextToken }));
  expect(second.events?.map(({ message }) => message)).toEqual([20, 21, 22, 23, 24].map((n) => `number ${n}`));
});

test('events that are too old or too new are named, the others kept', async () => {
  const day = 24 * 60 * 60 * 1000;
  const old = await put({ message: 'old', timestamp: base - 30 * day });
  expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  const newer = await put('now', { message: 'new', timestamp: Date.now() + 3 * 60 * 60 * 1000 });
  expect(newer.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
  expect(await filtered('', 1)).toEqual(['now']);
});

test('groups are described with what AWS tells of them', async () => {
  await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }));
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  expect(logGroups).toEqual([
    {
      logGroupName,
      arn: expect.stringMatching(new RegExp(`^arn:aws:logs:[^:]+:\\d+:log-group:${logGroupName}:\\*$`)) as unknown,
      logGroupArn: expect.stringMatching(new RegExp(`:log-group:${logGroupName}$`)) as unknown,
      creationTime: expect.any(Number) as unknown,
      retentionInDays: 14,
      metricFilterCount: 0,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: false,
    },
  ]);
});

test('streams are listed by name or by their last event', async () => {
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'a' }));
  await put('event');
  const list = async (input: object) => {
    const { logStreams = [] } = await client.send(new DescribeLogStreamsCommand({ logGroupName, ...input }));
    return logStreams.map((stream) => stream.logStreamName);
  };
  expect(await list({})).toEqual([logStreamName, 'a']);
  expect(await list({ descending: true })).toEqual(['a', logStreamName]);
  expect(await list({ logStreamNamePrefix: '2026/01' })).toEqual([logStreamName]);
  await expect(list({ logStreamNamePrefix: 'a', orderBy: 'LastEventTime' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Cannot order by LastEventTime with a logStreamNamePrefix.',
  });
});

test('tags of a group come and go', async () => {
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  const resourceArn = logGroups?.[0]?.logGroupArn;
  await client.send(new TagResourceCommand({ resourceArn, tags: { one: '1', two: '2' } }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['env', 'two'] }));
  const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
  expect(tags).toEqual({ one: '1' });
});

test('metric filters are kept by name, one transformation each', async () => {
  const metricTransformations = [
    { metricName: 'errors', metricNamespace: 'conformance', metricValue: '1', defaultValue: 0 },
  ];
  const filter = { logGroupName, filterName: 'errors', filterPattern: '{$.level = "error"}' };
  await client.send(new PutMetricFilterCommand({ ...filter, metricTransformations }));
  const describe = () => client.send(new DescribeMetricFiltersCommand({ logGroupName }));
  expect((await describe()).metricFilters).toEqual([
    { ...filter, metricTransformations, creationTime: expect.any(Number) as unknown, applyOnTransformedLogs: false },
  ]);
  const twice = [...metricTransformations, ...metricTransformations];
  await expect(
    client.send(new PutMetricFilterCommand({ ...filter, metricTransformations: twice })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await client.send(new DeleteMetricFilterCommand({ logGroupName, filterName: 'errors' }));
  expect((await describe()).metricFilters).toEqual([]);
});

async function query(queryString: string): Promise<Record<string, string | undefined>[]> {
  const times = { startTime: Math.floor(base / 1000) - 3600, endTime: Math.floor(Date.now() / 1000) + 3600 };
  for (let attempt = 0; ; attempt += 1) {
    const { queryId } = await client.send(new StartQueryCommand({ logGroupName, queryString, ...times }));
    let answer = await client.send(new GetQueryResultsCommand({ queryId }));
    while (answer.status === 'Running' || answer.status === 'Scheduled') {
      await target.pass(1000);
      answer = await client.send(new GetQueryResultsCommand({ queryId }));
    }
    const found = (answer.results ?? []).map((row) =>
      Object.fromEntries(row.map(({ field = '', value }) => [field, value] as const)),
    );
    if (found.length > 0 || !target.isRemote || attempt === 20) return found;
    await target.pass(10_000);
  }
}

test('queries filter, compute and group', async () => {
  await put('{"level":"error","ms":30}', '{"level":"info","ms":10}', '{"level":"error","ms":50}');
  const rows = await query('fields level, ms | filter level = "error" | sort ms asc | limit 1');
  expect(rows).toEqual([{ level: 'error', ms: '30', '@ptr': expect.any(String) as unknown }]);
  expect(await query('stats count(*) as n, avg(ms) as mean by level | sort n desc')).toEqual([
    { level: 'error', n: '2', mean: '40' },
    { level: 'info', n: '1', mean: '10' },
  ]);
});

test('a query that is none is refused with its place', async () => {
  await expect(query('fields @message | filter')).rejects.toMatchObject({
    name: 'MalformedQueryException',
    queryCompileError: { location: expect.any(Object) as unknown },
  });
});

test.for([
  {
    name: 'a group that is there already',
    ask: () => client.send(new CreateLogGroupCommand({ logGroupName })),
    code: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
  },
  {
    name: 'a stream that is there already',
    ask: () => client.send(new CreateLogStreamCommand({ logGroupName, logStreamName })),
    code: 'ResourceAlreadyExistsException',
    message: 'The specified log stream already exists',
  },
  {
    name: 'a stream that is not there',
    ask: () => get({ logStreamName: 'missing' }),
    code: 'ResourceNotFoundException',
    message: 'The specified log stream does not exist.',
  },
  {
    name: 'a group that is not there',
    ask: () => get({ logGroupName: 'missing' }),
    code: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  },
  {
    name: 'events out of order',
    ask: () => put('now', { message: 'before', timestamp: base - 1 }),
    code: 'InvalidParameterException',
    message: 'Log events in a single PutLogEvents request must be in chronological order.',
  },
  {
    name: 'a token that is none',
    ask: () => get({ nextToken: 'invalid-token' }),
    code: 'InvalidParameterException',
    message: 'The specified nextToken is invalid.',
  },
  {
    name: 'a limit above 10,000',
    ask: () => get({ limit: 10_001 }),
    code: 'InvalidParameterException',
    message:
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
  },
  {
    name: 'a name of more than 512 characters',
    ask: () => client.send(new CreateLogGroupCommand({ logGroupName: 'x'.repeat(513) })),
    code: 'InvalidParameterException',
    message: 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
  },
  {
    name: 'a prefix and a pattern',
    ask: () => client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'abc', logGroupNamePattern: 'abc' })),
    code: 'InvalidParameterException',
    message: 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
  },
  {
    name: 'a pattern with a colon',
    ask: () => filtered('Status: timeout', 0),
    code: 'InvalidParameterException',
    message: "Invalid character(s) in term ':'",
  },
])('refuses $name', async ({ ask, code, message }) => {
  await expect(ask()).rejects.toMatchObject({ name: code, message });
});
