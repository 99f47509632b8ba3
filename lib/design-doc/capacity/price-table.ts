import { type PricedService, priceSources, prices } from '#lib/domain/cost/prices';

export interface Price {
  readonly service: PricedService;
  readonly unit: string;
  readonly usd: number;
}

const priced = (service: PricedService, unit: string, { usd }: { readonly usd: number }): Price => ({
  service,
  unit,
  usd,
});

/** List prices of us-east-1 in USD for what a design's load causes, without free tiers, discounts and taxes. */
export const designPrices = {
  'rest-request': priced('api-gateway', 'request', prices['api-gateway']['rest request']),
  'http-request': priced('api-gateway', 'request', prices['api-gateway']['http request']),
  'websocket-message': priced('api-gateway', 'message', prices['api-gateway']['websocket message']),
  'graphql-operation': priced('appsync', 'operation', prices.appsync.operation),
  'lambda-request': priced('lambda', 'invocation', prices.lambda.request),
  'lambda-second': priced('lambda', 'GB-second', prices.lambda.duration),
  'read-unit': priced('dynamodb', 'read unit', prices.dynamodb['read unit']),
  'write-unit': priced('dynamodb', 'write unit', prices.dynamodb['write unit']),
  'provisioned-read': priced('dynamodb', 'RCU-hour', prices.dynamodb['read capacity']),
  'provisioned-write': priced('dynamodb', 'WCU-hour', prices.dynamodb['write capacity']),
  'stored-gigabyte': priced('dynamodb', 'GB-month', prices.dynamodb.storage),
  event: priced('eventbridge', 'event', prices.eventbridge.event),
  'queue-request': priced('sqs', 'request', prices.sqs.request),
  'topic-publish': priced('sns', 'request', prices.sns.publish),
  alarm: priced('cloudwatch', 'alarm-month', prices.cloudwatch.alarm),
  key: priced('kms', 'key-month', prices.kms.key),
  secret: priced('secrets-manager', 'secret-month', prices['secrets-manager'].secret),
  'nat-hour': priced('vpc', 'gateway-hour', prices.vpc['NAT gateway']),
} as const satisfies Record<string, Price>;

export type PriceId = keyof typeof designPrices;

/** Days of the price lists in which prices were found, each with its services: "2024-07-01 (api-gateway, kms)". */
export function datesOf(used: readonly PriceId[]): string {
  const services = [...new Set(used.map((id) => designPrices[id].service))];
  const byDay = Map.groupBy(services, (service) => priceSources[service].asOf);
  return [...byDay]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, names]) => `${day} (${names.join(', ')})`)
    .join(', ');
}
