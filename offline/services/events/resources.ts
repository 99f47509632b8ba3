import { z } from 'zod';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import { type RuleInput, type TargetInput, target } from './rule.ts';

export const eventsResources = {
  'AWS::Events::EventBus': {
    identify({ region, account, property, physicalName }) {
      const given = property('Name');
      const name = typeof given === 'string' ? given : physicalName(256);
      return { ref: name, attributes: { Name: name, Arn: `arn:aws:events:${region}:${account}:event-bus/${name}` } };
    },
    honoured: ['Name'],
    ignored: { Description: 'told to nobody', Tags: 'told to nobody', Policy: 'callers are checked by their roles' },
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
    honoured: ['Name', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets', 'Description'],
    ignored: { RoleArn: 'targets are called as the service', Tags: 'told to nobody' },
  },
} as const satisfies Record<string, ResourceSupport>;

/** The name in a bus's name or ARN; absent: the default bus. */
export function busName(nameOrArn: unknown): string {
  return typeof nameOrArn === 'string' ? (nameOrArn.split('/').at(-1) ?? nameOrArn) : 'default';
}

const ruleProperties = z.looseObject({
  EventBusName: z.string().optional(),
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Description: z.string().optional(),
  Targets: z.array(target).default([]),
});

export function toRule({ ref, properties }: Resource): { rule: RuleInput; targets: TargetInput[] } {
  const parsed = ruleProperties.parse(properties);
  return {
    rule: {
      bus: busName(parsed.EventBusName),
      name: ref.split('|').at(-1) ?? ref,
      pattern: parsed.EventPattern === undefined ? undefined : JSON.stringify(parsed.EventPattern),
      schedule: parsed.ScheduleExpression,
      enabled: parsed.State !== 'DISABLED',
      description: parsed.Description,
      ofApp: true,
    },
    targets: parsed.Targets,
  };
}
