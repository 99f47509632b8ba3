import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../kernel/ports.ts';
import type { Resource } from '../../kernel/resource.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { lambda } from './index.ts';
import { functionsOf, resourceOf } from './testing.ts';

const FAILING = `let calls = 0; export const handler = async () => { calls += 1; throw new Error('attempt ' + calls) }`;

let running: StartedServices | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function start(
  sources: Record<string, string>,
  options: {
    properties?: Record<string, object>;
    resources?: Resource[];
    ports?: Partial<Ports>;
    folder?: string;
  } = {},
): Promise<{ services: StartedServices; client: LambdaClient }> {
  const { assets, resources } = functionsOf(sources, options.properties);
  const services = await startServices([lambda], {
    assets,
    resources: [...resources, ...(options.resources ?? [])],
    ...(options.ports ? { ports: options.ports } : {}),
    ...(options.folder ? { folder: options.folder } : {}),
  });
  running = services;
  return { services, client: new LambdaClient(services.client) };
}

/** Messages that were sent to queues, and a promise of the first. */
function sqsFake() {
  const sent: { queue: string; body: string }[] = [];
  let arrived: (message: { queue: string; body: string }) => void;
  const first = new Promise<{ queue: string; body: string }>((resolve) => {
    arrived = resolve;
  });
  const sqs: Ports['sqs'] = {
    send(message) {
      sent.push(message);
      arrived(message);
      return { messageId: '1' };
    },
    receive: () => Promise.resolve([]),
    delete: () => undefined,
    changeVisibility: () => undefined,
    queue: () => undefined,
  };
  return { sqs, sent, first };
}

describe('the API', () => {
  test('lists functions and shows their configuration', async () => {
    const { client } = await start({ one: 'export const handler = 1', two: 'export const handler = 1' });
    const { Functions } = await client.send(new ListFunctionsCommand({}));
    expect(Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['one', 'two']);
    const one = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'one' }));
    expect(one).toMatchObject({ Timeout: 5, MemorySize: 128, Runtime: 'nodejs22.x', State: 'Active' });
  });

  test('refuses a payload that is no JSON, before the function runs', async () => {
    const { client } = await start({ one: 'export const handler = async () => 1' });
    const command = new InvokeCommand({ FunctionName: 'one', Payload: Buffer.from('{') });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  });

  test('DryRun runs nothing', async () => {
    const { client } = await start({ one: FAILING });
    const answer = await client.send(new InvokeCommand({ FunctionName: 'one', InvocationType: 'DryRun' }));
    expect([answer.StatusCode, answer.FunctionError]).toEqual([204, undefined]);
  });

  test('a role needs lambda:InvokeFunction on the function', async () => {
    const { services } = await start({ one: 'export const handler = async () => 1' });
    const roleArn = 'arn:aws:iam::123456789012:role/caller';
    const issued = services.credentials.issue({ kind: 'role', roleArn, sessionName: 's' }, Date.now() + 60_000);
    const client = new LambdaClient({ ...services.client, credentials: issued });
    const command = new InvokeCommand({ FunctionName: 'one' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const Resource = ['arn:aws:lambda:us-east-1:123456789012:function:one'];
    services.policies.replace(new Map([[roleArn, [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource }]]]));
    expect((await client.send(command)).StatusCode).toBe(200);
  });

  test('reserved concurrency throttles what comes beside it', async () => {
    const wait = 'export const handler = async () => new Promise((resolve) => setTimeout(resolve, 500))';
    const { client } = await start({ one: wait }, { properties: { one: { ReservedConcurrentExecutions: 1 } } });
    const calls = [1, 2].map(() => client.send(new InvokeCommand({ FunctionName: 'one' })));
    const [first, second] = await Promise.allSettled(calls);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { name: 'TooManyRequestsException' } });
  });
});

describe('asynchronous events', () => {
  const config = (more: object) =>
    resourceOf('AWS::Lambda::EventInvokeConfig', 'config', { FunctionName: 'one', Qualifier: '$LATEST', ...more });

  test('are tried twice more as the clock moves, then go to the destination with what happened', async () => {
    const { sqs, sent, first } = sqsFake();
    const queue = 'arn:aws:sqs:us-east-1:123456789012:dead';
    const { services, client } = await start(
      { one: FAILING },
      { ports: { sqs }, resources: [config({ DestinationConfig: { OnFailure: { Destination: queue } } })] },
    );
    await client.send(new InvokeCommand({ FunctionName: 'one', InvocationType: 'Event', Payload: '{"n":1}' }));
    services.clock.setOffset(60_000);
    const minutes = setInterval(() => {
      services.clock.setOffset(services.clock.offsetMs + 60_000);
    }, 50);
    const { body } = await first.finally(() => {
      clearInterval(minutes);
    });
    expect(sent).toHaveLength(1);
    expect(JSON.parse(body)).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { n: 1 },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'attempt 3' },
    });
  });

  test('tell a destination of their success too', async () => {
    const { sqs, first } = sqsFake();
    const queue = 'arn:aws:sqs:us-east-1:123456789012:done';
    const { client } = await start(
      { one: 'export const handler = async (event) => event.n' },
      { ports: { sqs }, resources: [config({ DestinationConfig: { OnSuccess: { Destination: queue } } })] },
    );
    await client.send(new InvokeCommand({ FunctionName: 'one', InvocationType: 'Event', Payload: '{"n":1}' }));
    expect(JSON.parse((await first).body)).toMatchObject({
      requestContext: { condition: 'Success' },
      responsePayload: 1,
    });
  });

  test('that were acknowledged run after a restart', async () => {
    const stopped = sqsFake();
    const never = 'export const handler = () => new Promise(() => setInterval(() => {}, 1000))';
    const before = await start({ one: never }, { ports: { sqs: stopped.sqs } });
    const { folder } = before.services;
    await before.client.send(new InvokeCommand({ FunctionName: 'one', InvocationType: 'Event', Payload: '{"n":7}' }));
    await before.services.stop({ keep: true });

    const { sqs, first } = sqsFake();
    const OnSuccess = { Destination: 'arn:aws:sqs:us-east-1:123456789012:done' };
    await start(
      { one: 'export const handler = async (event) => event.n' },
      { ports: { sqs }, folder, resources: [config({ DestinationConfig: { OnSuccess } })] },
    );
    expect(JSON.parse((await first).body)).toMatchObject({ requestPayload: { n: 7 }, responsePayload: 7 });
  });
});
