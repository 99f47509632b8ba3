import {
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import type { BusEvent } from '../../kernel/ports.ts';
import type { StartedServices } from '../../kernel/testing.ts';
import { resourceOf } from './testing.ts';
import { invocations, lambdaStarter, sentMessages } from './testing-start.ts';

const start = lambdaStarter();
const FunctionName = 'one';
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:dead';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:one';
const FAILS = "export const handler = async () => { throw new TypeError('never') }";
const config = (more: object) =>
  resourceOf('AWS::Lambda::EventInvokeConfig', 'config', { FunctionName, Qualifier: '$LATEST', ...more });
const event = (Payload = '{"n":1}') =>
  new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(Payload) });

/** Lets the clock run ahead until something is there. */
async function inTime<Result>({ clock }: StartedServices, arriving: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => clock.setOffset(clock.offsetMs + 60_000), 20);
  return arriving.finally(() => {
    clearInterval(timer);
  });
}

test('without retries a failure goes at once to the dead letters, with what happened', async () => {
  const { sqs, next } = sentMessages();
  const properties = { one: { DeadLetterConfig: { TargetArn: QUEUE } } };
  const resources = [config({ MaximumRetryAttempts: 0 })];
  const { client } = await start({ one: FAILS }, { properties, resources, ports: { sqs } });
  const { $metadata } = await client.send(event());
  expect(await next()).toMatchObject({
    queue: QUEUE,
    body: '{"n":1}',
    messageAttributes: {
      RequestID: { DataType: 'String', StringValue: $metadata.requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: { DataType: 'String', StringValue: 'never' },
    },
  });
});

test('a function that is closed off sends new events to its destination unseen', async () => {
  const { sqs, next } = sentMessages();
  const resources = [config({ DestinationConfig: { OnFailure: { Destination: QUEUE } } })];
  const properties = { one: { ReservedConcurrentExecutions: 0 } };
  const { client } = await start({ one: FAILS }, { properties, resources, ports: { sqs } });
  await client.send(event());
  const record = JSON.parse((await next()).body) as Record<string, unknown>;
  expect(record).toMatchObject({ requestContext: { approximateInvokeCount: 0 }, requestPayload: { n: 1 } });
  expect(Object.keys(record)).not.toContain('responseContext');
});

describe('an event without room', () => {
  const BUSY = 'export const handler = async (e) => { await new Promise((r) => setTimeout(r, e.ms ?? 0)); return e.n }';
  test('waits and runs when there is some, its retries unused', async () => {
    const resources = [config({ MaximumRetryAttempts: 0 })];
    const properties = { one: { ReservedConcurrentExecutions: 1 } };
    const { services, client } = await start({ one: BUSY }, { resources, properties });
    const busy = client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"ms":300,"n":0}') }));
    await client.send(event());
    await busy;
    const all = await inTime(
      services,
      invocations(services, ({ length }) => length === 2),
    );
    expect(all.map(({ result, trigger }) => [result, trigger])).toEqual([
      ['0', 'api'],
      ['1', 'api'],
    ]);
  });
  test('is given up when it is too old', async () => {
    const { sqs, next } = sentMessages();
    const DestinationConfig = { OnFailure: { Destination: QUEUE } };
    const resources = [config({ MaximumEventAgeInSeconds: 60, DestinationConfig })];
    const properties = { one: { ReservedConcurrentExecutions: 1 } };
    const { services, client } = await start({ one: BUSY }, { resources, properties, ports: { sqs } });
    const busy = client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"ms":1500,"n":0}') }));
    await client.send(event());
    const record = JSON.parse((await inTime(services, next())).body) as { requestContext: object };
    expect(record.requestContext).toMatchObject({ condition: 'EventAgeExceeded', approximateInvokeCount: 0 });
    await busy;
  });
});

describe('destinations', () => {
  test('an event bus gets the record as an event', async () => {
    let take: (event: BusEvent) => void;
    const taken = new Promise<BusEvent>((resolve) => {
      take = resolve;
    });
    const events = {
      put: (all: readonly BusEvent[]) => {
        for (const one of all) take(one);
        return [{ eventId: '1' }];
      },
    };
    const Destination = 'arn:aws:events:us-east-1:123456789012:event-bus/results';
    const resources = [config({ DestinationConfig: { OnSuccess: { Destination } } })];
    const { client } = await start({ one: 'export const handler = async () => 5' }, { resources, ports: { events } });
    await client.send(event());
    const { detail, ...envelope } = await taken;
    expect(envelope).toEqual({
      source: 'lambda',
      detailType: 'Lambda Function Invocation Result - Success',
      resources: [Destination, `${arn}:$LATEST`],
      bus: Destination,
    });
    expect(JSON.parse(detail)).toEqual({
      version: '1.0',
      timestamp: expect.stringMatching(/Z$/) as string,
      requestContext: {
        requestId: expect.any(String) as string,
        functionArn: `${arn}:$LATEST`,
        condition: 'Success',
        approximateInvokeCount: 1,
      },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: 5,
    });
  });
  test('another function gets the record as its event', async () => {
    const Destination = 'arn:aws:lambda:us-east-1:123456789012:function:two';
    const resources = [config({ DestinationConfig: { OnSuccess: { Destination } } })];
    const sources = { one: 'export const handler = async () => 5', two: 'export const handler = async (e) => e' };
    const { services, client } = await start(sources, { resources });
    await client.send(event());
    const all = await invocations(services, ({ length }) => length === 2);
    expect(all[1]).toMatchObject({ functionName: 'two', trigger: 'destination' });
    expect(JSON.parse(all[1]?.result ?? '')).toMatchObject({ responsePayload: 5, requestPayload: { n: 1 } });
  });
});

test('how events are tried again is set, changed, told and taken back by the API', async () => {
  const { client } = await start({ one: FAILS });
  const missing = client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
  await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
  const DestinationConfig = { OnFailure: { Destination: QUEUE } };
  const changed = await client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
  expect(changed).toMatchObject({ MaximumRetryAttempts: 0, DestinationConfig, FunctionArn: `${arn}:$LATEST` });
  expect(changed.LastModified).toBeInstanceOf(Date);
  const { FunctionEventInvokeConfigs } = await client.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
  expect(FunctionEventInvokeConfigs).toHaveLength(1);
  const OnFailure = { Destination: 'arn:aws:sns:us-east-1:123456789012:t' };
  const topic = client.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig: { OnFailure } }),
  );
  await expect(topic).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
  const gone = client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
  await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('events that waited for a reservation to go run then', async () => {
  const { services, client } = await start({ one: 'export const handler = async (e) => e.n' });
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
  await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  await client.send(event());
  expect((await invocations(services, ({ length }) => length === 1))[0]?.result).toBe('1');
});
