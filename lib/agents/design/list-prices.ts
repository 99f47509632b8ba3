import { prices } from '#lib/domain/cost/prices';

/** Oldest day on which one of the prices was read from its source. */
export const listPricesOf = '2026-09-01';

const perMillion = 1e-6;

/** List prices in USD of us-east-1, without free tiers, discounts and taxes. */
export const listPrices = {
  sonnetInput: {
    unit: 'token',
    usd: 3 * perMillion,
    source: 'https://aws.amazon.com/bedrock/pricing/',
    asOf: '2026-09-01',
  },
  sonnetOutput: {
    unit: 'token',
    usd: 15 * perMillion,
    source: 'https://aws.amazon.com/bedrock/pricing/',
    asOf: '2026-09-01',
  },
  haikuInput: {
    unit: 'token',
    usd: 1 * perMillion,
    source: 'https://aws.amazon.com/bedrock/pricing/',
    asOf: '2026-09-01',
  },
  haikuOutput: {
    unit: 'token',
    usd: 5 * perMillion,
    source: 'https://aws.amazon.com/bedrock/pricing/',
    asOf: '2026-09-01',
  },
  /** A text unit is up to 1,000 characters; the filter of sensitive information. */
  guardrailUnit: {
    unit: 'text unit',
    usd: 0.0001,
    source: 'https://aws.amazon.com/bedrock/pricing/',
    asOf: '2026-09-01',
  },
  textractPage: { unit: 'page', usd: 0.0015, source: 'https://aws.amazon.com/textract/pricing/', asOf: '2026-09-01' },
  vpnHour: { unit: 'connection hour', usd: 0.05, source: 'https://aws.amazon.com/vpn/pricing/', asOf: '2026-09-01' },
  kmsKey: { unit: 'key', usd: 1, source: 'https://aws.amazon.com/kms/pricing/', asOf: '2026-09-01' },
  secret: { unit: 'secret', usd: 0.4, source: 'https://aws.amazon.com/secrets-manager/pricing/', asOf: '2026-09-20' },
  cognitoUser: {
    unit: 'active user',
    usd: 0.015,
    source: 'https://aws.amazon.com/cognito/pricing/',
    asOf: '2026-09-20',
  },
  logGigabyte: { unit: 'GB', usd: 0.5, source: 'https://aws.amazon.com/cloudwatch/pricing/', asOf: '2026-09-01' },
  storedGigabyte: { unit: 'GB', usd: 0.25, source: 'https://aws.amazon.com/dynamodb/pricing/', asOf: '2026-09-01' },
  transferHour: {
    unit: 'endpoint hour',
    usd: 0.3,
    source: 'https://aws.amazon.com/aws-transfer-family/pricing/',
    asOf: '2026-09-01',
  },
  stateTransition: {
    unit: 'state transition',
    usd: 25 * perMillion,
    source: 'https://aws.amazon.com/step-functions/pricing/',
    asOf: '2026-09-01',
  },
  writeUnit: {
    unit: 'write unit',
    usd: prices.dynamodb['write unit'].usd,
    source: 'https://aws.amazon.com/dynamodb/pricing/',
    asOf: '2026-11-01',
  },
  readUnit: {
    unit: 'read unit',
    usd: prices.dynamodb['read unit'].usd,
    source: 'https://aws.amazon.com/dynamodb/pricing/',
    asOf: '2026-11-01',
  },
  queueRequest: {
    unit: 'request',
    usd: prices.sqs.request.usd,
    source: 'https://aws.amazon.com/sqs/pricing/',
    asOf: '2026-11-01',
  },
  lambdaSecond: {
    unit: 'GB-second',
    usd: prices.lambda.duration.usd,
    source: 'https://aws.amazon.com/lambda/pricing/',
    asOf: '2026-11-01',
  },
} as const satisfies Record<string, { unit: string; usd: number; source: string; asOf: string }>;

export type PriceName = keyof typeof listPrices;

/** What an endpoint that keeps text in its region costs above a global one. */
export const regionalFactor = 1.1;
