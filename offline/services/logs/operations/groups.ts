import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkLimit, invalid, violates } from '../errors.ts';
import type { LogGroup } from '../state.ts';
import { allow, checkName, groupOf, groupReference, type Logs, pageOf, tags } from './shapes.ts';

const RETENTIONS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];
const CLASSES = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'] as const;
const MOST_SHOWN = 50;

export const createLogGroup = defineOperation({
  schema: z.looseObject({
    logGroupName: z.string(),
    logGroupClass: z.enum(CLASSES).default('STANDARD'),
    tags: tags.default({}),
    deletionProtectionEnabled: z.boolean().default(false),
  }),
  execute(logs: Logs, input, call) {
    const { logGroupName } = input;
    checkName(logGroupName);
    if (!/^[.\-_/#A-Za-z0-9]+$/.test(logGroupName)) {
      throw violates(logGroupName, 'logGroupName', 'satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
    }
    allow(logs, call, 'CreateLogGroup', logGroupName);
    if (input.deletionProtectionEnabled) throw invalid('deletionProtectionEnabled does not work offline.');
    logs.state.createGroup(logGroupName, { class: input.logGroupClass, tags: input.tags });
    return {};
  },
});

export const deleteLogGroup = defineOperation({
  schema: groupReference,
  execute(logs: Logs, input, call) {
    const group = groupOf(logs, input);
    allow(logs, call, 'DeleteLogGroup', group.name);
    logs.state.removeGroup(group);
    return {};
  },
});

export const describeLogGroups = defineOperation({
  schema: z.looseObject({
    logGroupNamePrefix: z.string().optional(),
    logGroupNamePattern: z.string().optional(),
    logGroupIdentifiers: z.array(z.string()).optional(),
    logGroupClass: z.enum(CLASSES).optional(),
    limit: z.number().int().default(MOST_SHOWN),
    nextToken: z.string().optional(),
  }),
  execute(logs: Logs, input, call) {
    const { logGroupNamePrefix, logGroupNamePattern, logGroupIdentifiers, logGroupClass, limit } = input;
    allow(logs, call, 'DescribeLogGroups', '', '*');
    checkLimit(limit, MOST_SHOWN);
    if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
      throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    }
    const named = logGroupIdentifiers?.map((identifier) => logs.state.group(identifier).name);
    const found = logs.state
      .groups()
      .filter(({ name }) => name.startsWith(logGroupNamePrefix ?? ''))
      .filter(({ name }) => name.includes(logGroupNamePattern ?? ''))
      .filter(({ name }) => named?.includes(name) ?? true)
      .filter((group) => logGroupClass === undefined || group.class === logGroupClass);
    const { page, nextToken } = pageOf(found, input, ({ name }) => name);
    return {
      logGroups: page.map((group) => describe(logs, group, logGroupNamePattern === undefined)),
      ...(nextToken !== undefined && { nextToken }),
    };
  },
});

/** A search by pattern answers less, as on AWS. */
function describe({ state, filters }: Logs, group: LogGroup, isWhole: boolean): object {
  const { bytes } = state.store.get('SELECT bytes FROM log_group WHERE id = ?', group.id) ?? {};
  const arn = state.arn(group.name);
  return {
    logGroupName: group.name,
    creationTime: group.created,
    ...(group.retention !== undefined && { retentionInDays: group.retention }),
    metricFilterCount: filters.of('metric', group).length,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: group.class,
    ...(isWhole && { storedBytes: Number(bytes ?? 0), deletionProtectionEnabled: false }),
  };
}

export const listLogGroups = defineOperation({
  schema: z.looseObject({
    logGroupNamePattern: z.string().optional(),
    logGroupClass: z.enum(CLASSES).optional(),
    limit: z.number().int().default(MOST_SHOWN),
    nextToken: z.string().optional(),
  }),
  execute(logs: Logs, input, call) {
    allow(logs, call, 'ListLogGroups', '', '*');
    checkLimit(input.limit, 1000);
    // `^name` and `one|other`: what AWS takes of regular expressions here.
    const words = (input.logGroupNamePattern ?? '').split('|');
    const matches = (name: string) =>
      words.some((word) => (word.startsWith('^') ? name.startsWith(word.slice(1)) : name.includes(word)));
    const found = logs.state
      .groups()
      .filter(({ name }) => matches(name))
      .filter((group) => input.logGroupClass === undefined || group.class === input.logGroupClass);
    const { page, nextToken } = pageOf(found, input, ({ name }) => name);
    return {
      logGroups: page.map((group) => ({
        logGroupName: group.name,
        logGroupArn: logs.state.arn(group.name),
        logGroupClass: group.class,
      })),
      ...(nextToken !== undefined && { nextToken }),
    };
  },
});

export const putRetentionPolicy = defineOperation({
  schema: z.looseObject({ logGroupName: z.string(), retentionInDays: z.number().int() }),
  execute(logs: Logs, { logGroupName, retentionInDays }, call) {
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'PutRetentionPolicy', group.name);
    if (!RETENTIONS.includes(retentionInDays)) {
      throw violates(retentionInDays, 'retentionInDays', `satisfy enum value set: [${RETENTIONS.join(', ')}]`);
    }
    logs.state.updateGroup({ ...group, retention: retentionInDays });
    return {};
  },
});

export const deleteRetentionPolicy = defineOperation({
  schema: z.looseObject({ logGroupName: z.string() }),
  execute(logs: Logs, { logGroupName }, call) {
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'DeleteRetentionPolicy', group.name);
    logs.state.updateGroup({ ...group, retention: undefined });
    return {};
  },
});

const retag = (logs: Logs, group: LogGroup, changed: Record<string, string>): object => {
  logs.state.updateGroup({ ...group, tags: changed });
  return {};
};

const without = (all: Record<string, string>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)));

export const tagResource = defineOperation({
  schema: z.looseObject({ resourceArn: z.string(), tags }),
  execute(logs: Logs, input, call) {
    const group = logs.state.group(input.resourceArn);
    allow(logs, call, 'TagResource', group.name);
    return retag(logs, group, { ...group.tags, ...input.tags });
  },
});

export const untagResource = defineOperation({
  schema: z.looseObject({ resourceArn: z.string(), tagKeys: z.array(z.string()) }),
  execute(logs: Logs, input, call) {
    const group = logs.state.group(input.resourceArn);
    allow(logs, call, 'UntagResource', group.name);
    return retag(logs, group, without(group.tags, input.tagKeys));
  },
});

export const listTagsForResource = defineOperation({
  schema: z.looseObject({ resourceArn: z.string() }),
  execute(logs: Logs, { resourceArn }, call) {
    const group = logs.state.group(resourceArn);
    allow(logs, call, 'ListTagsForResource', group.name);
    return { tags: group.tags };
  },
});

export const tagLogGroup = defineOperation({
  schema: z.looseObject({ logGroupName: z.string(), tags }),
  execute(logs: Logs, input, call) {
    const group = groupOf(logs, { logGroupName: input.logGroupName });
    allow(logs, call, 'TagLogGroup', group.name);
    return retag(logs, group, { ...group.tags, ...input.tags });
  },
});

export const untagLogGroup = defineOperation({
  schema: z.looseObject({ logGroupName: z.string(), tags: z.array(z.string()) }),
  execute(logs: Logs, input, call) {
    const group = groupOf(logs, { logGroupName: input.logGroupName });
    allow(logs, call, 'UntagLogGroup', group.name);
    return retag(logs, group, without(group.tags, input.tags));
  },
});

export const listTagsLogGroup = defineOperation({
  schema: z.looseObject({ logGroupName: z.string() }),
  execute(logs: Logs, { logGroupName }, call) {
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'ListTagsLogGroup', group.name);
    return { tags: group.tags };
  },
});
