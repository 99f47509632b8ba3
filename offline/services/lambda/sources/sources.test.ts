import { afterEach, expect, test } from 'vitest';
import type { Ports, QueueMessage, StreamRecord } from '../../../kernel/ports.ts';
import { type StartedServices, startServices } from '../../../kernel/testing.ts';
import { lambda } from '../index.ts';
import { functionsOf, resourceOf } from '../testing.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:orders';
const STREAM = 'arn:aws:dynamodb:us-east-1:123456789012:table/Task/stream/2026-11-21T00:00:00.000';

let running: StartedServices | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function start(
  source: string,
  mapping: object,
  ports: Partial<Ports>,
  folder?: string,
): Promise<StartedServices> {
  const { assets, resources } = functionsOf({ one: source });
  const all = [
    ...resources,
    resourceOf('AWS::Lambda::EventSourceMapping', 'mapping', { FunctionName: 'one', ...mapping }),
  ];
  running = await startServices([lambda], { assets, resources: all, ports, ...(folder ? { folder } : {}) });
  return running;
}

const message = (id: string, body: object): QueueMessage => ({
  messageId: id,
  receiptHandle: `handle-${id}`,
  body: JSON.stringify(body),
  md5OfBody: '',
  attributes: { ApproximateReceiveCount: '1' },
  messageAttributes: { kind: { StringValue: 'x', DataType: 'String' } },
});

/** A queue that gives one batch, and the handles that were deleted, as soon as there are `expected`. */
function queueOf(messages: QueueMessage[], expected: number) {
  let settle: (handles: string[]) => void;
  const deleted: string[] = [];
  const done = new Promise<string[]>((resolve) => {
    settle = resolve;
  });
  const sqs: Ports['sqs'] = {
    send: () => ({ messageId: '1' }),
    receive: ({ signal }) =>
      messages.length > 0
        ? Promise.resolve(messages.splice(0))
        : new Promise((resolve) => {
            signal?.addEventListener('abort', () => resolve([]));
          }),
    delete({ receiptHandles }) {
      deleted.push(...receiptHandles);
      if (deleted.length >= expected) settle(deleted.toSorted());
    },
    changeVisibility: () => undefined,
    queue: () => undefined,
  };
  return { sqs, done, deleted };
}

test('messages that succeed are deleted; those that the function reports stay in the queue', async () => {
  const source = `export const handler = async ({ Records }) => ({ batchItemFailures:
    Records.filter((r) => JSON.parse(r.body).bad).map((r) => ({ itemIdentifier: r.messageId })) })`;
  const { sqs, done } = queueOf([message('a', {}), message('b', { bad: true }), message('c', {})], 2);
  await start(source, { EventSourceArn: QUEUE, FunctionResponseTypes: ['ReportBatchItemFailures'] }, { sqs });
  expect(await done).toEqual(['handle-a', 'handle-c']);
});

test('a function sees a message as AWS shows it', async () => {
  const source = `export const handler = async ({ Records: [r] }) => {
    const { messageAttributes, eventSource, eventSourceARN, awsRegion } = r;
    const fits = messageAttributes.kind.stringValue === 'x' && messageAttributes.kind.dataType === 'String' &&
      eventSource === 'aws:sqs' && eventSourceARN.endsWith(':orders') && awsRegion === 'us-east-1';
    if (!fits) throw new Error(JSON.stringify(r));
  }`;
  const { sqs, done } = queueOf([message('a', {})], 1);
  await start(source, { EventSourceArn: QUEUE }, { sqs });
  expect(await done).toEqual(['handle-a']);
});

test('messages that no filter wants are deleted unseen', async () => {
  const source = `export const handler = async ({ Records }) => {
    if (Records.some((r) => JSON.parse(r.body).kind !== 'wanted')) throw new Error('unwanted');
  }`;
  const { sqs, done } = queueOf([message('a', { kind: 'wanted' }), message('b', { kind: 'other' })], 2);
  const Filters = [{ Pattern: JSON.stringify({ body: { kind: ['wanted'] } }) }];
  await start(source, { EventSourceArn: QUEUE, FilterCriteria: { Filters } }, { sqs });
  expect(await done).toEqual(['handle-a', 'handle-b']);
});

const change = (sequence: number, kind: string): StreamRecord => ({
  sequenceNumber: String(sequence).padStart(4, '0'),
  record: {
    eventName: kind,
    dynamodb: { SequenceNumber: String(sequence).padStart(4, '0'), ApproximateCreationDateTime: Date.now() / 1000 },
  },
});

/** A stream with these records; `seen` gives what the function logged through `lambda`'s helper. */
function streamOf(records: StreamRecord[]): Ports['dynamodb'] {
  return {
    execute: () => Promise.resolve({}),
    readStream: ({ after, limit }) =>
      records.filter((r) => after === undefined || r.sequenceNumber > after).slice(0, limit),
    latestSequence: () => records.at(-1)?.sequenceNumber,
    onStream: () => () => undefined,
  };
}

type Recent = { payload: string; result: string; status: string; trigger: string };

/** Invocations so far, newest last, once `enough` holds. */
async function invocations(services: StartedServices, enough: (all: Recent[]) => boolean): Promise<Recent[]> {
  for (;;) {
    const response = await fetch(`${services.endpoint}/_offline/invocations`);
    const all = ((await response.json()) as Recent[]).toReversed();
    if (enough(all)) return all;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const ECHO = 'export const handler = async ({ Records }) => Records.map((r) => r.dynamodb.SequenceNumber)';

test('a stream is read in order from the horizon, without what no filter wants', async () => {
  const dynamodb = streamOf([change(1, 'INSERT'), change(2, 'REMOVE'), change(3, 'MODIFY')]);
  const Filters = [{ Pattern: JSON.stringify({ eventName: ['INSERT', 'MODIFY'] }) }];
  const mapping = { EventSourceArn: STREAM, StartingPosition: 'TRIM_HORIZON', FilterCriteria: { Filters } };
  const services = await start(ECHO, mapping, { dynamodb });
  const [first] = await invocations(services, ({ length }) => length === 1);
  expect(JSON.parse(first?.result ?? '')).toEqual(['0001', '0003']);
});

test('LATEST begins behind what is there, and a restart goes on where the last one stopped', async () => {
  const records = [change(1, 'INSERT')];
  const mapping = { EventSourceArn: STREAM, StartingPosition: 'LATEST' };
  const first = await start(ECHO, mapping, { dynamodb: streamOf(records) });
  await first.stop({ keep: true });
  records.push(change(2, 'INSERT'), change(3, 'INSERT'));
  const second = await start(ECHO, mapping, { dynamodb: streamOf(records) }, first.folder);
  const [only] = await invocations(second, ({ length }) => length === 1);
  expect(JSON.parse(only?.result ?? '')).toEqual(['0002', '0003']);
});

test('a failing batch is halved until the poisoned record stands alone, and is skipped after its retries', async () => {
  const source = `export const handler = async ({ Records }) => {
    const all = Records.map((r) => r.dynamodb.SequenceNumber);
    if (all.includes('0002')) throw new Error(all.join());
    return all;
  }`;
  const dynamodb = streamOf([change(1, 'INSERT'), change(2, 'INSERT'), change(3, 'INSERT'), change(4, 'INSERT')]);
  const mapping = {
    EventSourceArn: STREAM,
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 1,
  };
  const services = await start(source, mapping, { dynamodb });
  services.clock.setOffset(1000);
  const all = await invocations(services, (list) => list.some(({ result }) => result === '["0003","0004"]'));
  expect(all.filter(({ status }) => status === 'success').map(({ result }) => JSON.parse(result) as unknown)).toEqual([
    ['0001'],
    ['0003', '0004'],
  ]);
  expect(
    all
      .filter(({ status }) => status === 'error')
      .map(({ result }) => (JSON.parse(result) as { errorMessage: string }).errorMessage),
  ).toEqual(['0001,0002,0003,0004', '0001,0002', '0002', '0002']);
});

test('records before the first reported failure count as done', async () => {
  const source = `let calls = 0; export const handler = async ({ Records }) => {
    calls += 1;
    const all = Records.map((r) => r.dynamodb.SequenceNumber);
    if (calls === 1) return { batchItemFailures: [{ itemIdentifier: '0002' }] };
    return { all, batchItemFailures: [] };
  }`;
  const dynamodb = streamOf([change(1, 'INSERT'), change(2, 'INSERT'), change(3, 'INSERT')]);
  const mapping = {
    EventSourceArn: STREAM,
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  };
  const services = await start(source, mapping, { dynamodb });
  const all = await invocations(services, ({ length }) => length === 2);
  expect(JSON.parse(all[1]?.result ?? '')).toMatchObject({ all: ['0002', '0003'] });
});
