import { z } from 'zod';
import { DefinitionError, ServiceError } from '../../kernel/errors.ts';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import { checkDefinition, type Definition, definitionObject, INVOCABLE } from './schedule.ts';
import { DEFAULT_GROUP } from './state.ts';

export const schedulerResources = {
  'AWS::Scheduler::ScheduleGroup': {
    identify({ region, account, property, physicalName }) {
      const given = property('Name');
      const name = typeof given === 'string' ? given : physicalName(64);
      return { ref: name, attributes: { Arn: `arn:aws:scheduler:${region}:${account}:schedule-group/${name}` } };
    },
    honoured: ['Name', 'Tags'],
  },
  'AWS::Scheduler::Schedule': {
    identify({ region, account, property, physicalName }) {
      const [given, wanted] = [property('Name'), property('GroupName')];
      const group = typeof wanted === 'string' ? wanted : DEFAULT_GROUP;
      const name = typeof given === 'string' ? given : physicalName(64);
      return {
        ref: name,
        attributes: { Arn: `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}` },
      };
    },
    honoured: [
      ...['Name', 'GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'StartDate', 'EndDate', 'State'],
      ...['FlexibleTimeWindow', 'Target', 'Description', 'ActionAfterCompletion'],
    ],
    ignored: { KmsKeyArn: 'schedules are not encrypted on this machine' },
  },
} as const satisfies Record<string, ResourceSupport>;

const groupName = z.looseObject({ GroupName: z.string().default(DEFAULT_GROUP) });

/** @throws DefinitionError for what EventBridge Scheduler would refuse, or a target this backend does not invoke. */
export function toSchedule({ logicalId, ref, properties }: Resource): {
  group: string;
  name: string;
  given: Definition;
} {
  const parsed = definitionObject.safeParse(properties);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DefinitionError({
      ...{ logicalId, property: issue?.path.join('.') ?? '', reason: issue?.message ?? 'it cannot be read' },
      remedy: 'Write it as the CloudFormation reference of AWS::Scheduler::Schedule tells.',
    });
  }
  const service = parsed.data.Target.Arn.split(':')[2] ?? '';
  if (!INVOCABLE.has(service)) {
    throw new DefinitionError({
      ...{ logicalId, property: 'Target.Arn', reason: `the offline backend does not invoke ${parsed.data.Target.Arn}` },
      remedy: 'Use a Lambda function, an SQS queue or an event bus as the target.',
    });
  }
  try {
    checkDefinition(parsed.data);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const remedy = 'EventBridge Scheduler refuses it as well.';
    throw new DefinitionError({ logicalId, property: 'ScheduleExpression', reason: error.message, remedy });
  }
  return { group: groupName.parse(properties).GroupName, name: ref, given: parsed.data };
}

const tagged = z.looseObject({ Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) });

export const toTags = ({ properties }: Resource) => tagged.parse(properties).Tags;
