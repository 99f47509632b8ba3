import { prices } from '#lib/domain/cost/prices';

/** Oldest day on which a dated price was read. */
export const listPricesOf = '2026-09-01';

const perMillion = 1e-6;
const claude = 'https://platform.claude.com/docs/en/about-claude/pricing';
const aws = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

/**
 * List prices in USD of us-east-1, without free tiers, discounts and taxes. `asOf` is the day of reading; null where the
 * price is the one that has long been listed and no day is recorded: a design says which these are.
 */
export const listPrices = {
  /** Claude Sonnet 5.5 and Haiku 5.5 (prompts up to 100,000 tokens); Amazon Bedrock charges the same for global endpoints. */
  sonnetInput: { unit: 'token', usd: 2 * perMillion, source: claude, asOf: '2026-10-16' },
  sonnetOutput: { unit: 'token', usd: 10 * perMillion, source: claude, asOf: '2026-10-16' },
  haikuInput: { unit: 'token', usd: 0.1 * perMillion, source: claude, asOf: '2026-10-16' },
  haikuOutput: { unit: 'token', usd: 0.5 * perMillion, source: claude, asOf: '2026-10-16' },
  /** A text unit is up to 1,000 characters; the filter of sensitive information. */
  guardrailUnit: { unit: 'text unit', usd: 0.0001, source: aws('bedrock'), asOf: null },
  textractPage: { unit: 'page', usd: 0.0015, source: aws('textract'), asOf: null },
  vpnHour: { unit: 'connection hour', usd: 0.05, source: aws('vpn'), asOf: '2026-09-01' },
  kmsKey: { unit: 'key', usd: 1, source: aws('kms'), asOf: null },
  secret: { unit: 'secret', usd: 0.4, source: aws('secrets-manager'), asOf: '2026-09-20' },
  cognitoUser: { unit: 'active user', usd: 0.015, source: aws('cognito'), asOf: '2026-09-20' },
  logGigabyte: { unit: 'GB', usd: 0.5, source: aws('cloudwatch'), asOf: null },
  storedGigabyte: { unit: 'GB', usd: 0.25, source: aws('dynamodb'), asOf: null },
  transferHour: { unit: 'endpoint hour', usd: 0.3, source: aws('aws-transfer-family'), asOf: null },
  stateTransition: { unit: 'state transition', usd: 25 * perMillion, source: aws('step-functions'), asOf: null },
  writeUnit: {
    unit: 'write unit',
    usd: prices.dynamodb['write unit'].usd,
    source: aws('dynamodb'),
    asOf: '2026-11-01',
  },
  readUnit: { unit: 'read unit', usd: prices.dynamodb['read unit'].usd, source: aws('dynamodb'), asOf: '2026-11-01' },
  queueRequest: { unit: 'request', usd: prices.sqs.request.usd, source: aws('sqs'), asOf: '2026-11-01' },
  lambdaSecond: { unit: 'GB-second', usd: prices.lambda.duration.usd, source: aws('lambda'), asOf: '2026-11-01' },
} as const satisfies Record<string, { unit: string; usd: number; source: string; asOf: string | null }>;

export type PriceName = keyof typeof listPrices;

/** What an endpoint that keeps text in its region costs above a global one. */
export const regionalFactor = 1.1;
