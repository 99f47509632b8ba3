import { z } from 'zod';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import type { ArchiveInput } from './archives.ts';
import { type RuleInput, type TargetInput, target } from './rule.ts';
import type { BusSettings } from './state.ts';

export const eventsResources = {
  'AWS::Events::EventBus': {
    identify({ region, account, property, physicalName }) {
      const given = property('Name');
      const name = typeof given === 'string' ? given : physicalName(256);
      return { ref: name, attributes: { Name: name, Arn: `arn:aws:events:${region}:${account}:event-bus/${name}` } };
    },
    honoured: ['Name', 'Description'],
    ignored: {
      Tags: 'they change nothing',
      Policy: 'callers are checked by their roles',
      KmsKeyIdentifier: 'events are not encrypted on this machine',
      DeadLetterConfig: 'only events that cannot be decrypted go there, and none is encrypted',
      LogConfig: 'GET /_offline/events tells what became of each event',
    },
  },
  'AWS::Events::EventBusPolicy': {
    identify: ({ physicalName }) => ({ ref: physicalName(64) }),
    honoured: [],
    ignored: {
      StatementId: "callers are checked by their own roles' policies",
      Statement: 'as StatementId',
      EventBusName: 'as StatementId',
    },
  },
  'AWS::Events::Rule': {
    identify({ region, account, property, physicalName }) {
      const given = property('Name');
      const name = typeof given === 'string' ? given : physicalName(64);
      const bus = busName(property('EventBusName'));
      const isDefault = bus === 'default';
      return {
        ref: isDefault ? name : `${bus}|${name}`,
        attributes: { Arn: `arn:aws:events:${region}:${account}:rule/${isDefault ? '' : `${bus}/`}${name}` },
      };
    },
    honoured: [
      'Name',
      'EventBusName',
      'EventPattern',
      'ScheduleExpression',
      'State',
      'Targets',
      'Description',
      'RoleArn',
      'Tags',
    ],
  },
  'AWS::Events::Archive': {
    identify({ region, account, property, physicalName }) {
      const given = property('ArchiveName');
      const name = typeof given === 'string' ? given : physicalName(48);
      const arn = `arn:aws:events:${region}:${account}:archive/${name}`;
      return { ref: name, attributes: { ArchiveName: name, Arn: arn } };
    },
    honoured: ['ArchiveName', 'SourceArn', 'EventPattern', 'RetentionDays', 'Description'],
    ignored: { KmsKeyIdentifier: 'events are not encrypted on this machine' },
  },
} as const satisfies Record<string, ResourceSupport>;

/** The name in a bus's name or ARN; absent: the default bus. */
export function busName(nameOrArn: unknown): string {
  return typeof nameOrArn === 'string' ? (nameOrArn.split('/').at(-1) ?? nameOrArn) : 'default';
}

const patternText = (pattern: unknown) =>
  pattern === undefined ? undefined : typeof pattern === 'string' ? pattern : JSON.stringify(pattern);

const ruleProperties = z.looseObject({
  EventBusName: z.string().optional(),
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Description: z.string().optional(),
  RoleArn: z.string().optional(),
  Targets: z.array(target).default([]),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

export function toRule({ ref, properties }: Resource): {
  rule: RuleInput;
  targets: TargetInput[];
  tags: { Key: string; Value: string }[];
} {
  const parsed = ruleProperties.parse(properties);
  return {
    rule: {
      bus: busName(parsed.EventBusName),
      name: ref.split('|').at(-1) ?? ref,
      pattern: patternText(parsed.EventPattern),
      schedule: parsed.ScheduleExpression,
      enabled: parsed.State !== 'DISABLED',
      state: parsed.State,
      description: parsed.Description,
      roleArn: parsed.RoleArn,
      ofApp: true,
    },
    targets: parsed.Targets,
    tags: parsed.Tags,
  };
}

export function toBus({ ref, properties }: Resource): { name: string; settings: BusSettings } {
  const { Description } = z.looseObject({ Description: z.string().optional() }).parse(properties);
  return { name: ref, settings: Description === undefined ? {} : { Description } };
}

const archiveProperties = z.looseObject({
  SourceArn: z.string(),
  EventPattern: z.unknown().optional(),
  RetentionDays: z.union([z.number(), z.string()]).transform(Number).default(0),
  Description: z.string().optional(),
});

export function toArchive({ ref, properties }: Resource): ArchiveInput {
  const { SourceArn, EventPattern, RetentionDays, Description } = archiveProperties.parse(properties);
  return {
    name: ref,
    bus: busName(SourceArn),
    pattern: patternText(EventPattern),
    retention: RetentionDays,
    description: Description,
    ofApp: true,
  };
}
