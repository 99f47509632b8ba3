import { z } from 'zod';

const list = z.array(z.string()).default([]);
const wholeNumber = z.union([z.number(), z.string()]).transform(Number);

/** As CloudFormation writes it. */
export const corsRule = z.object({
  Id: z.string().optional(),
  AllowedOrigins: list,
  AllowedMethods: list,
  AllowedHeaders: list,
  ExposedHeaders: list,
  MaxAge: wholeNumber.optional(),
});
export type CorsRule = z.infer<typeof corsRule>;

const transition = z.object({
  days: z.number().optional(),
  date: z.number().optional(),
  keep: z.number().optional(),
  storageClass: z.string(),
});

const lifecycleRule = z.object({
  id: z.string(),
  enabled: z.boolean(),
  prefix: z.string(),
  /** The prefix stood on the rule itself, as in S3's first version of it. */
  isLegacy: z.boolean().default(false),
  tags: z.record(z.string(), z.string()).default({}),
  largerThan: z.number().optional(),
  smallerThan: z.number().optional(),
  /** Of the newest version: days of age, or the day (milliseconds) from which on, or only markers with nothing behind. */
  expiration: z
    .object({ days: z.number().optional(), date: z.number().optional(), markers: z.boolean().optional() })
    .optional(),
  /** Of earlier versions: days since something took their place; the newest `keep` of them stay. */
  noncurrent: z.object({ days: z.number(), keep: z.number().default(0) }).optional(),
  abortDays: z.number().optional(),
  transitions: z.array(transition).default([]),
  noncurrentTransitions: z.array(transition).default([]),
});
export type LifecycleRule = z.infer<typeof lifecycleRule>;

const notification = z.object({
  id: z.string(),
  arn: z.string(),
  events: z.array(z.string()),
  prefix: z.string(),
  suffix: z.string(),
});
/** Who is told of what happens to objects of a bucket. */
export type Notification = z.infer<typeof notification>;

const retention = z.object({
  mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
  days: z.number().optional(),
  years: z.number().optional(),
});
export type DefaultRetention = z.infer<typeof retention>;

export const publicAccessBlock = z.object({
  BlockPublicAcls: z.boolean().default(false),
  IgnorePublicAcls: z.boolean().default(false),
  BlockPublicPolicy: z.boolean().default(false),
  RestrictPublicBuckets: z.boolean().default(false),
});
export type PublicAccessBlock = z.infer<typeof publicAccessBlock>;
const EVERYTHING_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;
export const CANNED_ACLS = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
  'log-delivery-write',
] as const;

const encryption = z.object({
  algorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
  keyId: z.string().optional(),
  bucketKey: z.boolean().optional(),
});
export type Encryption = z.infer<typeof encryption>;

/** What a bucket is set to. */
export const bucketSettings = z.object({
  versioning: z.enum(['Enabled', 'Suspended', 'Off']).default('Off'),
  cors: z.array(corsRule).default([]),
  lifecycle: z.array(lifecycleRule).catch([]),
  notifications: z.array(notification).default([]),
  eventBridge: z.boolean().default(false),
  policy: z.string().optional(),
  tags: z.record(z.string(), z.string()).default({}),
  ownership: z.enum(OWNERSHIPS).optional().default('BucketOwnerEnforced'),
  ownershipIsSet: z.boolean().default(true),
  /** Null: removed. */
  publicAccessBlock: publicAccessBlock.nullable().default(EVERYTHING_BLOCKED),
  acl: z.enum(CANNED_ACLS).default('private'),
  encryption: encryption.default({ algorithm: 'AES256' }),
  objectLock: z.object({ rule: retention.optional() }).optional(),
  /** Configurations without effect on the data path, as they were sent, by subresource. */
  documents: z.record(z.string(), z.string()).default({}),
  location: z.string().optional(),
  /** What the template said when it was last applied: only a change of it overrides what the API set since. */
  definition: z.string().optional(),
});
export type BucketSettings = z.infer<typeof bucketSettings>;

export const NO_SETTINGS: BucketSettings = bucketSettings.parse({});
