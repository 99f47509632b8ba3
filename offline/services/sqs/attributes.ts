import { ServiceError } from '../../kernel/errors.ts';
import { invalidValue } from './errors.ts';

/** Attributes of a queue as the API knows them, all text. */
export type QueueAttributes = Record<string, string>;

/** Bounds of the numeric attributes, after the SQS API reference. */
const NUMBERS: Readonly<Record<string, readonly [minimum: number, maximum: number]>> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  FifoQueue: ['true', 'false'],
  ContentBasedDeduplication: ['true', 'false'],
  SqsManagedSseEnabled: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

const FIFO_ONLY = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'] as const;

/** Attributes that an empty text takes away. */
export const REMOVABLE = ['RedrivePolicy', 'RedriveAllowPolicy', 'Policy', 'KmsMasterKeyId'] as const;

export const DEFAULTS: QueueAttributes = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  SqsManagedSseEnabled: 'true',
};

export const FIFO_DEFAULTS: QueueAttributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

const SETTABLE = new Set<string>([...Object.keys(NUMBERS), ...Object.keys(CHOICES), ...REMOVABLE]);

/** What GetQueueAttributes can be asked for. */
export const READABLE = new Set<string>([
  ...SETTABLE,
  ...['All', 'QueueArn', 'CreatedTimestamp', 'LastModifiedTimestamp', 'ApproximateNumberOfMessages'],
  ...['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'],
]);

export type RedrivePolicy = { deadLetterTargetArn: string; maxReceiveCount: number };
export type RedriveAllowPolicy = { redrivePermission: 'allowAll' | 'denyAll' | 'byQueue'; sourceQueueArns: string[] };

/** @throws ServiceError InvalidAttributeName or InvalidAttributeValue naming the attribute. */
export function checkAttributes(attributes: QueueAttributes, queueName: string): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!SETTABLE.has(name)) throw unknownAttribute(name);
    const bounds = NUMBERS[name];
    const isInBounds = !bounds || (/^\d+$/.test(value) && Number(value) >= bounds[0] && Number(value) <= bounds[1]);
    if (!isInBounds || CHOICES[name]?.includes(value) === false) {
      throw new ServiceError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    }
  }
  parseRedrivePolicy(attributes.RedrivePolicy);
  parseRedriveAllowPolicy(attributes.RedriveAllowPolicy);
  if (attributes.Policy) checkPolicy(attributes.Policy);
  const isFifoName = queueName.endsWith('.fifo');
  if ((attributes.FifoQueue === 'true') !== isFifoName) {
    throw invalidValue('QueueName', queueName, 'the name of a FIFO queue, and of no other, ends with .fifo');
  }
  const foreign = isFifoName ? undefined : FIFO_ONLY.find((name) => attributes[name] !== undefined);
  if (foreign) throw unknownAttribute(foreign);
}

/** @throws ServiceError InvalidParameterValue where attributes do not go together. */
export function checkTogether(attributes: QueueAttributes): void {
  if (attributes.FifoThroughputLimit === 'perMessageGroupId' && attributes.DeduplicationScope !== 'messageGroup') {
    throw invalidValue(
      'FifoThroughputLimit',
      attributes.FifoThroughputLimit,
      'The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
    );
  }
}

export const unknownAttribute = (name: string) =>
  new ServiceError('InvalidAttributeName', `Unknown Attribute ${name}.`);

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function checkPolicy(text: string): void {
  if (!('Statement' in parseObject(text))) {
    throw new ServiceError('InvalidAttributeValue', 'Invalid value for the parameter Policy.');
  }
}

/** @throws ServiceError InvalidParameterValue when the policy is not complete. */
export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (!text) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = parseObject(text);
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn === 'string' && Number.isInteger(count) && count >= 1 && count <= 1000) {
    return { deadLetterTargetArn, maxReceiveCount: count };
  }
  throw invalidValue('RedrivePolicy', text, 'it needs deadLetterTargetArn and maxReceiveCount from 1 to 1000.');
}

/** @throws ServiceError InvalidParameterValue when the policy cannot be. */
export function parseRedriveAllowPolicy(text: string | undefined): RedriveAllowPolicy | undefined {
  if (!text) return undefined;
  const { redrivePermission, sourceQueueArns } = parseObject(text);
  const arns = Array.isArray(sourceQueueArns) ? sourceQueueArns.map(String) : [];
  const isByQueue = redrivePermission === 'byQueue';
  const isKnown = isByQueue || redrivePermission === 'allowAll' || redrivePermission === 'denyAll';
  const fitting = isByQueue ? arns.length >= 1 && arns.length <= 10 : sourceQueueArns === undefined;
  if (isKnown && fitting) return { redrivePermission, sourceQueueArns: arns };
  throw invalidValue(
    'RedriveAllowPolicy',
    text,
    'redrivePermission must be allowAll, denyAll or byQueue; with byQueue, and only then, 1 to 10 sourceQueueArns.',
  );
}

/**
 * A queue's URL, by the address that functions and the README give clients (`AWS_ENDPOINT_URL=http://127.0.0.1:…`): the
 * stock client warns at every call where the two name the host differently.
 */
export const queueUrl = (endpoint: string, account: string, name: string): string =>
  `${endpoint.replace('//localhost', '//127.0.0.1')}/${account}/${name}`;
