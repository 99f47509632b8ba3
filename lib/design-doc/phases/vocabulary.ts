import type { ComponentKind } from '#lib/scan/schema';
import type { DesignContext } from '../context.ts';
import type { ModelIndex } from '../facts/model-index.ts';

interface Term {
  readonly term: string;
  readonly meaning: string;
  readonly isUsed: (index: ModelIndex) => boolean;
}

const has =
  (...kinds: ComponentKind[]) =>
  (index: ModelIndex) =>
    index.ofKind(...kinds).length > 0;
const hasStores = ({ model }: ModelIndex) => model.stores.length > 0;

const terms: readonly Term[] = [
  {
    term: 'Access pattern',
    meaning: 'One way in which code reads or writes a table: operation, index and key condition.',
    isUsed: hasStores,
  },
  { term: 'Authorizer', meaning: 'What decides before an API whether a caller may pass.', isUsed: has('api') },
  {
    term: 'DLQ',
    meaning: 'Dead-letter queue: where messages go that failed their last attempt.',
    isUsed: ({ model }) => model.relations.some(({ kind }) => kind === 'dead-letters'),
  },
  {
    term: 'Event bus',
    meaning: 'Takes events from producers and hands them to those whose rules match.',
    isUsed: has('bus', 'rule'),
  },
  {
    term: 'GSI',
    meaning: 'Global secondary index: the table again under other keys, written with a delay.',
    isUsed: ({ model }) => model.stores.some(({ indexes }) => indexes.length > 0),
  },
  {
    term: 'Idempotent',
    meaning: 'Done twice with the effect of once.',
    isUsed: has('queue', 'bus', 'rule', 'topic', 'stream'),
  },
  {
    term: 'Partition key',
    meaning: 'The attribute whose value decides where an item is stored; its throughput is bounded per value.',
    isUsed: hasStores,
  },
  { term: 'RCU, WCU', meaning: 'Read and write capacity units: 4 KB read, 1 KB written, a second.', isUsed: hasStores },
  {
    term: 'SLI, SLO',
    meaning: 'Service level indicator, what is measured; objective, what it must be.',
    isUsed: has('api', 'function'),
  },
  {
    term: 'State machine',
    meaning: 'Steps of a long piece of work, kept and retried by Step Functions.',
    isUsed: has('state-machine'),
  },
  { term: 'TTL', meaning: 'Time to live: the attribute by which DynamoDB deletes an item.', isUsed: hasStores },
  {
    term: 'Visibility timeout',
    meaning: 'How long a message is hidden from others after somebody took it.',
    isUsed: has('queue'),
  },
];

/** Terms that the document uses because the system has what they name. */
export function glossaryOf({ index }: DesignContext): { term: string; meaning: string }[] {
  return terms.filter(({ isUsed }) => isUsed(index)).map(({ term, meaning }) => ({ term, meaning }));
}

const guides: readonly (readonly [string, string, (index: ModelIndex) => boolean])[] = [
  ['AWS Lambda: best practices', 'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html', has('function')],
  [
    'DynamoDB: best practices',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/best-practices.html',
    has('table'),
  ],
  [
    'API Gateway: quotas',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
    ({ model }) => model.components.some(({ type }) => /ApiGateway|Serverless::(?:Http)?Api/.test(type)),
  ],
  [
    'AppSync: quotas',
    'https://docs.aws.amazon.com/general/latest/gr/appsync.html',
    ({ model }) => model.components.some(({ type }) => type.includes('AppSync')),
  ],
  [
    'EventBridge: retries and dead letters',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
    has('rule'),
  ],
  [
    'SQS: dead-letter queues',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
    has('queue'),
  ],
  [
    'Step Functions: error handling',
    'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
    has('state-machine'),
  ],
  [
    'Amazon Cognito: tokens',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html',
    has('user-pool'),
  ],
  [
    'AWS Well-Architected: serverless lens',
    'https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/welcome.html',
    has('function'),
  ],
];

/** Guides to the services that the system uses. */
export function referencesOf(index: ModelIndex): { text: string; href: string }[] {
  return guides.filter(([, , isUsed]) => isUsed(index)).map(([text, href]) => ({ text, href }));
}
