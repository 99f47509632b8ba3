import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { OfflineRequest } from './kernel/http.ts';
import type { OfflineService } from './kernel/service.ts';
import { Router } from './router.ts';

function serviceOf(name: string, route: OfflineService['route']) {
  const service: OfflineService = { name, resources: {}, route, create: () => instance };
  const instance = { apply: () => undefined, handle: () => Promise.resolve({ status: 200, body: name }) };
  return { service, instance };
}

const router = new Router(
  [
    serviceOf('dynamodb', { targets: ['DynamoDB_20120810'] }),
    serviceOf('appsync', { matches: ({ rawPath, method }) => rawPath === '/graphql' && method === 'POST' }),
    serviceOf('s3', { fallback: true }),
  ],
  { health: () => Promise.resolve({ status: 200, body: 'fine' }) },
);

function request(method: string, rawPath: string, headers: Record<string, string> = {}): OfflineRequest {
  return {
    method,
    rawPath,
    rawQuery: '',
    query: new URLSearchParams(),
    headers: { host: 'localhost:4566', ...headers },
    stream: Readable.from([]),
    body: () => Promise.resolve(Buffer.from('{}')),
    signal: new AbortController().signal,
  };
}
const ask = (...parts: Parameters<typeof request>) => router.handle(request(...parts));

describe('requests reach their service', () => {
  test('by target, by path, and S3 takes the rest', async () => {
    const bodies = await Promise.all([
      ask('POST', '/', { 'x-amz-target': 'DynamoDB_20120810.GetItem' }),
      ask('POST', '/graphql'),
      ask('GET', '/bucket/key'),
    ]);
    expect(bodies.map(({ body }) => body)).toEqual(['dynamodb', 'appsync', 's3']);
  });
  test('a target that no service knows is told so', async () => {
    const { status, body } = await ask('POST', '/', { 'x-amz-target': 'Kinesis_20131202.PutRecord' });
    expect(status).toBe(400);
    expect(body).toContain('UnknownOperationException');
  });
});

describe('browsers', () => {
  const origin = 'http://localhost:3000';
  test('may read every service but S3, which has rules of its own', async () => {
    const allowed = (await ask('POST', '/graphql', { origin })).headers?.['access-control-allow-origin'];
    expect(allowed).toBe('*');
    expect((await ask('GET', '/bucket/key', { origin })).headers).toBeUndefined();
  });
  test('of other sites may not: they could sign with the key that everybody knows', async () => {
    const foreign = { origin: 'https://evil.test' };
    expect((await ask('POST', '/graphql', foreign)).headers).toBeUndefined();
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
    const refused = await ask('OPTIONS', '/graphql', { ...foreign, ...asked });
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('OFFLINE_ORIGINS=https://evil.test');
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await ask('OPTIONS', '/graphql', { origin: 'null', ...asked })).status).toBe(403);
  });
  test('get their preflights answered: by path, and for the JSON services by the header they ask for', async () => {
    const preflight = (path: string, method: string, asked: string) =>
      ask('OPTIONS', path, {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': asked,
      });
    const graphql = await preflight('/graphql', 'POST', 'authorization');
    expect(graphql.headers?.['access-control-allow-headers']).toBe('authorization');
    const cognito = await preflight('/', 'POST', 'content-type,x-amz-target');
    expect(cognito.headers?.['access-control-allow-origin']).toBe('*');
    expect((await preflight('/bucket/key', 'PUT', 'content-type')).body).toBe('s3');
  });
});

describe('documents of a bucket', () => {
  test('have an origin of their own: an uploaded page cannot act as the inspector', async () => {
    const shown = await ask('GET', '/bucket/page.html', { 'sec-fetch-dest': 'document' });
    expect(shown.headers?.['content-security-policy']).toMatch(/^sandbox(?!.*allow-same-origin)/);
    const fetched = await ask('GET', '/bucket/page.html', { 'sec-fetch-dest': 'empty' });
    expect(fetched.headers).toBeUndefined();
  });
});

describe('helper endpoints', () => {
  test('answer on this machine’s names only', async () => {
    expect((await ask('GET', '/_offline/health')).body).toBe('fine');
    expect((await ask('GET', '/_offline/health', { host: '127.0.0.1:4566' })).body).toBe('fine');
    expect((await ask('GET', '/_offline/health', { host: 'evil.example:4566' })).status).toBe(403);
  });
  test('that do not exist name those that do', async () => {
    const { status, body } = await ask('GET', '/_offline/nothing');
    expect([status, body]).toEqual([404, expect.stringContaining('There are: health')]);
  });
});
