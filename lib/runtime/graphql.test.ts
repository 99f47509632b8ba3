import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createGraphqlRequest, isConditionFailure } from './graphql.ts';

type Answer = (response: ServerResponse, body: unknown, authorization: string | undefined) => void;

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllEnvs();
});

/** An API that answers each request by the next of these; tells how many connections it was given. */
async function api(...answers: Answer[]) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      answers.shift()?.(response, body, request.headers.authorization);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { request: createGraphqlRequest(`http://127.0.0.1:${port}/graphql`), connections: () => connections };
}

const data = (field: string, value: unknown): Answer => {
  return (response) => response.end(JSON.stringify({ data: { [field]: value } }));
};

test('a request is signed and carries its variables; the answer may have any letters', async () => {
  const seen: unknown[] = [];
  const { request } = await api((response, body, authorization) => {
    seen.push(body, authorization);
    response.end(JSON.stringify({ data: { save: 'Grüße, 世界' } }));
  });
  expect(await request('save', 'mutation { save }', { name: 'é' })).toBe('Grüße, 世界');
  expect(seen).toEqual([
    { query: 'mutation { save }', variables: { name: 'é' } },
    expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKID\/.*\/appsync\/aws4_request/),
  ]);
});

test('one connection serves request after request', async () => {
  const { request, connections } = await api(data('save', 1), data('save', 2), data('save', 3));
  for (const value of [1, 2, 3]) expect(await request('save', '', {})).toBe(value);
  expect(connections()).toBe(1);
});

test('what fails for a moment is tried again: a status, a lost connection', async () => {
  const { request } = await api(
    (response) => response.writeHead(503).end(),
    (response) => response.destroy(),
    data('save', 'done'),
  );
  expect(await request('save', '', {})).toBe('done');
});

test('after three attempts it is given up', async () => {
  const fails: Answer = (response) => response.writeHead(500).end();
  const { request } = await api(fails, fails, fails, data('save', 'too late'));
  await expect(request('save', '', {})).rejects.toThrow('the API answered 500');
});

test('a refusal is told with its type, and is not tried again', async () => {
  const refusal = { message: 'no', errorType: 'DynamoDB:ConditionalCheckFailedException' };
  const { request } = await api(
    (response) => response.end(JSON.stringify({ data: { save: null }, errors: [refusal] })),
    data('save', 'never asked'),
  );
  const error: unknown = await request('save', '', {}).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: 'save failed with DynamoDB:ConditionalCheckFailedException: no' });
  expect(isConditionFailure(error)).toBe(true);
});

test.each([
  [403, JSON.stringify({ message: 'Forbidden' }), 'save failed with 403: Forbidden'],
  [404, '<html>Not found</html>', 'save failed with 404: <html>'],
  [400, JSON.stringify({ data: { save: 'made' } }), 'save failed with 400'],
  [200, '{}', 'save failed with 200: {}'],
])('an answer with %i that holds no result is no success, nor tried again: %s', async (status, text, message) => {
  const { request } = await api((response) => response.writeHead(status).end(text), data('save', 'never asked'));
  await expect(request('save', '', {})).rejects.toThrow(message);
});

test('a refusal with a status of its own is told with its type', async () => {
  const refusal = { errors: [{ message: 'You are not authorized.', errorType: 'UnauthorizedException' }] };
  const { request } = await api((response) => response.writeHead(401).end(JSON.stringify(refusal)));
  await expect(request('save', '', {})).rejects.toThrow(
    'save failed with UnauthorizedException: You are not authorized.',
  );
});
