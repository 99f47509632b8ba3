import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { invalidToken } from '../errors.ts';
import type { CloudWatchState, Metric } from '../state.ts';
import { allow, namespace } from './shapes.ts';

const PAGE = 500;
const HOUR_MS = 3_600_000;
const TWO_WEEKS_MS = 14 * 24 * HOUR_MS;

const filter = z.looseObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024).optional() });

/** Metrics that had data in the last two weeks, or in the last three hours where `RecentlyActive` says so. */
export const listMetrics = defineOperation({
  schema: z.looseObject({
    Namespace: namespace.optional(),
    MetricName: z.string().min(1).max(255).optional(),
    Dimensions: z.array(filter).max(10).default([]),
    NextToken: z.string().optional(),
    RecentlyActive: z.literal('PT3H').optional(),
  }),
  execute(state: CloudWatchState, { Namespace, MetricName, Dimensions, NextToken, RecentlyActive }, call) {
    allow(state, call, 'ListMetrics');
    const found: Metric[] = [];
    const metrics = state.list({
      since: state.context.clock.now() - (RecentlyActive ? 3 * HOUR_MS : TWO_WEEKS_MS),
      afterId: NextToken === undefined ? 0 : readToken(NextToken),
      ...(Namespace !== undefined && { namespace: Namespace }),
      ...(MetricName !== undefined && { name: MetricName }),
    });
    for (const metric of metrics) {
      if (Dimensions.every((wanted) => hasDimension(metric, wanted))) found.push(metric);
      if (found.length > PAGE) break;
    }
    const page = found.slice(0, PAGE);
    return {
      Metrics: page.map(({ namespace: ofMetric, name, dimensions }) => ({
        Namespace: ofMetric,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
      ...(found.length > PAGE && { NextToken: Buffer.from(`id:${page.at(-1)?.id}`).toString('base64') }),
    };
  },
});

const hasDimension = ({ dimensions }: Metric, { Name, Value }: z.infer<typeof filter>) =>
  Object.hasOwn(dimensions, Name) && (Value === undefined || dimensions[Name] === Value);

function readToken(token: string): number {
  const found = /^id:(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  if (!found) throw invalidToken();
  return Number(found[1]);
}
