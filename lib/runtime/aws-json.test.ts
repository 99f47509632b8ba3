import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AwsError, createAwsRequest, endpointOf } from './aws-json.ts';

type Answer = (response: ServerResponse) => unknown;

const stops: (() => void)[] = [];
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0.01));
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A service that answers each request by the next of these, and what it was sent. */
async function service(...answers: Answer[]) {
  const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      answers.shift()?.(response);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIA');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  return { seen, server, connections: () => connections };
}

const ok: Answer = (response) => response.end('{"done":true}');
const refuse = (status: number, body: object | string): Answer => {
  return (response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
};
const throttled = refuse(400, { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'slow' });

test('a request says what is asked, by whom, and for which trace', async () => {
  const { seen } = await service(ok);
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-2-3');
  expect(await createAwsRequest('eventbridge')('PutEvents', '{"Entries":"Grüße"}')).toBe('{"done":true}');
  expect(seen).toMatchObject([{ body: '{"Entries":"Grüße"}' }]);
  expect(seen[0]?.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSEvents.PutEvents',
    'x-amz-security-token': 'session',
    'x-amzn-trace-id': 'Root=1-2-3',
  });
  expect(seen[0]?.headers.authorization).toMatch(
    /Credential=ASIA\/\d{8}\/eu-west-1\/events\/aws4_request, SignedHeaders=.*host/,
  );
});

test('a service may have an address of its own', async () => {
  await service(refuse(400, {}));
  const { AWS_ENDPOINT_URL } = process.env;
  const { seen } = await service(ok);
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', process.env.AWS_ENDPOINT_URL ?? '');
  vi.stubEnv('AWS_ENDPOINT_URL', AWS_ENDPOINT_URL ?? '');
  await createAwsRequest('sqs')('SendMessage', '{}');
  expect(seen).toHaveLength(1);
});

test('without one it is the region’s, over TLS', () => {
  vi.stubEnv('AWS_ENDPOINT_URL', '');
  expect(endpointOf('eventbridge', 'eu-west-1')).toBe('https://events.eu-west-1.amazonaws.com');
  expect(endpointOf('dynamodb', 'cn-north-1')).toBe('https://dynamodb.cn-north-1.amazonaws.com.cn');
});

test.each([
  ['a throttle', throttled],
  ['too many requests', refuse(429, 'slow down')],
  ['a failure of the service', refuse(500, { __type: 'InternalServerError' })],
  ['a load balancer’s page', refuse(503, '<html>')],
  ['a lost connection', (response: ServerResponse) => response.destroy()],
])('%s is tried again, twice', async (_, fails) => {
  const { seen } = await service(fails, fails, ok);
  expect(await createAwsRequest('dynamodb')('GetItem', '{}')).toBe('{"done":true}');
  expect(seen).toHaveLength(3);
});

test('after three attempts it is told what the service said last', async () => {
  const { seen } = await service(throttled, throttled, throttled, ok);
  const refused: unknown = await createAwsRequest('dynamodb')('GetItem', '{}').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AwsError);
  expect(refused).toMatchObject({ name: 'ThrottlingException', status: 400, message: 'GetItem failed: slow' });
  expect(seen).toHaveLength(3);
});

test('a refusal is told at once, with what came with it', async () => {
  const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }];
  const type = 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException';
  const { seen } = await service(refuse(400, { __type: type, Message: 'no', CancellationReasons }), ok);
  await expect(createAwsRequest('dynamodb')('TransactWriteItems', '{}')).rejects.toMatchObject({
    ...{ name: 'TransactionCanceledException', message: 'TransactWriteItems failed: no' },
    text: expect.stringContaining(JSON.stringify(CancellationReasons)) as string,
  });
  expect(seen).toHaveLength(1);
});

test('one connection serves request after request, and another takes its place when it was closed meanwhile', async () => {
  const { seen, server, connections } = await service(ok, ok, ok);
  const request = createAwsRequest('dynamodb');
  await request('GetItem', '{}');
  await request('GetItem', '{}');
  expect(connections()).toBe(1);
  server.closeIdleConnections();
  expect(await request('GetItem', '{}')).toBe('{"done":true}');
  expect([seen.length, connections()]).toEqual([3, 2]);
});
