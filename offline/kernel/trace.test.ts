import { Readable } from 'node:stream';
import { expect, describe as group, test } from 'vitest';
import type { OfflineRequest } from './http.ts';
import { describe, newTraceId, parseTraceHeader, type Span, TraceRing, traced } from './trace.ts';

function request(parts: {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}): OfflineRequest {
  const { path = '/', method = 'POST', headers = {}, body = '' } = parts;
  return {
    ...{ method, rawPath: path, rawQuery: '', query: new URLSearchParams(), headers },
    stream: Readable.from([]),
    body: () => Promise.resolve(Buffer.from(body)),
    signal: new AbortController().signal,
  };
}
const span = (parts: Partial<Span>): Span => ({
  ...{ traceId: '1-a-b', service: 'sqs', operation: 'SendMessage', start: 10, durationMs: 5, status: 200 },
  ...parts,
});

group('a trace', () => {
  test('is the one its header names', () => {
    expect(parseTraceHeader('Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1')).toEqual({
      traceId: '1-5759e988-bd862e3fe1be46a994272793',
      parent: '53995c3f42cd8ad8',
    });
    expect(parseTraceHeader('Self=1-x;Root=1-y')).toEqual({ traceId: '1-y' });
    for (const bad of ['', 'Root=', 'Root=<script>', 'NotRoot=1-a']) expect(parseTraceHeader(bad)).toBeUndefined();
  });
  test('begins at a GraphQL request and is handed on; no other request without a header has one', () => {
    const begun = traced(request({ path: '/graphql' }), () => 1_700_000_000_000);
    expect(begun?.traceId).toMatch(/^1-6553f100-[0-9a-f]{24}$/);
    expect(begun?.request.headers['x-amzn-trace-id']).toBe(`Root=${begun?.traceId ?? ''}`);
    expect(traced(request({ path: '/' }), () => 0)).toBeUndefined();
    expect(newTraceId(0)).toMatch(/^1-00000000-/);
  });
  test('shows what was asked of what', async () => {
    const headers = { 'x-amz-target': 'DynamoDB_20120810.GetItem' };
    const get = request({ headers, body: '{"TableName":"Notes","Key":{"id":{"S":"1"}}}' });
    expect(await describe('dynamodb', get, { status: 200 })).toEqual({ operation: 'GetItem', resource: 'Notes' });
    const query = request({ path: '/graphql', body: '{"query":"query($a: ID!) {\\n  getNote(id: $a) { id } }"}' });
    expect(await describe('appsync', query, { status: 200 })).toEqual({ operation: 'query getNote' });
    const object = request({ method: 'GET', path: '/bucket/key' });
    expect(await describe('s3', object, { status: 200 })).toEqual({ operation: 'GET', resource: '/bucket/key' });
  });
});

group('the ring', () => {
  test('gathers spans to traces, newest first, and forgets the oldest when it is full', () => {
    const ring = new TraceRing();
    ring.record(span({ start: 10, service: 'appsync', operation: 'query getNote', durationMs: 20 }));
    ring.record(span({ start: 15, service: 'dynamodb', operation: 'GetItem', status: 400 }));
    ring.record(span({ start: 40, traceId: '1-c-d' }));
    expect(ring.list(10)).toEqual([
      expect.objectContaining({ traceId: '1-c-d', spans: 1, failed: false }),
      {
        traceId: '1-a-b',
        start: 10,
        durationMs: 20,
        spans: 2,
        name: 'appsync query getNote',
        services: ['appsync', 'dynamodb'],
        failed: true,
      },
    ]);
    for (let index = 0; index < 4000; index += 1) ring.record(span({ traceId: '1-e-f' }));
    expect(ring.spans('1-a-b')).toEqual([]);
    expect(ring.spans('1-e-f')).toHaveLength(4000);
  });
});
