import { z } from 'zod';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import { type BucketSettings, bucketSettings, corsRule, publicAccessBlock } from './settings.ts';
import { type NotificationProperties, toLifecycle, toNotifications } from './template-properties.ts';

export const s3Resources = {
  'AWS::S3::Bucket': {
    identify({ endpoint, property, physicalName }) {
      const given = property('BucketName');
      const name = typeof given === 'string' ? given : physicalName(63).toLowerCase();
      const host = endpoint.replace(/^http:\/\//, '');
      return {
        ref: name,
        attributes: {
          Arn: `arn:aws:s3:::${name}`,
          DomainName: `${host}/${name}`,
          RegionalDomainName: `${host}/${name}`,
          DualStackDomainName: `${host}/${name}`,
          WebsiteURL: `${endpoint}/${name}`,
        },
      };
    },
    honoured: [
      'AccessControl',
      'BucketEncryption',
      'BucketName',
      'CorsConfiguration',
      'LifecycleConfiguration',
      'NotificationConfiguration',
      'ObjectLockConfiguration',
      'ObjectLockEnabled',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'Tags',
      'VersioningConfiguration',
    ],
    ignored: {
      AccelerateConfiguration: 'uploads are as fast as this machine',
      AnalyticsConfigurations: 'reports of storage use are for the console',
      BucketNamePrefix: 'the name is made from stack and logical id',
      BucketNamespace: 'one account, one namespace',
      IntelligentTieringConfigurations: 'changes what storage costs, and nothing costs here',
      InventoryConfigurations: 'reports of storage use are for the console',
      LoggingConfiguration: 'the log of the backend shows requests',
      MetadataConfiguration: 'journal tables are read by Athena only',
      MetadataTableConfiguration: 'journal tables are read by Athena only',
      MetricsConfigurations: 'request metrics are for the console',
    },
  },
  'AWS::S3::BucketPolicy': {
    identify: ({ physicalName }) => ({ ref: physicalName(63) }),
    honoured: ['Bucket', 'PolicyDocument'],
  },
  'Custom::S3BucketNotifications': {
    identify: ({ physicalName }) => ({ ref: physicalName(63) }),
    honoured: ['BucketName', 'NotificationConfiguration', 'Managed'],
    ignored: {
      ServiceToken: 'the backend sets notifications itself',
      SkipDestinationValidation: 'the destinations are in the same template',
    },
  },
} as const satisfies Record<string, ResourceSupport>;

const rules = (name: string) => z.object({ [name]: z.array(z.looseObject({})).default([]) }).optional();
const bucketProperties = z.looseObject({
  AccessControl: z.string().optional(),
  BucketEncryption: z
    .looseObject({
      ServerSideEncryptionConfiguration: z
        .array(
          z.looseObject({
            BucketKeyEnabled: z.boolean().optional(),
            ServerSideEncryptionByDefault: z
              .looseObject({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
              .optional(),
          }),
        )
        .default([]),
    })
    .optional(),
  CorsConfiguration: z.object({ CorsRules: z.array(corsRule).default([]) }).optional(),
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  LifecycleConfiguration: rules('Rules'),
  NotificationConfiguration: z.unknown().optional(),
  ObjectLockEnabled: z.boolean().optional(),
  ObjectLockConfiguration: z
    .looseObject({
      Rule: z
        .looseObject({
          DefaultRetention: z.looseObject({
            Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
            Days: z.number().optional(),
            Years: z.number().optional(),
          }),
        })
        .optional(),
    })
    .optional(),
  OwnershipControls: rules('Rules'),
  PublicAccessBlockConfiguration: publicAccessBlock.optional(),
  Tags: z.array(z.looseObject({ Key: z.string(), Value: z.string() })).default([]),
});

export type BucketDefinition = { name: string; settings: BucketSettings };

/** Buckets of the template, with policies and notifications also from resources of their own. */
export function toBuckets(resources: readonly Resource[]): BucketDefinition[] {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const custom = ofType('Custom::S3BucketNotifications');
  const policies = ofType('AWS::S3::BucketPolicy');
  return ofType('AWS::S3::Bucket').map(({ ref, properties }) => {
    const notifications = toNotifications([
      properties.NotificationConfiguration,
      ...custom
        .filter((one) => one.properties.BucketName === ref)
        .map((one) => one.properties.NotificationConfiguration),
    ]);
    const policy = policies.find((one) => one.properties.Bucket === ref)?.properties.PolicyDocument;
    const definition = JSON.stringify({ properties, notifications, policy });
    return { name: ref, settings: toSettings(bucketProperties.parse(properties), notifications, policy, definition) };
  });
}

function toSettings(
  properties: z.infer<typeof bucketProperties>,
  notifications: NotificationProperties,
  policy: unknown,
  definition: string,
): BucketSettings {
  const rule = properties.BucketEncryption?.ServerSideEncryptionConfiguration[0];
  const byDefault = rule?.ServerSideEncryptionByDefault;
  const lock = properties.ObjectLockConfiguration?.Rule?.DefaultRetention;
  const ownership = properties.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
  return bucketSettings.parse({
    versioning: properties.VersioningConfiguration?.Status ?? (properties.ObjectLockEnabled ? 'Enabled' : 'Off'),
    cors: properties.CorsConfiguration?.CorsRules ?? [],
    lifecycle: (properties.LifecycleConfiguration?.Rules ?? []).map(toLifecycle),
    ...notifications,
    policy: policy === undefined ? undefined : JSON.stringify(policy),
    tags: Object.fromEntries(properties.Tags.map(({ Key, Value }) => [Key, Value])),
    ownership,
    publicAccessBlock: properties.PublicAccessBlockConfiguration,
    // `PublicReadWrite` in a template is `public-read-write` in the API.
    acl: properties.AccessControl?.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase(),
    encryption: byDefault && {
      algorithm: byDefault.SSEAlgorithm,
      keyId: byDefault.KMSMasterKeyID,
      bucketKey: rule.BucketKeyEnabled,
    },
    objectLock: properties.ObjectLockEnabled
      ? { rule: lock && { mode: lock.Mode, days: lock.Days, years: lock.Years } }
      : undefined,
    definition,
  });
}
