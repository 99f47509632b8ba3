import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHelpers } from '../helper-endpoints.ts';
import { OnePortServer } from '../kernel/http.ts';
import type { OfflineService } from '../kernel/service.ts';
import { type StartedServices, startServices } from '../kernel/testing.ts';
import { TraceRing } from '../kernel/trace.ts';
import { Router, type Running } from '../router.ts';
import { dynamodb } from '../services/dynamodb/index.ts';
import { s3 } from '../services/s3/index.ts';

// The services stand behind a router as in the backend; the helper signs what it sends them.
let services: StartedServices;
let server: OnePortServer;
let origin: string;

beforeAll(async () => {
  const running: Running[] = [];
  const noting = (service: OfflineService): OfflineService => ({
    ...service,
    create(context) {
      const instance = service.create(context);
      running.push({ service, instance });
      return instance;
    },
  });
  services = await startServices([noting(dynamodb), noting(s3)]);
  const parts = { clock: services.clock, bus: services.bus, traces: new TraceRing(), region: 'us-east-1' };
  const helpers = createHelpers({ ...parts, summary: () => undefined, resources: () => [] });
  const router = new Router(running, helpers);
  server = new OnePortServer(
    (request) => router.handle(request),
    (_, socket) => socket.destroy(),
  );
  origin = `http://localhost:${await server.listen(0, '127.0.0.1')}`;
});
afterAll(async () => {
  await server.close();
  await services.stop();
});

const call = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${origin}/_offline/call`, { method: 'POST', headers, body: JSON.stringify(body) });
const dynamo = (operation: string, input: object) => call({ target: 'DynamoDB_20120810', operation, input });

describe('a call', () => {
  test('of a JSON service is signed as the administrator and answered as the service answers', async () => {
    const table = {
      TableName: 'Notes',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    };
    expect((await dynamo('CreateTable', table)).status).toBe(200);
    await dynamo('PutItem', { TableName: 'Notes', Item: { id: { S: '1' }, text: { S: '<img src=x>' } } });
    const got = await dynamo('GetItem', { TableName: 'Notes', Key: { id: { S: '1' } } });
    expect(await got.json()).toMatchObject({ Item: { text: { S: '<img src=x>' } } });

    const refused = await dynamo('GetItem', { TableName: 'Nothing', Key: { id: { S: '1' } } });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('ResourceNotFoundException')]);
  });
  test('of a REST service carries path, query, headers and bytes', async () => {
    const object = { service: 's3', path: '/pictures/a%20b%26c.html' };
    expect((await call({ service: 's3', method: 'PUT', path: '/pictures' })).status).toBe(200);
    const body = {
      headers: { 'content-type': 'text/html' },
      bodyBase64: Buffer.from('<script>1</script>').toString('base64'),
    };
    expect((await call({ ...object, method: 'PUT', ...body })).status).toBe(200);
    const got = await call({ ...object, method: 'GET' });
    expect(await got.text()).toBe('<script>1</script>');
    // Opened by itself it would be shown on the inspector's origin.
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    const list = await call({
      service: 's3',
      method: 'GET',
      path: '/pictures',
      query: { 'list-type': '2', prefix: 'a b&' },
    });
    expect(await list.text()).toContain('<Key>a b&amp;c.html</Key>');
  });
  test('works while the clock is moved', async () => {
    services.clock.setOffset(86_400_000);
    expect((await dynamo('ListTables', {})).status).toBe(200);
    services.clock.setOffset(0);
  });
  test('names a service, or is refused: no helper endpoint, no other host, no shape of its own', async () => {
    for (const body of [
      { service: 's3', method: 'GET', path: '/_offline/mailbox' },
      { service: 's3', method: 'GET', path: '/%5foffline/mailbox' },
      { service: 's3', method: 'GET', path: 'http://evil.example/' },
      { service: 's3', method: 'TRACE', path: '/' },
      { target: 'DynamoDB_20120810', operation: 'x\r\ny: z' },
      { target: 'DynamoDB_20120810', operation: 'ListTables', input: [] },
      [],
    ]) {
      expect((await call(body)).status).toBe(400);
    }
  });
  test('is taken as JSON from this page alone', async () => {
    const list = { target: 'DynamoDB_20120810', operation: 'ListTables' };
    const json = { 'content-type': 'application/json' };
    expect((await call(list, { 'content-type': 'text/plain', 'sec-fetch-site': 'none' })).status).toBe(415);
    expect((await call(list, { ...json, origin: 'http://localhost:3000' })).status).toBe(403);
    expect((await call(list, { ...json, origin })).status).toBe(200);
    expect((await fetch(`${origin}/_offline/call`)).status).toBe(405);
  });
});
