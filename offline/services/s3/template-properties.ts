import { z } from 'zod';
import type { BucketSettings, LifecycleRule, Notification } from './settings.ts';

const number = z.union([z.number(), z.string()]).transform(Number);
const truth = z.union([z.boolean(), z.string().transform((text) => text === 'true')]);

const transition = z.looseObject({
  StorageClass: z.string(),
  TransitionInDays: number.optional(),
  TransitionDate: z.string().optional(),
  NewerNoncurrentVersions: number.optional(),
});
const rule = z.looseObject({
  Id: z.string().optional(),
  Status: z.string(),
  Prefix: z.string().default(''),
  TagFilters: z.array(z.looseObject({ Key: z.string(), Value: z.string() })).default([]),
  ObjectSizeGreaterThan: number.optional(),
  ObjectSizeLessThan: number.optional(),
  ExpirationInDays: number.optional(),
  ExpirationDate: z.string().optional(),
  ExpiredObjectDeleteMarker: truth.optional(),
  NoncurrentVersionExpirationInDays: number.optional(),
  NoncurrentVersionExpiration: z
    .looseObject({ NoncurrentDays: number, NewerNoncurrentVersions: number.default(0) })
    .optional(),
  AbortIncompleteMultipartUpload: z.looseObject({ DaysAfterInitiation: number }).optional(),
  Transition: transition.optional(),
  Transitions: z.array(transition).default([]),
  NoncurrentVersionTransition: transition.optional(),
  NoncurrentVersionTransitions: z.array(transition).default([]),
});

/** A lifecycle rule as CloudFormation writes it. */
export function toLifecycle(value: unknown, index: number): LifecycleRule {
  const given = rule.parse(value);
  const date = given.ExpirationDate === undefined ? undefined : Date.parse(given.ExpirationDate);
  const hasExpiration =
    given.ExpirationInDays !== undefined || date !== undefined || given.ExpiredObjectDeleteMarker === true;
  const noncurrent =
    given.NoncurrentVersionExpiration ??
    (given.NoncurrentVersionExpirationInDays === undefined
      ? undefined
      : { NoncurrentDays: given.NoncurrentVersionExpirationInDays, NewerNoncurrentVersions: 0 });
  return {
    id: given.Id ?? `rule-${index + 1}`,
    enabled: given.Status === 'Enabled',
    prefix: given.Prefix,
    isLegacy: false,
    tags: Object.fromEntries(given.TagFilters.map(({ Key, Value }) => [Key, Value])),
    largerThan: given.ObjectSizeGreaterThan,
    smallerThan: given.ObjectSizeLessThan,
    ...(hasExpiration && {
      expiration: { days: given.ExpirationInDays, date, markers: given.ExpiredObjectDeleteMarker },
    }),
    ...(noncurrent && {
      noncurrent: { days: noncurrent.NoncurrentDays, keep: noncurrent.NewerNoncurrentVersions },
    }),
    abortDays: given.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    transitions: [...(given.Transition ? [given.Transition] : []), ...given.Transitions].map(toTransition),
    noncurrentTransitions: [
      ...(given.NoncurrentVersionTransition ? [given.NoncurrentVersionTransition] : []),
      ...given.NoncurrentVersionTransitions,
    ].map(toTransition),
  };
}

const toTransition = (given: z.infer<typeof transition>) => ({
  days: given.TransitionInDays,
  date: given.TransitionDate === undefined ? undefined : Date.parse(given.TransitionDate),
  keep: given.NewerNoncurrentVersions,
  storageClass: given.StorageClass,
});

// CloudFormation's resource and the CDK's custom resource name the same things differently.
const target = z.looseObject({
  Id: z.string().optional(),
  Events: z.array(z.string()).default([]),
  Event: z.string().optional(),
  LambdaFunctionArn: z.string().optional(),
  Function: z.string().optional(),
  QueueArn: z.string().optional(),
  Queue: z.string().optional(),
  Filter: z.unknown().optional(),
});
const configuration = z.looseObject({
  LambdaFunctionConfigurations: z.array(target).default([]),
  LambdaConfigurations: z.array(target).default([]),
  QueueConfigurations: z.array(target).default([]),
  EventBridgeConfiguration: z.looseObject({ EventBridgeEnabled: truth.default(true) }).optional(),
});
const filterRules = z.array(z.looseObject({ Name: z.string(), Value: z.string() }));
const filter = z.looseObject({
  Key: z.looseObject({ FilterRules: filterRules }).optional(),
  S3Key: z.looseObject({ Rules: filterRules }).optional(),
});

export type NotificationProperties = Pick<BucketSettings, 'notifications' | 'eventBridge'>;

/** All notification configurations of a bucket as one. */
export function toNotifications(values: readonly unknown[]): NotificationProperties {
  const configurations = values.filter((value) => value !== undefined).map((value) => configuration.parse(value));
  const targets = configurations.flatMap((one) => [
    ...one.LambdaFunctionConfigurations,
    ...one.LambdaConfigurations,
    ...one.QueueConfigurations,
  ]);
  return {
    notifications: targets.flatMap(toNotification),
    eventBridge: configurations.some((one) => one.EventBridgeConfiguration?.EventBridgeEnabled === true),
  };
}

function toNotification(given: z.infer<typeof target>, index: number): Notification[] {
  const arn = given.LambdaFunctionArn ?? given.Function ?? given.QueueArn ?? given.Queue;
  if (arn === undefined) return [];
  const parsed = filter.safeParse(given.Filter ?? {});
  const found = parsed.success ? (parsed.data.Key?.FilterRules ?? parsed.data.S3Key?.Rules ?? []) : [];
  const named = (name: string) => found.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
  const events = given.Event === undefined ? given.Events : [given.Event];
  return [
    { id: given.Id ?? `notification-${index + 1}`, arn, events, prefix: named('prefix'), suffix: named('suffix') },
  ];
}
