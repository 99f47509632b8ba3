import { joined, readSlots, roundStart, type Slot, valueOf } from './data-points.ts';
import { invalidQuery } from './errors.ts';
import { evaluate } from './math/evaluate.ts';
import { parseExpression } from './math/syntax.ts';
import { type Series, series, type Value } from './math/values.ts';
import { isPeriod } from './operations/shapes.ts';
import type { CloudWatchState } from './state.ts';
import { parseStatistic } from './statistics.ts';

type Common = { id: string; isReturned: boolean; label?: string };
export type MetricQuery = Common & {
  kind: 'metric';
  /** Where it stands in the request, for messages. */
  path: string;
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  statistic: string;
  period: number;
  unit?: string;
};
export type Query = MetricQuery | (Common & { kind: 'expression'; expression: string; period?: number });

/** Seconds since the epoch, the end left out. */
export type TimeRange = { start: number; end: number };
export type Result = { id: string; label: string; points: ReadonlyMap<number, number> };

/** The time series of a GetMetricData request, in its order. @throws ServiceError ValidationException */
export function evaluateQueries(state: CloudWatchState, queries: readonly Query[], range: TimeRange): Result[] {
  const byId = new Map(queries.map((query) => [query.id, query]));
  if (byId.size < queries.length) {
    throw invalidQuery('The values for parameter id in MetricDataQueries are not unique.');
  }
  const metricQueries = queries.filter((query) => query.kind === 'metric');
  const metrics = metricQueries.map((query) => readMetric(state, query, range));
  const known = new Map<string, Value>(metricQueries.map(({ id }, index) => [id, series(at(metrics, index))]));
  const open = new Set<string>();

  const lookUp = (id: string): Value | undefined => {
    const query = byId.get(id);
    const found = known.get(id);
    if (found || query?.kind !== 'expression') return found;
    if (open.has(id)) throw invalidQuery(`The expression ${id} refers to itself.`);
    open.add(id);
    if (/^\s*SELECT\b/i.test(query.expression)) {
      throw invalidQuery(
        `Error in expression '${id}': Metrics Insights queries do not work offline; name the metrics.`,
      );
    }
    const period = query.period ?? metrics.reduce((longest, one) => Math.max(longest, one.period), 0);
    const value = evaluate(parseExpression(query.expression, id), {
      ...range,
      id,
      metrics,
      period: period === 0 ? 60 : period,
      lookUp,
    });
    open.delete(id);
    known.set(id, value);
    return value;
  };

  return queries.flatMap((query) => {
    const value = lookUp(query.id);
    return query.isReturned && value ? toResults(query, value) : [];
  });
}

function readMetric(state: CloudWatchState, query: MetricQuery, { start, end }: TimeRange): Series {
  const { id, path, name, period } = query;
  const statistic = parseStatistic(query.statistic);
  if (!statistic) {
    throw invalidQuery(`The value ${query.statistic} for parameter ${path}.MetricStat.Stat is not a valid statistic.`);
  }
  if (!isPeriod(period)) {
    throw invalidQuery(
      `The value ${period} for parameter ${path}.MetricStat.Period must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  }
  const metric = state.find(query.namespace, name, query.dimensions);
  const span = { end, period, start: roundStart(start, period, state.context.clock.now() / 1000) };
  const slots = metric
    ? readSlots(state, metric, { ...span, ...(query.unit && { unit: query.unit }) }, { withDistribution: true })
    : [];
  const points = new Map<number, number>();
  for (const slot of acrossUnits(slots)) {
    const value = valueOf(statistic, slot);
    if (value !== undefined && Number.isFinite(value)) points.set(slot.time, value);
  }
  return { id, label: name, period, points };
}

/** Without a unit in the request, a period's data points of all units count. */
function acrossUnits(slots: readonly Slot[]): Slot[] {
  return [...Map.groupBy(slots, ({ time }) => time).values()].map((same) =>
    same.reduce((left, right) => ({
      ...left,
      totals: joined(left.totals, right.totals),
      distribution:
        left.distribution &&
        right.distribution &&
        [...left.distribution, ...right.distribution].sort((one, other) => one.value - other.value),
    })),
  );
}

function toResults({ id, label }: Query, value: Value): Result[] {
  switch (value.kind) {
    case 'series':
      return [
        {
          id,
          label: withFigures(label ?? (value.series.id === id ? value.series.label : id), value.series),
          points: value.series.points,
        },
      ];
    case 'list':
      return value.list.map((one) => ({
        id,
        label: label === undefined ? one.label : withFigures(label, one),
        points: one.points,
      }));
    case 'scalar':
    case 'text':
      throw invalidQuery(
        `Error in expression '${id}': Result of the expression must be a time series or a list of them; TIME_SERIES makes one of a number.`,
      );
  }
}

/** `${SUM}` and the like in a label become the figures of its points. */
function withFigures(label: string, { points }: Series): string {
  const values = [...points.values()];
  const figures: Readonly<Record<string, (() => number | undefined) | undefined>> = {
    SUM: () => values.reduce((sum, value) => sum + value, 0),
    AVG: () => values.reduce((sum, value) => sum + value, 0) / values.length,
    MIN: () => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    MAX: () => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    FIRST: () => values[0],
    LAST: () => values.at(-1),
    DATAPOINT_COUNT: () => values.length,
  };
  return label.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) => {
    const figure = values.length === 0 ? undefined : figures[name]?.();
    return figure === undefined ? whole : String(figure);
  });
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index}`);
  return item;
}
