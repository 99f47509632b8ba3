import { describe, expect, it } from 'vitest';
import { costOfRun, priceUsage } from './run-cost.ts';
import { addUsage, usageOfFunction, usageOfModel, usageOfRequest } from './usage.ts';

const request = { requestBytes: 700, responseBytes: 300, entries: 1 } as const;

describe('usage of a request', () => {
  it('counts read units by 4 KB of the answer, half of them where the read need not be consistent', () => {
    const read = { ...request, service: 'dynamodb', operation: 'GetItem', responseBytes: 9000 } as const;
    expect(usageOfRequest({ ...read, isConsistent: true })).toMatchObject([{ item: 'read unit', quantity: 3 }]);
    expect(usageOfRequest(read)).toMatchObject([{ item: 'read unit', quantity: 1.5 }]);
  });

  it('counts write units by 1 KB of what is sent', () => {
    const write = { ...request, service: 'dynamodb', operation: 'UpdateItem', requestBytes: 1025 } as const;
    expect(usageOfRequest(write)).toMatchObject([{ item: 'write unit', quantity: 2, requests: 1 }]);
  });

  it('adds to a mutation the writes that its resolver makes, to the table and its index', () => {
    expect(usageOfRequest({ ...request, service: 'appsync', operation: 'saveRunStep' })).toEqual([
      { service: 'appsync', item: 'operation', quantity: 1, requests: 1 },
      { service: 'dynamodb', item: 'write unit', quantity: 2, requests: 0 },
    ]);
  });

  it('counts events and messages by 64 KB', () => {
    const sent = { ...request, requestBytes: 130 * 1024 } as const;
    expect(usageOfRequest({ ...sent, service: 'sqs', operation: 'SendMessageBatch' })).toMatchObject([{ quantity: 3 }]);
    expect(usageOfRequest({ ...sent, service: 'eventbridge', operation: 'PutEvents', entries: 2 })).toMatchObject([
      { item: 'event', quantity: 4, requests: 1 },
    ]);
  });

  it('tells reads of the bucket from writes', () => {
    const of = (operation: string) => usageOfRequest({ ...request, service: 's3', operation })[0]?.item;
    expect([of('GetObject'), of('PutObject')]).toEqual(['read request', 'write request']);
  });
});

describe('the cost of a run', () => {
  const step = [
    ...usageOfFunction({ milliseconds: 2000, memoryMb: 1024, invocations: 1 }),
    ...usageOfRequest({ ...request, service: 'appsync', operation: 'saveRunStep' }),
    ...usageOfRequest({ ...request, service: 'eventbridge', operation: 'PutEvents' }),
  ];
  const engine = [
    ...usageOfRequest({ ...request, service: 'sqs', operation: 'SendMessageBatch' }),
    ...usageOfRequest({ ...request, service: 's3', operation: 'PutObject' }),
  ];

  it('is the sum that one gets by hand from the list prices', () => {
    const byHand =
      // two steps: two seconds of a gigabyte, an invocation, a mutation with two writes, an event
      2 * (2 * 0.0000166667 + 0.2e-6 + 4e-6 + 2 * 0.625e-6 + 1e-6) + (0.4e-6 + 5e-6);
    const cost = costOfRun([
      { key: 'parse', usage: step },
      { key: 'content[1]', usage: step },
      { key: null, usage: engine },
    ]);
    expect(cost.totalUsd).toBeCloseTo(byHand, 12);
    expect(cost).toMatchObject({ steps: 2, requests: 6, modelUsd: 0 });
    expect(cost.lines.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(cost.totalUsd, 12);
  });

  it('keeps what models cost apart from AWS', () => {
    const cost = costOfRun([{ key: 'write', usage: [...step, ...usageOfModel({ usd: 0.25, calls: 3 })] }]);
    expect(cost.modelUsd).toBe(0.25);
    expect(cost.awsUsd).toBeCloseTo(priceUsage(step), 12);
  });

  it('has no line for a model that was not called', () => {
    expect(usageOfModel({ usd: 0, calls: 0 })).toEqual([]);
  });

  it('is refused where a price is not known, naming what has none', () => {
    const usage = [{ service: 'kendra', item: 'query', quantity: 1, requests: 1 }];
    expect(() => costOfRun([{ key: null, usage }])).toThrow(/kendra\/query/);
  });

  it('adds up the same service and item', () => {
    expect(addUsage(engine, engine).map(({ item, quantity }) => [item, quantity])).toEqual([
      ['request', 2],
      ['write request', 2],
    ]);
  });
});
