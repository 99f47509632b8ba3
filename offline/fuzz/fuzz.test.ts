import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomOf } from '../faults/random.ts';
import { POLICIES, RESOURCES } from '../faults/resources.ts';
import { type StartedServices, startServices } from '../kernel/testing.ts';
import { loadServices } from '../services/registry.ts';
import { type Hints, inputOf } from './inputs.ts';
import { type FuzzedOperation, type FuzzedService, fuzzedServices } from './targets.ts';

const seed = process.env.SEED ?? '20261121';
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PATIENCE_MS = 20_000;

const started = await startServices(await loadServices(), {
  resources: RESOURCES,
  assets: new URL('../faults', import.meta.url).pathname,
  policies: POLICIES,
});
const services = fuzzedServices({ ...started.client, forcePathStyle: true });
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:123456789012:${name}`;

let hints: Hints = {};
beforeAll(async () => {
  hints = await exist(started);
});
afterAll(async () => {
  for (const service of services) service.close();
  await started.stop();
});

/** Things that are there, so that requests come further than the first check of a name. */
async function exist({ endpoint }: StartedServices): Promise<Hints> {
  const create = (service: string, operation: string, input: object) =>
    services
      .find(({ name }) => name === service)
      ?.operations.find(({ name }) => name === operation)
      ?.send(input, AbortSignal.timeout(PATIENCE_MS)) as Promise<Record<string, Record<string, unknown>>>;
  const pool = await create('cognito', 'CreateUserPool', { PoolName: 'people' });
  const UserPoolId = pool.UserPool?.Id;
  const client = await create('cognito', 'CreateUserPoolClient', { UserPoolId, ClientName: 'web' });
  await create('cognito', 'AdminCreateUser', { UserPoolId, Username: 'ada', MessageAction: 'SUPPRESS' });
  await create('ssm', 'PutParameter', { Name: '/one', Value: '1', Type: 'String' });
  await create('secrets', 'CreateSecret', { Name: 'one', SecretString: '1' });
  await create('s3', 'PutObject', { Bucket: 'objects', Key: 'a', Body: 'content' });
  await create('dynamodb', 'PutItem', { TableName: 'items', Item: { id: { S: 'a' }, n: { N: '1' } } });
  const queueArn = arn('sqs', 'work');
  return {
    TableName: ['items', 'seen', 'none', arn('dynamodb', 'table/items')],
    QueueUrl: [`${endpoint}/123456789012/work`, `${endpoint}/123456789012/none`],
    ...{ QueueName: ['work', 'none'], Bucket: ['objects', 'none'], Key: ['a', 'b/c', { id: { S: 'a' } }] },
    ...{ FunctionName: ['recorder', 'none', arn('lambda', 'function:recorder')], EventBusName: ['faults', 'none'] },
    ...{ UserPoolId: [UserPoolId, 'us-east-1_none'], ClientId: [client.UserPoolClient?.ClientId, 'none'] },
    ...{
      Username: ['ada', 'none'],
      Name: ['/one', 'one', 'every', 'none'],
      Names: [['/one'], []],
      SecretId: ['one', 'none'],
    },
    ...{ Rule: ['every', 'none'], Item: [{ id: { S: 'b' } }, {}, { id: { N: '1' } }], IndexName: ['none'] },
    ...{ EventPattern: ['{"source":["a"]}', '{"source":[{"prefix":"a"}]}', '{'], Detail: ['{}', '[]', '{"a":1}'] },
    ...{ SourceArn: [queueArn], Arn: [queueArn, arn('lambda', 'function:recorder')], ResourceArn: [queueArn] },
    ...{ EventSourceArn: [queueArn], key: ['id', 'All', ':one', '#a', 'DelaySeconds', '__proto__', ''] },
    ...{ StreamArn: [`${arn('dynamodb', 'table/items')}/stream/2024-01-01T00:00:00.000`] },
    ...{ KeyConditionExpression: ['id = :one', '#a = :one AND begins_with(', 'id = :none'] },
    ...{ FilterExpression: ['n > :one', 'contains(#a, :one)', '(('], ExpressionAttributeNames: [{ '#a': 'id' }, {}] },
    ...{ ExpressionAttributeValues: [{ ':one': { N: '1' } }, { ':one': { S: 'a' } }, {}] },
    ...{
      UpdateExpression: ['SET n = n + :one', 'REMOVE #a', 'ADD n :one', 'SET'],
      Statement: ['SELECT * FROM items', 'DELETE'],
    },
    ...{ modelId: ['anthropic.claude-3', ''], messages: [[{ role: 'user', content: [{ text: 'hello' }] }], []] },
    ...{ InvocationType: ['Event', 'DryRun', 'RequestResponse'], logGroupName: ['/aws/one'], Namespace: ['One'] },
    code: [
      'export function request(ctx) { return {} }\nexport function response(ctx) { return ctx.result }',
      'while (true) {}',
    ],
    ...{ context: ['{}', '[]', '{'], template: ['$util.toJson($ctx)', '#if', '#foreach($i in [1..1000000])x#end'] },
  };
}

/** Requests of each service that were answered at all, so that a fuzzer that sends nothing does not pass. */
const answered = new Map<string, number>();

type Answer = { $metadata?: { httpStatusCode?: number }; name?: string; message?: string };

/** A sentence when the answer is no typed AWS answer; undefined for success and for errors as AWS gives them. */
async function fault(service: string, operation: FuzzedOperation, input: object): Promise<string | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const answer = await operation.send(input, signal);
    release(answer);
    count(service);
    return undefined;
  } catch (error) {
    const { $metadata, name = '', message = '' } = error as Answer;
    const status = $metadata?.httpStatusCode;
    if (signal.aborted) return 'no answer';
    // Refused by the client itself: it was never sent, or not as HTTP/2 has it (control characters in headers).
    if (status === undefined) return /ECONN|EPIPE|socket hang up|Parse Error/i.test(message) ? message : undefined;
    count(service);
    // A copy without a source is an upload on the wire, and its answer no copy's: the client then says this.
    if (message === 'S3 aborted request') return undefined;
    const isTyped =
      /^[A-Z]\w+(\.\w+)*$/.test(name) && name !== 'Error' && name !== 'InternalFailure' && name !== 'InternalError';
    const isExpected = status < 500 || (status === 501 && name === 'NotImplemented') || status === 503;
    return isTyped && isExpected ? undefined : `${status} ${name}: ${message}`;
  }
}

const count = (service: string) => answered.set(service, (answered.get(service) ?? 0) + 1);

/** A body that nobody reads would keep its connection. */
function release(answer: unknown): void {
  for (const value of Object.values(answer ?? {})) if (value instanceof Readable) value.destroy();
}

async function fuzz({ name, operations }: FuzzedService): Promise<string[]> {
  const faults: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const operation of operations) {
      const random = randomOf(`${seed}/${name}/${operation.name}/${round}`);
      const input = inputOf(operation.schema, random, hints);
      const found = await fault(name, operation, input);
      if (!found) continue;
      const asked = JSON.stringify(input).slice(0, 400);
      faults.push(`${operation.name} round ${round}: ${found.slice(0, 300)} for ${asked}`);
    }
  }
  return faults;
}

test.each(services.map((service) => [service.name, service] as const))(
  `%s answers whatever it is asked with success or a typed error (SEED=${seed})`,
  async (_name, service) => {
    expect(await fuzz(service)).toEqual([]);
    expect(answered.get(service.name) ?? 0).toBeGreaterThan(service.operations.length);
    expect((await fetch(`${started.endpoint}/none/`)).status).toBeLessThan(500);
  },
  240_000,
);
