import type { Component, ComponentKind, Finding } from '../../schema.ts';
import type { Rule } from '../rule.ts';
import { isTemplate } from '../system.ts';

interface Case {
  readonly kind: ComponentKind;
  readonly type: RegExp;
  readonly property: RegExp;
  readonly severity: Finding['severity'];
  readonly reason: string;
  readonly remedy: string;
}

/** What says that there is none: a template's false, the CDK's constants. */
const NONE = new Set(['false', 'UNENCRYPTED', 'DEFAULT']);

const cases: readonly Case[] = [
  {
    kind: 'topic',
    type: /^AWS::SNS::Topic$/,
    property: /^KmsMasterKeyId$/,
    severity: 'medium',
    reason: 'its messages are stored unencrypted',
    remedy: 'Set KmsMasterKeyId.',
  },
  {
    kind: 'stream',
    type: /^AWS::Kinesis::Stream$/,
    property: /^StreamEncryption/,
    severity: 'medium',
    reason: 'its records are stored unencrypted',
    remedy: 'Set StreamEncryption.',
  },
  {
    kind: 'database',
    type: /^AWS::RDS::DB(?:Cluster|Instance)$/,
    property: /^(?:StorageEncrypted|DBClusterIdentifier|SnapshotIdentifier)$/,
    severity: 'high',
    reason: 'its storage is not encrypted, and cannot be later without a copy',
    remedy: 'Set StorageEncrypted to true.',
  },
  {
    kind: 'bucket',
    type: /^AWS::S3::Bucket$/,
    property: /^BucketEncryption/,
    severity: 'low',
    reason: 'it states no encryption, so that objects get S3’s own key',
    remedy: 'Set BucketEncryption, with a KMS key where who may read must be held apart.',
  },
  {
    kind: 'queue',
    type: /^AWS::SQS::Queue$/,
    property: /^(?:KmsMasterKeyId|SqsManagedSseEnabled|Encryption)$/,
    severity: 'low',
    reason: 'it states no encryption, so that SQS’s own key is used',
    remedy: 'Set SqsManagedSseEnabled, or KmsMasterKeyId for a key of your own.',
  },
  {
    kind: 'table',
    type: /^AWS::DynamoDB::Table$|^AWS::Serverless::SimpleTable$/,
    property: /^SSESpecification/,
    severity: 'info',
    reason: 'it is encrypted with a key that AWS owns, whose use cannot be audited or withdrawn',
    remedy: 'Set SSESpecification with a KMS key if the data calls for it.',
  },
  {
    kind: 'log-group',
    type: /^AWS::Logs::LogGroup$/,
    property: /^KmsKeyId$/,
    severity: 'info',
    reason: 'it is encrypted with a key that AWS owns',
    remedy: 'Set KmsKeyId if what is logged calls for it.',
  },
];

export const missingEncryption: Rule = {
  name: 'no-encryption',
  severity: 'medium',
  finds:
    'a topic, stream, database, bucket, queue, table or log group that states no encryption (by what happens then: high to info)',
  *check(system) {
    for (const { kind, type, property, severity, reason, remedy } of cases) {
      for (const each of system.stated(kind)) {
        if (!type.test(each.type) || isStated(each, property)) continue;
        // The CDK's own streams are encrypted where nothing is said.
        if (kind === 'stream' && !isTemplate(each)) continue;
        yield {
          component: each,
          severity,
          message: `The ${kind.replace('-', ' ')} ${each.id} has no encryption set: ${reason}. ${remedy}`,
        };
      }
    }
  },
};

function isStated({ properties }: Component, property: RegExp): boolean {
  return properties.some(({ name, value }) => property.test(name) && !NONE.has(String(value)));
}
