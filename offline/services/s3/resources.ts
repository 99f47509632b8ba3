import { z } from 'zod';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';

const list = z.array(z.string()).default([]);

const corsRule = z.looseObject({
  AllowedOrigins: list,
  AllowedMethods: list,
  AllowedHeaders: list,
  ExposedHeaders: list,
  MaxAge: z.union([z.number(), z.string()]).transform(Number).optional(),
});
export type CorsRule = z.infer<typeof corsRule>;

const lifecycleRule = z.looseObject({
  Status: z.string(),
  Prefix: z.string().default(''),
  ExpirationInDays: z.union([z.number(), z.string()]).transform(Number).optional(),
});
export type LifecycleRule = z.infer<typeof lifecycleRule>;

/** What a bucket is set to. */
export const bucketSettings = z.object({
  versioning: z.enum(['Enabled', 'Suspended', 'Off']),
  cors: z.array(corsRule),
  lifecycle: z.array(lifecycleRule),
  eventBridge: z.boolean(),
});
export type BucketSettings = z.infer<typeof bucketSettings>;

export const NO_SETTINGS: BucketSettings = { versioning: 'Off', cors: [], lifecycle: [], eventBridge: false };

const HARMLESS = {
  BucketEncryption: 'objects are not encrypted on this machine',
  PublicAccessBlockConfiguration: 'every request must be signed anyway',
  OwnershipControls: 'there is one account',
  Tags: 'told to nobody',
  LoggingConfiguration: 'the log of the backend shows requests',
  AccessControl: 'every request must be signed anyway',
};

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
      'BucketName',
      'CorsConfiguration',
      'LifecycleConfiguration',
      'NotificationConfiguration',
      'VersioningConfiguration',
    ],
    ignored: HARMLESS,
  },
  'AWS::S3::BucketPolicy': {
    identify: ({ physicalName }) => ({ ref: physicalName(63) }),
    honoured: [],
    ignored: { Bucket: 'see PolicyDocument', PolicyDocument: "callers are checked by their own roles' policies" },
  },
  'Custom::S3BucketNotifications': {
    identify: ({ physicalName }) => ({ ref: physicalName(63) }),
    honoured: ['BucketName', 'NotificationConfiguration', 'Managed'],
    ignored: {
      ServiceToken: 'the backend sets notifications itself',
      SkipDestinationValidation: 'nothing is validated',
    },
  },
} as const satisfies Record<string, ResourceSupport>;

const bucketProperties = z.looseObject({
  CorsConfiguration: z.object({ CorsRules: z.array(corsRule).default([]) }).optional(),
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(lifecycleRule).default([]) }).optional(),
  NotificationConfiguration: z.unknown().optional(),
});

const notificationTarget = z.looseObject({
  Events: list,
  Event: z.string().optional(),
  LambdaFunctionArn: z.string().optional(),
  Function: z.string().optional(),
  QueueArn: z.string().optional(),
  Queue: z.string().optional(),
  Filter: z.unknown().optional(),
});
const notificationConfiguration = z.looseObject({
  LambdaFunctionConfigurations: z.array(notificationTarget).default([]),
  LambdaConfigurations: z.array(notificationTarget).default([]),
  QueueConfigurations: z.array(notificationTarget).default([]),
  EventBridgeConfiguration: z.unknown().optional(),
});

/** Who is told of what happens to objects of a bucket. */
export type Notification = { targetArn: string; events: readonly string[]; prefix: string; suffix: string };
export type BucketDefinition = { name: string; settings: BucketSettings; notifications: Notification[] };

/** Buckets of the template, with notifications also from the CDK's custom resource. */
export function toBuckets(resources: readonly Resource[]): BucketDefinition[] {
  const custom = resources.filter(({ type }) => type === 'Custom::S3BucketNotifications');
  return resources
    .filter(({ type }) => type === 'AWS::S3::Bucket')
    .map(({ ref, properties }) => {
      const parsed = bucketProperties.parse(properties);
      const configurations = [
        parsed.NotificationConfiguration,
        ...custom
          .filter((one) => one.properties.BucketName === ref)
          .map((one) => one.properties.NotificationConfiguration),
      ]
        .filter((one) => one !== undefined)
        .map((one) => notificationConfiguration.parse(one));
      return {
        name: ref,
        settings: {
          versioning: parsed.VersioningConfiguration?.Status ?? 'Off',
          cors: parsed.CorsConfiguration?.CorsRules ?? [],
          lifecycle: parsed.LifecycleConfiguration?.Rules ?? [],
          eventBridge: configurations.some(({ EventBridgeConfiguration }) => EventBridgeConfiguration !== undefined),
        },
        notifications: configurations.flatMap(toNotifications),
      };
    });
}

function toNotifications(configuration: z.infer<typeof notificationConfiguration>): Notification[] {
  const { LambdaFunctionConfigurations, LambdaConfigurations, QueueConfigurations } = configuration;
  return [...LambdaFunctionConfigurations, ...LambdaConfigurations, ...QueueConfigurations].flatMap((target) => {
    const targetArn = target.LambdaFunctionArn ?? target.Function ?? target.QueueArn ?? target.Queue;
    if (targetArn === undefined) return [];
    const events = target.Event === undefined ? target.Events : [target.Event];
    return [{ targetArn, events, ...toFilter(target.Filter) }];
  });
}

const filterRules = z.array(z.looseObject({ Name: z.string(), Value: z.string() }));
const filter = z.looseObject({
  Key: z.looseObject({ FilterRules: filterRules }).optional(),
  S3Key: z.looseObject({ Rules: filterRules }).optional(),
});

function toFilter(value: unknown): { prefix: string; suffix: string } {
  const parsed = filter.safeParse(value ?? {});
  const rules = parsed.success ? (parsed.data.Key?.FilterRules ?? parsed.data.S3Key?.Rules ?? []) : [];
  const find = (name: string) => rules.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
  return { prefix: find('prefix'), suffix: find('suffix') };
}
