import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import type { MetricFilter, SubscriptionFilter } from './filters.ts';
import { toDefinition } from './operations/metric-filters.ts';
import { isFunctionArn } from './operations/subscription-filters.ts';
import type { LogGroup } from './state.ts';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const logsResources = {
  'AWS::Logs::LogGroup': {
    identify({ region, account, property, physicalName }) {
      const name = textOf(property('LogGroupName')) ?? physicalName(128);
      return { ref: name, attributes: { Arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*` } };
    },
    honoured: ['LogGroupName', 'RetentionInDays', 'LogGroupClass', 'Tags'],
    ignored: {
      KmsKeyId: 'logs stay on this machine, unencrypted as its folder is',
      DataProtectionPolicy: 'logs stay on this machine, unmasked as its console shows them',
      FieldIndexPolicies: 'queries need no index here',
      ResourcePolicyDocument: "services write without it; callers are checked by their own roles' policies",
      DeletionProtectionEnabled: '`npm run offline -- reset` deletes',
      BearerTokenAuthenticationEnabled: 'requests are signed here',
    },
  },
  'AWS::Logs::LogStream': {
    identify: ({ property, physicalName }) => ({ ref: textOf(property('LogStreamName')) ?? physicalName(128) }),
    honoured: ['LogGroupName', 'LogStreamName'],
  },
  'AWS::Logs::MetricFilter': {
    identify: ({ property, physicalName }) => ({ ref: textOf(property('FilterName')) ?? physicalName(128) }),
    honoured: ['LogGroupName', 'FilterName', 'FilterPattern', 'MetricTransformations'],
    ignored: { ApplyOnTransformedLogs: 'logs are not transformed here' },
  },
  'AWS::Logs::SubscriptionFilter': {
    identify: ({ property, physicalName }) => ({ ref: textOf(property('FilterName')) ?? physicalName(128) }),
    honoured: ['LogGroupName', 'FilterName', 'FilterPattern', 'DestinationArn'],
    ignored: {
      RoleArn: 'functions are called without one, as on AWS',
      Distribution: 'functions get the events of one stream at a time',
      ApplyOnTransformedLogs: 'logs are not transformed here',
    },
  },
  'Custom::LogRetention': {
    identify({ region, account, property, physicalName }) {
      const name = textOf(property('LogGroupName')) ?? physicalName(128);
      const attributes = { LogGroupName: name, LogGroupArn: `arn:aws:logs:${region}:${account}:log-group:${name}:*` };
      return { ref: name, attributes };
    },
    honoured: ['LogGroupName', 'RetentionInDays'],
    ignored: {
      LogGroupRegion: 'there is one region',
      SdkRetry: 'nothing is retried',
      RemovalPolicy: '`npm run offline -- reset` deletes',
    },
  },
} as const satisfies Record<string, ResourceSupport>;

// A number may come as text where a parameter gave it.
const days = z.coerce.number().int().positive().optional();

const groupProperties = z.looseObject({
  RetentionInDays: days,
  LogGroupClass: z.string().optional(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

/** A log group of the template, or what a function's retention setting asks of one. */
export function toLogGroup({
  type,
  ref,
  properties,
}: Resource): Pick<LogGroup, 'name' | 'retention'> & Partial<Pick<LogGroup, 'tags' | 'class'>> {
  const { RetentionInDays, LogGroupClass = 'STANDARD', Tags } = groupProperties.parse(properties);
  if (type === 'Custom::LogRetention') return { name: ref, retention: RetentionInDays };
  const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  return { name: ref, retention: RetentionInDays, class: LogGroupClass, tags };
}

const inGroup = z.looseObject({ LogGroupName: z.string() });

export const toLogStream = ({ ref, properties }: Resource): { group: string; name: string } => ({
  group: inGroup.parse(properties).LogGroupName,
  name: ref,
});

const metricFilterProperties = inGroup.extend({
  FilterPattern: z.string().default(''),
  MetricTransformations: z
    .array(
      z.looseObject({
        MetricName: z.string(),
        MetricNamespace: z.string(),
        MetricValue: z.coerce.string(),
        DefaultValue: z.coerce.number().optional(),
        Unit: z.string().optional(),
        Dimensions: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
      }),
    )
    .length(1),
});

export function toMetricFilter({ ref, properties }: Resource): {
  group: string;
  name: string;
  definition: MetricFilter;
} {
  const { LogGroupName, FilterPattern, MetricTransformations } = metricFilterProperties.parse(properties);
  const [given] = MetricTransformations;
  if (!given) throw new Error(`${ref} has no metric transformation`);
  const dimensions = given.Dimensions && Object.fromEntries(given.Dimensions.map(({ Key, Value }) => [Key, Value]));
  const definition = toDefinition(FilterPattern, {
    metricName: given.MetricName,
    metricNamespace: given.MetricNamespace,
    metricValue: given.MetricValue,
    ...(given.DefaultValue !== undefined && { defaultValue: given.DefaultValue }),
    ...(given.Unit !== undefined && { unit: given.Unit }),
    ...(dimensions && { dimensions }),
  });
  return { group: LogGroupName, name: ref, definition };
}

const subscriptionProperties = inGroup.extend({ FilterPattern: z.string().default(''), DestinationArn: z.string() });

/** @throws DefinitionError when the destination is no function. */
export function toSubscriptionFilter(resource: Resource): {
  group: string;
  name: string;
  definition: SubscriptionFilter;
} {
  const { LogGroupName, FilterPattern, DestinationArn } = subscriptionProperties.parse(resource.properties);
  if (!isFunctionArn(DestinationArn)) {
    throw new DefinitionError({
      logicalId: resource.logicalId,
      property: 'DestinationArn',
      reason: `subscriptions to ${DestinationArn} do not work offline`,
      remedy: 'Subscribe a Lambda function, or test it in a cloud sandbox.',
    });
  }
  const definition = { filterPattern: FilterPattern, destinationArn: DestinationArn, distribution: 'ByLogStream' };
  return { group: LogGroupName, name: resource.ref, definition };
}
