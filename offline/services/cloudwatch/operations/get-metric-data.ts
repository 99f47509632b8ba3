import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { invalidQuery, invalidToken } from '../errors.ts';
import { evaluateQueries, type Query } from '../queries.ts';
import type { CloudWatchState } from '../state.ts';
import { allow, dimensions, namespace, timestamp, unit } from './shapes.ts';

const MOST_POINTS = 100_800;
const MOST_QUERIES = 500;

const query = z.looseObject({
  Id: z.string().min(1).max(255),
  MetricStat: z
    .looseObject({
      Metric: z.looseObject({
        Namespace: namespace.optional(),
        MetricName: z.string().min(1).max(255).optional(),
        Dimensions: dimensions,
      }),
      Period: z.number().int().min(1),
      Stat: z.string(),
      Unit: unit,
    })
    .optional(),
  Expression: z.string().min(1).max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
  Period: z.number().int().min(1).optional(),
});

export const getMetricData = defineOperation({
  schema: z.looseObject({
    MetricDataQueries: z.array(query).min(1).max(MOST_QUERIES),
    StartTime: timestamp,
    EndTime: timestamp,
    NextToken: z.string().optional(),
    ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
    MaxDatapoints: z.number().int().min(1).max(MOST_POINTS).default(MOST_POINTS),
  }),
  execute(state: CloudWatchState, { MetricDataQueries, StartTime, EndTime, NextToken, ScanBy, MaxDatapoints }, call) {
    allow(state, call, 'GetMetricData');
    if (StartTime >= EndTime) {
      throw invalidQuery('The parameter EndTime must be greater than StartTime.');
    }
    const results = evaluateQueries(state, MetricDataQueries.map(toQuery), { start: StartTime, end: EndTime });
    let skip = readToken(NextToken);
    let room = MaxDatapoints;
    let passed = skip;
    const shown = results.map(({ id, label, points }) => {
      const rising = [...points];
      const ordered = ScanBy === 'TimestampAscending' ? rising : rising.reverse();
      const rest = ordered.slice(skip);
      skip = Math.max(0, skip - ordered.length);
      const page = rest.slice(0, room);
      room -= page.length;
      passed += page.length;
      const isPartial = page.length < rest.length;
      return {
        Id: id,
        Label: label,
        Timestamps: page.map(([time]) => time),
        Values: page.map(([, value]) => value),
        StatusCode: isPartial ? 'PartialData' : 'Complete',
      };
    });
    const isCut = shown.some(({ StatusCode }) => StatusCode === 'PartialData');
    return {
      MetricDataResults: shown,
      Messages: [],
      ...(isCut && { NextToken: Buffer.from(`points:${passed}`).toString('base64') }),
    };
  },
});

function toQuery(given: z.infer<typeof query>, index: number): Query {
  const path = `MetricDataQueries.member.${index + 1}`;
  const { Id, MetricStat, Expression, Label, ReturnData, Period } = given;
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) {
    throw invalidQuery(
      `The value ${Id} for parameter ${path}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (MetricStat && Expression !== undefined) {
    throw invalidQuery(
      `The parameters ${path}.Expression and ${path}.MetricStat are mutually exclusive and you have specified both.`,
    );
  }
  const common = { id: Id, isReturned: ReturnData, ...(Label !== undefined && { label: Label }) };
  if (Expression !== undefined) {
    return { ...common, kind: 'expression', expression: Expression, ...(Period !== undefined && { period: Period }) };
  }
  if (!MetricStat) throw invalidQuery(`The parameter ${path}.MetricStat or ${path}.Expression is required.`);
  const { Metric, Stat, Unit } = MetricStat;
  if (Metric.Namespace === undefined || Metric.MetricName === undefined) {
    throw invalidQuery(`The parameters Namespace and MetricName of ${path}.MetricStat.Metric are required.`);
  }
  return {
    ...common,
    kind: 'metric',
    path,
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value])),
    statistic: Stat,
    period: MetricStat.Period,
    ...(Unit && { unit: Unit }),
  };
}

/** How many points earlier pages gave. */
function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const found = /^points:(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  if (!found) throw invalidToken();
  return Number(found[1]);
}
