import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Clock } from './kernel/clock.ts';
import { withTrace } from './kernel/current-trace.ts';
import type { Resource } from './kernel/resource.ts';
import { type StartedServices, startServices } from './kernel/testing.ts';
import { TraceRing } from './kernel/trace.ts';
import { tracedPorts } from './kernel/traced-ports.ts';
import { events } from './services/events/index.ts';
import { lambda } from './services/lambda/index.ts';
import { functionsOf } from './services/lambda/testing.ts';
import { type Recent } from './services/lambda/testing-start.ts';
import { sqs } from './services/sqs/index.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:jobs';
const resourceOf = (type: string, ref: string, properties: object, attributes: object = {}): Resource => ({
  ...{ logicalId: ref, type, stackPath: 'app', path: ref, ref, attributes: { ...attributes } },
  properties: { ...properties },
});

let started: StartedServices;
const ring = new TraceRing();

beforeEach(async () => {
  const { assets, resources } = functionsOf({ worker: 'export const handler = async () => ({})' });
  const pattern = { source: ['app'] };
  started = await startServices([lambda, events, sqs], {
    assets,
    wrappers: tracedPorts(ring, new Clock()),
    resources: [
      ...resources,
      resourceOf('AWS::SQS::Queue', 'jobs', {}, { QueueName: 'jobs', Arn: QUEUE }),
      resourceOf('AWS::Events::Rule', 'rule', {
        Name: 'rule',
        EventPattern: pattern,
        Targets: [{ Id: 'queue', Arn: QUEUE }],
      }),
      resourceOf('AWS::Lambda::EventSourceMapping', 'mapping', { FunctionName: 'worker', EventSourceArn: QUEUE }),
    ],
  });
});
afterEach(() => started.stop());

const put = (traceId: string | undefined) =>
  withTrace(traceId === undefined ? undefined : { traceId, header: `Root=${traceId};Sampled=1` }, () =>
    started.bus.port('events').put([{ source: 'app', detailType: 'Done', detail: '{}' }]),
  );
const invocations = async (): Promise<Recent[]> =>
  (await (await fetch(`${started.endpoint}/_offline/invocations`)).json()) as Recent[];

test('what a request sets going is one trace, through bus, queue and function; others are not of it', async () => {
  put('1-a-1');
  put(undefined);
  put('1-b-2');
  await vi.waitFor(async () => {
    const roots = (await invocations()).map(({ traceId }) => /Root=([^;]+)/.exec(traceId)?.[1]);
    expect(roots).toEqual(expect.arrayContaining(['1-a-1']));
  });
  for (const id of ['1-a-1', '1-b-2']) {
    const chain = ring.spans(id).map(({ service, operation }) => `${service} ${operation}`);
    expect(chain).toEqual(['events PutEvents', 'sqs SendMessage']);
  }
  expect(ring.list(10)).toHaveLength(2);
});
