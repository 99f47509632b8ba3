/** A default quota of AWS in us-east-1; accounts can have most of them raised. */
export interface Quota {
  readonly value: number;
  readonly unit: string;
  /** The page of AWS's documentation that states it. */
  readonly page: string;
}

/** Day on which the pages were read. */
export const quotasOf = '2026-11-22';

const guide = 'https://docs.aws.amazon.com';

export const quotas = {
  /** REST, HTTP and WebSocket APIs of an account together; some regions have 2,500. */
  'api-gateway requests': {
    value: 10_000,
    unit: 'requests/s',
    page: `${guide}/apigateway/latest/developerguide/limits.html`,
  },
  /** New accounts begin with less. */
  'lambda concurrency': {
    value: 1000,
    unit: 'executions',
    page: `${guide}/lambda/latest/dg/gettingstarted-limits.html`,
  },
  'eventbridge events': {
    value: 10_000,
    unit: 'events/s',
    page: `${guide}/eventbridge/latest/userguide/eb-quota.html`,
  },
  /** Of one partition, and not to be raised. */
  'dynamodb partition writes': {
    value: 1000,
    unit: 'write units/s',
    page: `${guide}/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html`,
  },
  'dynamodb partition reads': {
    value: 3000,
    unit: 'read units/s',
    page: `${guide}/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html`,
  },
} as const satisfies Record<string, Quota>;
