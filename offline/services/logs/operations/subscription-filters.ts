import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { checkLength, checkLimit, invalid } from '../errors.ts';
import type { Stored } from '../filters.ts';
import { allow, groupOf, type Logs, pageOf } from './shapes.ts';

const MOST_FILTERS = 2;
const MOST_SHOWN = 50;

export const isFunctionArn = (arn: string): boolean => /^arn:[^:]+:lambda:[^:]*:[^:]*:function:.+/.test(arn);

export const putSubscriptionFilter = defineOperation({
  schema: z.looseObject({
    logGroupName: z.string(),
    filterName: z.string(),
    filterPattern: z.string(),
    destinationArn: z.string().min(1),
    roleArn: z.string().optional(),
    distribution: z.enum(['ByLogStream', 'Random']).default('ByLogStream'),
  }),
  execute(logs: Logs, input, call) {
    const { filterName, filterPattern, destinationArn, roleArn, distribution } = input;
    checkLength(filterName, 'filterName', 512);
    checkLength(filterPattern, 'filterPattern', 1024);
    const group = groupOf(logs, { logGroupName: input.logGroupName });
    allow(logs, call, 'PutSubscriptionFilter', group.name);
    const vendor = destinationArn.split(':')[2] ?? '';
    if (!isFunctionArn(destinationArn)) {
      throw invalid(
        roleArn === undefined && ['kinesis', 'firehose'].includes(vendor)
          ? `destinationArn for vendor ${vendor} cannot be used without roleArn`
          : `Subscriptions to ${vendor || destinationArn} do not work offline; those to Lambda functions do.`,
      );
    }
    const present = logs.filters.of('subscription', group);
    if (present.length >= MOST_FILTERS && !present.some(({ name }) => name === filterName)) {
      throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
    }
    const definition = { filterPattern, destinationArn, distribution, ...(roleArn !== undefined && { roleArn }) };
    logs.filters.save('subscription', group, { name: filterName, definition });
    return {};
  },
});

export const describeSubscriptionFilters = defineOperation({
  schema: z.looseObject({
    logGroupName: z.string(),
    filterNamePrefix: z.string().default(''),
    limit: z.number().int().default(MOST_SHOWN),
    nextToken: z.string().optional(),
  }),
  execute(logs: Logs, input, call) {
    checkLimit(input.limit, MOST_SHOWN);
    const group = groupOf(logs, { logGroupName: input.logGroupName });
    allow(logs, call, 'DescribeSubscriptionFilters', group.name);
    const found = logs.filters.of('subscription', group).filter(({ name }) => name.startsWith(input.filterNamePrefix));
    const { page, nextToken } = pageOf(found, input, ({ name }) => name);
    return { subscriptionFilters: page.map(describe), ...(nextToken !== undefined && { nextToken }) };
  },
});

const describe = ({ name, group, created, definition }: Stored<'subscription'>): object => ({
  filterName: name,
  logGroupName: group.name,
  ...definition,
  creationTime: created,
  applyOnTransformedLogs: false,
});

export const deleteSubscriptionFilter = defineOperation({
  schema: z.looseObject({ logGroupName: z.string(), filterName: z.string() }),
  execute(logs: Logs, { logGroupName, filterName }, call) {
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'DeleteSubscriptionFilter', group.name);
    if (!logs.filters.remove('subscription', group, filterName)) {
      throw new ServiceError('ResourceNotFoundException', 'The specified subscription filter does not exist.');
    }
    return {};
  },
});
