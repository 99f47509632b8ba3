import { z } from 'zod';
import { DefinitionError, ServiceError } from '../../kernel/errors.ts';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';

import { checkAttributes, checkTogether, type QueueAttributes, queueUrl } from './attributes.ts';

const ATTRIBUTE_PROPERTIES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'VisibilityTimeout',
] as const;

export const sqsResources = {
  'AWS::SQS::Queue': {
    identify({ endpoint, region, account, property, physicalName }) {
      const given = property('QueueName');
      const suffix = property('FifoQueue') ? '.fifo' : '';
      const name = typeof given === 'string' ? given : `${physicalName(80 - suffix.length)}${suffix}`;
      const arn = `arn:aws:sqs:${region}:${account}:${name}`;
      const url = queueUrl(endpoint, account, name);
      return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
    },
    honoured: ['QueueName', 'Tags', ...ATTRIBUTE_PROPERTIES],
    ignored: {
      KmsMasterKeyId: 'messages are not encrypted on this machine',
      KmsDataKeyReusePeriodSeconds: 'messages are not encrypted on this machine',
      SqsManagedSseEnabled: 'messages are not encrypted on this machine',
    },
  },
  'AWS::SQS::QueuePolicy': {
    identify: ({ physicalName }) => ({ ref: physicalName(80), attributes: {} }),
    honoured: [],
    ignored: {
      PolicyDocument: "services deliver without it; callers are checked by their own roles' policies",
      Queues: 'see PolicyDocument',
    },
  },
} as const satisfies Record<string, ResourceSupport>;

const queueProperties = z.looseObject({
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

/** What a queue of the template is called and set to. */
/** @throws DefinitionError for attributes that SQS would refuse. */
export function toQueue({ logicalId, attributes, properties }: Resource): {
  name: string;
  attributes: QueueAttributes;
  tags: Record<string, string>;
} {
  const { Tags } = queueProperties.parse(properties);
  const entries = ATTRIBUTE_PROPERTIES.flatMap((name) => {
    const value = properties[name];
    if (value === undefined) return [];
    return [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const];
  });
  const name = String(attributes.QueueName);
  try {
    checkAttributes(Object.fromEntries(entries), name);
    checkTogether(Object.fromEntries(entries));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const property = ATTRIBUTE_PROPERTIES.find((candidate) => error.message.includes(candidate));
    throw new DefinitionError({ logicalId, property, reason: error.message, remedy: 'SQS refuses it as well.' });
  }
  return {
    name,
    attributes: Object.fromEntries(entries),
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
  };
}
