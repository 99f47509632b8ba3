import { createServer } from 'node:http';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMeter, metered, meterPlace, recordRequest } from './meter.ts';

/** Answers everything with an empty object; the first request of a connection test may be refused. */
let refusals = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const isRefused = refusals > 0;
    if (isRefused) refusals -= 1;
    response.writeHead(isRefused ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end('{}');
  });
});
let endpoint = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => void server.close());

function dynamodb(): DynamoDBClient {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  client.middlewareStack.add(metered('dynamodb'), meterPlace);
  return client;
}
const put = (text: string) => new PutItemCommand({ TableName: 'T', Item: { id: { S: text } } });

describe('the meter', () => {
  it('counts requests by service, in the units that are billed', async () => {
    const meter = createMeter();
    const client = dynamodb();
    await meter.run(async () => {
      await client.send(put('small'));
      await client.send(put('x'.repeat(3000)));
    });
    expect(meter.usage()).toEqual([{ service: 'dynamodb', item: 'write unit', quantity: 1 + 3, requests: 2 }]);
  });

  it('keeps apart what happens at the same time', async () => {
    const [first, second] = [createMeter(), createMeter()];
    const client = dynamodb();
    await Promise.all([
      first.run(() => client.send(put('a'))),
      second.run(() => Promise.all([client.send(put('b')), client.send(put('c'))])),
    ]);
    expect([first, second].map((meter) => meter.usage()[0]?.requests)).toEqual([1, 2]);
  });

  it('counts every attempt at a request', async () => {
    const meter = createMeter();
    refusals = 1;
    await meter.run(() => dynamodb().send(put('again')));
    expect(meter.usage()[0]?.requests).toBe(2);
  });

  it('counts the events of a batch', async () => {
    const meter = createMeter();
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const client = new EventBridgeClient({ endpoint, region: 'us-east-1', credentials });
    client.middlewareStack.add(metered('eventbridge'), meterPlace);
    const entry = { Source: 's', DetailType: 't', Detail: '{}' };
    await meter.run(() => client.send(new PutEventsCommand({ Entries: [entry, entry, entry] })));
    expect(meter.usage()).toEqual([{ service: 'eventbridge', item: 'event', quantity: 3, requests: 1 }]);
  });

  it('counts what is planned, and nothing where nobody meters', () => {
    const meter = createMeter();
    const request = { service: 's3', operation: 'PutObject', requestBytes: 1, responseBytes: 1, entries: 1 } as const;
    recordRequest(request);
    meter.plan(request);
    expect(meter.usage()).toEqual([{ service: 's3', item: 'write request', quantity: 1, requests: 1 }]);
  });
});
