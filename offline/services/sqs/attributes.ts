import { ServiceError } from '../../kernel/errors.ts';
import { invalidValue } from './errors.ts';
import type { QueueAttributes } from './resources.ts';

/** Bounds of the numeric attributes, after the SQS API reference. */
const NUMBERS: Readonly<Record<string, readonly [minimum: number, maximum: number]>> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};

export const DEFAULTS: QueueAttributes = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  SqsManagedSseEnabled: 'true',
};

const SETTABLE = new Set([
  ...Object.keys(NUMBERS),
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'Policy',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
]);

export type RedrivePolicy = { deadLetterTargetArn: string; maxReceiveCount: number };

/** @throws ServiceError InvalidAttributeName or InvalidAttributeValue naming the attribute. */
export function checkAttributes(attributes: QueueAttributes, queueName: string): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!SETTABLE.has(name)) {
      throw new ServiceError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
    const bounds = NUMBERS[name];
    if (bounds && !(/^\d+$/.test(value) && Number(value) >= bounds[0] && Number(value) <= bounds[1])) {
      throw new ServiceError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    }
  }
  if (attributes.RedrivePolicy) parseRedrivePolicy(attributes.RedrivePolicy);
  const isFifoName = queueName.endsWith('.fifo');
  if ((attributes.FifoQueue === 'true') !== isFifoName) {
    throw invalidValue('QueueName', queueName, 'the name of a FIFO queue, and of no other, ends with .fifo');
  }
}

/** @throws ServiceError InvalidParameterValue when the policy is not complete. */
export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (!text) return undefined;
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>;
    const count = Number(maxReceiveCount);
    if (typeof deadLetterTargetArn === 'string' && Number.isInteger(count) && count >= 1 && count <= 1000) {
      return { deadLetterTargetArn, maxReceiveCount: count };
    }
  } catch {
    // Falls through to the one answer for all that is not a policy.
  }
  throw invalidValue('RedrivePolicy', text, 'it needs deadLetterTargetArn and maxReceiveCount from 1 to 1000.');
}
