import { prices, pricesOf } from '#lib/domain/cost/prices';

/** Day of the oldest price below. */
export const priceTableOf = pricesOf;

export interface Price {
  readonly unit: string;
  readonly usd: number;
  readonly page: string;
}

const million = 1e-6;
const page = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

/** List prices of us-east-1 in USD for what a design's load causes, without free tiers, discounts and taxes. */
export const designPrices = {
  'rest-request': { unit: 'request', usd: 3.5 * million, page: page('api-gateway') },
  'http-request': { unit: 'request', usd: 1 * million, page: page('api-gateway') },
  'graphql-operation': { unit: 'operation', usd: prices.appsync.operation.usd, page: page('appsync') },
  'lambda-request': { unit: 'invocation', usd: prices.lambda.request.usd, page: page('lambda') },
  'lambda-second': { unit: 'GB-second', usd: prices.lambda.duration.usd, page: page('lambda') },
  'read-unit': { unit: 'read unit', usd: prices.dynamodb['read unit'].usd, page: page('dynamodb') },
  'write-unit': { unit: 'write unit', usd: prices.dynamodb['write unit'].usd, page: page('dynamodb') },
  'provisioned-read': { unit: 'RCU-hour', usd: 0.00013, page: page('dynamodb') },
  'provisioned-write': { unit: 'WCU-hour', usd: 0.00065, page: page('dynamodb') },
  'stored-gigabyte': { unit: 'GB-month', usd: 0.25, page: page('dynamodb') },
  event: { unit: 'event', usd: prices.eventbridge.event.usd, page: page('eventbridge') },
  'queue-request': { unit: 'request', usd: prices.sqs.request.usd, page: page('sqs') },
  'topic-publish': { unit: 'request', usd: 0.5 * million, page: page('sns') },
  'state-transition': { unit: 'transition', usd: 25 * million, page: page('step-functions') },
  'bucket-write': { unit: 'request', usd: prices.s3['write request'].usd, page: page('s3') },
  'bucket-read': { unit: 'request', usd: prices.s3['read request'].usd, page: page('s3') },
  trace: { unit: 'trace', usd: 5 * million, page: page('xray') },
  alarm: { unit: 'alarm-month', usd: 0.1, page: page('cloudwatch') },
  key: { unit: 'key-month', usd: 1, page: page('kms') },
  secret: { unit: 'secret-month', usd: 0.4, page: page('secrets-manager') },
  'nat-hour': { unit: 'gateway-hour', usd: 0.045, page: page('vpc') },
} as const satisfies Record<string, Price>;

export type PriceId = keyof typeof designPrices;
