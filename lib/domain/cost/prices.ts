/** Day on which the prices were looked up. They are list prices of us-east-1 in USD, without free tiers and taxes. */
export const pricesOf = '2026-11-01';

const million = 1e-6;

/**
 * Price of one unit, by service and item. Sources: the services' public pricing pages, aws.amazon.com/<service>/pricing.
 * What a run does not cause alone is not in here: storage over months, connections that are kept open, logs.
 */
export const prices = {
  /** On-demand capacity: a read unit is 4 KB read consistently, a write unit 1 KB. */
  dynamodb: {
    'read unit': { unit: 'unit', usd: 0.125 * million },
    'write unit': { unit: 'unit', usd: 0.625 * million },
  },
  appsync: { operation: { unit: 'request', usd: 4 * million } },
  /** Of standard queues; each 64 KB of a request count as one. */
  sqs: { request: { unit: 'request', usd: 0.4 * million } },
  /** Each 64 KB of a custom event count as one. */
  eventbridge: { event: { unit: 'event', usd: 1 * million } },
  s3: {
    'write request': { unit: 'request', usd: 5 * million },
    'read request': { unit: 'request', usd: 0.4 * million },
  },
  /** On x86. */
  lambda: {
    request: { unit: 'request', usd: 0.2 * million },
    duration: { unit: 'GB-second', usd: 0.0000166667 },
  },
} as const satisfies Record<string, Record<string, { unit: string; usd: number }>>;

export type PricedService = keyof typeof prices;
