import { createServer } from 'node:http';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAwsRequest } from './aws-json.ts';
import { createDocumentClient } from './documents.ts';
import { createEventPublisher } from './events.ts';
import { createMeter, meteredFiles, meterPlace, recordRequest } from './meter.ts';

/** Answers everything with nothing found and nothing refused; the first request of a connection test may be refused. */
let refusals = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const isRefused = refusals > 0;
    if (isRefused) refusals -= 1;
    response.writeHead(isRefused ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end('{"Entries":[]}');
  });
});
let endpoint = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => void server.close());

const connection = () => ({ endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const put = (id: string) => createDocumentClient(connection()).put({ TableName: 'T', Item: { id } });

describe('the meter', () => {
  it('counts requests by service, in the units that are billed', async () => {
    const meter = createMeter();
    await meter.run(async () => {
      await put('small');
      await put('x'.repeat(3000));
    });
    expect(meter.usage()).toEqual([{ service: 'dynamodb', item: 'write unit', quantity: 1 + 3, requests: 2 }]);
  });

  it('counts reads by consistency and items', async () => {
    const [single, batch] = [createMeter(), createMeter()];
    const documents = createDocumentClient(connection());
    await single.run(() => documents.get({ TableName: 'T', Key: { id: 'a' } }));
    const Keys = ['a', 'b', 'c'].map((id) => ({ id }));
    await batch.run(() => documents.batchGet({ RequestItems: { T: { Keys, ConsistentRead: true } } }));
    expect(single.usage()).toMatchObject([{ item: 'read unit', quantity: 0.5, requests: 1 }]);
    expect(batch.usage()).toMatchObject([{ item: 'read unit', quantity: 3, requests: 1 }]);
  });

  it('keeps apart what happens at the same time', async () => {
    const [first, second] = [createMeter(), createMeter()];
    await Promise.all([first.run(() => put('a')), second.run(() => Promise.all([put('b'), put('c')]))]);
    expect([first, second].map((meter) => meter.usage()[0]?.requests)).toEqual([1, 2]);
  });

  it('counts every attempt at a request', async () => {
    const meter = createMeter();
    refusals = 1;
    await meter.run(() => put('again'));
    expect(meter.usage()[0]?.requests).toBe(2);
  });

  it('counts the events of a batch', async () => {
    const meter = createMeter();
    const publish = createEventPublisher('bus', createAwsRequest('eventbridge', connection()));
    const ids = { organization: 'o', projectId: 'p', correlationId: 'c', idempotencyKey: 'k', orchestrationId: 'r' };
    const event = { name: 'design.completed', detail: { schemaVersion: 1, ...ids, stepId: 's' } } as const;
    await meter.run(() => publish([event, event, event]));
    expect(meter.usage()).toEqual([{ service: 'eventbridge', item: 'event', quantity: 3, requests: 1 }]);
  });

  it('counts the files of the SDK’s client', async () => {
    const meter = createMeter();
    const { credentials } = connection();
    const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
    client.middlewareStack.add(meteredFiles, meterPlace);
    await meter.run(() => client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'text' })));
    expect(meter.usage()).toMatchObject([{ service: 's3', item: 'write request', quantity: 1, requests: 1 }]);
  });

  it('counts what is planned, and nothing where nobody meters', () => {
    const meter = createMeter();
    const request = { service: 's3', operation: 'PutObject', requestBytes: 1, responseBytes: 1, entries: 1 } as const;
    recordRequest(request);
    meter.plan(request);
    expect(meter.usage()).toEqual([{ service: 's3', item: 'write request', quantity: 1, requests: 1 }]);
  });
});
