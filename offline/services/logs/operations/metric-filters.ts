import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { checkLength, checkLimit, invalid, violates } from '../errors.ts';
import { compilePattern } from '../filter-pattern/compile.ts';
import type { MetricFilter, Stored } from '../filters.ts';
import { allow, groupOf, groupReference, type Logs, pageOf } from './shapes.ts';

const MOST_FILTERS = 100;
const MOST_SHOWN = 50;

const transformation = z.looseObject({
  metricName: z.string(),
  metricNamespace: z.string(),
  metricValue: z.string(),
  defaultValue: z.number().optional(),
  unit: z.string().optional(),
  dimensions: z.record(z.string(), z.string()).optional(),
});

export const putMetricFilter = defineOperation({
  schema: z.looseObject({
    logGroupName: z.string(),
    filterName: z.string(),
    filterPattern: z.string(),
    metricTransformations: z.array(transformation),
  }),
  execute(logs: Logs, { logGroupName, filterName, filterPattern, metricTransformations }, call) {
    checkLength(filterName, 'filterName', 512);
    checkLength(filterPattern, 'filterPattern', 1024);
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'PutMetricFilter', group.name);
    const [given, ...others] = metricTransformations;
    if (!given || others.length > 0) {
      throw violates(
        JSON.stringify(metricTransformations),
        'metricTransformations',
        given ? 'have length less than or equal to 1' : 'have length greater than or equal to 1',
      );
    }
    const definition = toDefinition(filterPattern, given);
    const present = logs.filters.of('metric', group);
    if (present.length >= MOST_FILTERS && !present.some(({ name }) => name === filterName)) {
      throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
    }
    logs.filters.save('metric', group, { name: filterName, definition });
    return {};
  },
});

/** @throws ServiceError InvalidParameterException */
export function toDefinition(filterPattern: string, given: z.infer<typeof transformation>): MetricFilter {
  const { metricName, metricNamespace, metricValue, defaultValue, unit, dimensions } = given;
  if (!metricValue.startsWith('$') && !Number.isFinite(Number(metricValue))) {
    throw invalid(`Invalid metric transformation: metricValue ${metricValue} is neither a number nor a selector.`);
  }
  if (dimensions && Object.keys(dimensions).length > 0 && defaultValue !== undefined) {
    throw invalid('Invalid metric transformation: dimensions and default value are mutually exclusive properties.');
  }
  if (dimensions && Object.keys(dimensions).length > 3) {
    throw invalid('Invalid metric transformation: a metric filter has at most 3 dimensions.');
  }
  return {
    ...{ filterPattern, metricName, metricNamespace, metricValue },
    ...(defaultValue !== undefined && { defaultValue }),
    ...(unit !== undefined && { unit }),
    ...(dimensions && { dimensions }),
  };
}

export const describeMetricFilters = defineOperation({
  schema: groupReference.extend({
    filterNamePrefix: z.string().optional(),
    metricName: z.string().optional(),
    metricNamespace: z.string().optional(),
    limit: z.number().int().default(MOST_SHOWN),
    nextToken: z.string().optional(),
  }),
  execute(logs: Logs, input, call) {
    const { logGroupName, filterNamePrefix = '', metricName, metricNamespace, limit } = input;
    checkLength(filterNamePrefix, 'filterNamePrefix', 512);
    checkLength(metricName, 'metricName', 255);
    checkLength(metricNamespace, 'metricNamespace', 255);
    checkLimit(limit, MOST_SHOWN);
    if ((metricName === undefined) !== (metricNamespace === undefined)) {
      throw invalid('metricName and metricNamespace must be specified together.');
    }
    const groups = logGroupName === undefined ? logs.state.groups() : [groupOf(logs, { logGroupName })];
    allow(logs, call, 'DescribeMetricFilters', logGroupName ?? '', logGroupName === undefined ? '*' : undefined);
    const found = groups
      .flatMap((group) => logs.filters.of('metric', group))
      .filter(({ name }) => name.startsWith(filterNamePrefix))
      .filter(({ definition }) => metricName === undefined || definition.metricName === metricName)
      .filter(({ definition }) => metricNamespace === undefined || definition.metricNamespace === metricNamespace);
    const { page, nextToken } = pageOf(found, input, ({ group, name }) => `${group.name}\0${name}`);
    return { metricFilters: page.map(describe), ...(nextToken !== undefined && { nextToken }) };
  },
});

function describe({ name, group, created, definition }: Stored<'metric'>): object {
  const { filterPattern, ...metricTransformation } = definition;
  return {
    filterName: name,
    filterPattern,
    metricTransformations: [metricTransformation],
    creationTime: created,
    logGroupName: group.name,
    applyOnTransformedLogs: false,
  };
}

export const deleteMetricFilter = defineOperation({
  schema: z.looseObject({ logGroupName: z.string(), filterName: z.string() }),
  execute(logs: Logs, { logGroupName, filterName }, call) {
    checkLength(filterName, 'filterName', 512);
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'DeleteMetricFilter', group.name);
    if (!logs.filters.remove('metric', group, filterName)) {
      throw new ServiceError('ResourceNotFoundException', 'The specified metric filter does not exist.');
    }
    return {};
  },
});

/** Tries a pattern on texts, without a log group. */
export const testMetricFilter = defineOperation({
  schema: z.looseObject({ filterPattern: z.string(), logEventMessages: z.array(z.string()).min(1).max(50) }),
  execute(logs: Logs, { filterPattern, logEventMessages }, { principal }) {
    logs.state.context.policies.authorize({ principal, action: 'logs:TestMetricFilter', resource: '*' });
    checkLength(filterPattern, 'filterPattern', 1024);
    const matches = compilePattern(filterPattern);
    return {
      matches: logEventMessages.flatMap((eventMessage, index) => {
        const match = matches(eventMessage);
        return match ? [{ eventNumber: index + 1, eventMessage, extractedValues: match.extracted }] : [];
      }),
    };
  },
});
