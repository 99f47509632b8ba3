import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import type { Ports, StreamRecord } from '../../../kernel/ports.ts';
import { resourceOf } from '../testing.ts';
import { invocations, lambdaStarter, type Recent, sentMessages } from '../testing-start.ts';

const start = lambdaStarter();
const STREAM = 'arn:aws:dynamodb:us-east-1:123456789012:table/Task/stream/2026-11-21T00:00:00.000';
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:orders';
const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead';
const FunctionName = 'one';
const NUMBERS = 'export const handler = async ({ Records }) => Records.map((r) => r.dynamodb.SequenceNumber)';

const change = (sequence: number, key = 'k', at = Date.now()): StreamRecord => ({
  sequenceNumber: String(sequence).padStart(4, '0'),
  record: {
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: String(sequence).padStart(4, '0'),
      Keys: { id: { S: key } },
      ApproximateCreationDateTime: at / 1000,
    },
  },
});

function streamOf(records: StreamRecord[]): Ports['dynamodb'] {
  return {
    execute: () => Promise.resolve({}),
    readStream: ({ after, limit }) =>
      records.filter((r) => after === undefined || r.sequenceNumber > after).slice(0, limit),
    latestSequence: () => records.at(-1)?.sequenceNumber,
    onStream: () => () => undefined,
  };
}

const mapping = (more: object) => [
  resourceOf('AWS::Lambda::EventSourceMapping', 'mapping', {
    ...{ FunctionName, EventSourceArn: STREAM, StartingPosition: 'TRIM_HORIZON' },
    ...more,
  }),
];
const resultsOf = (all: readonly Recent[]) => all.map(({ result }) => JSON.parse(result) as unknown);

describe('a stream', () => {
  test('begins at a time', async () => {
    const records = [change(1, 'k', 1_000_000), change(2, 'k', 2_000_000), change(3, 'k', 3_000_000)];
    const resources = mapping({ StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1500 });
    const { services } = await start({ one: NUMBERS }, { resources, ports: { dynamodb: streamOf(records) } });
    expect(resultsOf(await invocations(services, ({ length }) => length === 1))).toEqual([['0002', '0003']]);
  });

  test('in lanes keeps the order of each key, and no lane waits for another', async () => {
    const records = Array.from({ length: 40 }, (_, n) => change(n + 1, `key-${n % 8}`));
    const resources = mapping({ ParallelizationFactor: 4, BatchSize: 10 });
    const source = `export const handler = async ({ Records }) => {
      await new Promise((r) => setTimeout(r, 20)); return Records.map((r) => [r.dynamodb.Keys.id.S, r.dynamodb.SequenceNumber]) }`;
    const { services } = await start({ one: source }, { resources, ports: { dynamodb: streamOf(records) } });
    const seen = (all: readonly Recent[]) => resultsOf(all).flat() as [string, string][];
    const all = await invocations(services, (list) => seen(list).length >= 40);
    expect(all.length).toBeGreaterThan(1);
    const byKey = Map.groupBy(seen(all), ([key]) => key);
    expect(byKey.size).toBe(8);
    for (const list of byKey.values()) expect(list).toEqual(list.toSorted());
  });

  test('sends what it gives up to its destination, as AWS writes it', async () => {
    const { sqs, next } = sentMessages();
    const DestinationConfig = { OnFailure: { Destination: DEAD } };
    const resources = mapping({ MaximumRetryAttempts: 1, DestinationConfig });
    const at = Date.UTC(2026, 10, 21, 10, 0, 1);
    const dynamodb = streamOf([change(1, 'k', at), change(2, 'k', at + 1000)]);
    const source = "export const handler = async () => { throw new Error('no') }";
    const { services } = await start({ one: source }, { resources, ports: { dynamodb, sqs } });
    services.clock.setOffset(10_000);
    const { queue, body } = await next();
    expect([queue, JSON.parse(body)]).toEqual([
      DEAD,
      {
        requestContext: {
          requestId: expect.any(String) as string,
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:one',
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 2,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        timestamp: expect.any(String) as string,
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/) as string,
          startSequenceNumber: '0001',
          endSequenceNumber: '0002',
          approximateArrivalOfFirstRecord: '2026-11-21T10:00:01Z',
          approximateArrivalOfLastRecord: '2026-11-21T10:00:02Z',
          batchSize: 2,
          streamArn: STREAM,
        },
      },
    ]);
  });

  test('skips records that are too old, and tells its destination', async () => {
    const { sqs, next } = sentMessages();
    const DestinationConfig = { OnFailure: { Destination: DEAD } };
    const resources = mapping({ MaximumRecordAgeInSeconds: 60, DestinationConfig });
    const dynamodb = streamOf([change(1, 'k', Date.now() - 120_000), change(2)]);
    const { services } = await start({ one: NUMBERS }, { resources, ports: { dynamodb, sqs } });
    expect(JSON.parse((await next()).body)).toMatchObject({
      requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 },
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: '0001' },
    });
    expect(resultsOf(await invocations(services, ({ length }) => length === 1))).toEqual([['0002']]);
  });

  test('in tumbling windows hands a state on, and tells each window’s end', async () => {
    const start0 = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;
    const records = [change(1, 'k', start0), change(2, 'k', start0 + 1000), change(3, 'k', start0 + 60_000)];
    const resources = mapping({ TumblingWindowInSeconds: 60, BatchSize: 1 });
    const source = `export const handler = async (e) => ({ batchItemFailures: [], state: { n: (e.state.n ?? 0) + e.Records.length },
      told: [e.isFinalInvokeForWindow, e.state.n ?? 0, e.window.start] })`;
    const dynamodb = streamOf(records);
    const { services } = await start({ one: source }, { resources, ports: { dynamodb } });
    const all = await invocations(services, ({ length }) => length === 5);
    const [first, second] = [start0, start0 + 60_000].map((time) => new Date(time).toISOString().replace('.000Z', 'Z'));
    expect(resultsOf(all).map((result) => (result as { told: unknown }).told)).toEqual([
      [false, 0, first],
      [false, 1, first],
      [true, 2, first],
      [false, 0, second],
      [true, 1, second],
    ]);
  });
});

describe('mappings by the API', () => {
  test('are made, told, switched off and on, and deleted', async () => {
    const records = [change(1)];
    const ports = { dynamodb: streamOf(records) };
    const { services, client } = await start({ one: NUMBERS }, { ports });
    const input = { FunctionName, EventSourceArn: STREAM, StartingPosition: 'TRIM_HORIZON' as const };
    const made = await client.send(new CreateEventSourceMappingCommand(input));
    expect(made).toMatchObject({ State: 'Creating', BatchSize: 100, MaximumRetryAttempts: -1, EventSourceArn: STREAM });
    const { UUID } = made;
    await invocations(services, ({ length }) => length === 1);
    const twice = client.send(new CreateEventSourceMappingCommand(input));
    await expect(twice).rejects.toMatchObject({ name: 'ResourceConflictException' });

    const off = await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    expect(off.State).toBe('Disabling');
    expect((await client.send(new GetEventSourceMappingCommand({ UUID }))).State).toBe('Disabled');
    records.push(change(2), change(3));
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true, BatchSize: 50 }));
    const all = await invocations(services, ({ length }) => length === 2);
    expect(resultsOf(all)).toEqual([['0001'], ['0002', '0003']]);
    const { EventSourceMappings } = await client.send(new ListEventSourceMappingsCommand({ FunctionName }));
    expect(EventSourceMappings).toMatchObject([{ UUID, State: 'Enabled', BatchSize: 50, LastProcessingResult: 'OK' }]);

    await client.send(new DeleteEventSourceMappingCommand({ UUID }));
    const gone = client.send(new GetEventSourceMappingCommand({ UUID }));
    await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('that contradict themselves are refused', async () => {
    const { sqs } = sentMessages();
    const { client } = await start({ one: NUMBERS }, { ports: { sqs } });
    for (const input of [
      { EventSourceArn: QUEUE, BatchSize: 100 },
      { EventSourceArn: STREAM },
      { EventSourceArn: QUEUE, FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] } },
      { EventSourceArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' },
    ]) {
      const command = new CreateEventSourceMappingCommand({ FunctionName, ...input });
      await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    }
  });
});
