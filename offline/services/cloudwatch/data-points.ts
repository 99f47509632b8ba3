import type { CloudWatchState, Metric } from './state.ts';
import type { Distribution, Statistic, Totals } from './statistics.ts';

/** A span of data: seconds since the epoch, the end left out; `period` in seconds. */
export type Span = { start: number; end: number; period: number; unit?: string };

/** One period of one unit. `distribution` is undefined where statistic sets hide the single values. */
export type Slot = { time: number; unit: string; totals: Totals; distribution: Distribution | undefined };

const MINUTE = 60;
const DAY = 86_400;

/** The start of a request as CloudWatch rounds it down, by its age and by short periods. */
export function roundStart(start: number, period: number, now: number): number {
  const age = now - start;
  let step = MINUTE;
  if (age > 63 * DAY) step = 60 * MINUTE;
  else if (age > 15 * DAY) step = 5 * MINUTE;
  else if (period < MINUTE) step = period;
  return Math.floor(start / step) * step;
}

/** A metric's periods that have data, oldest first. */
export function readSlots(
  { store }: CloudWatchState,
  metric: Metric,
  { start, end, period, unit }: Span,
  options: { withDistribution: boolean },
): Slot[] {
  const which = `WHERE metric = ?1 AND bucket >= ?2 AND bucket < ?3 AND resolution <= ?4 AND (?5 IS NULL OR unit = ?5)`;
  const values = [metric.id, start, end, period, unit ?? null];
  // Numbers are bound as floating point.
  const slot = 'CAST((bucket - ?2) / ?4 AS INTEGER)';
  const slots = new Map<string, Slot>();
  const add = (row: Record<string, unknown>): Slot => {
    const totals = {
      count: Number(row.count),
      sum: Number(row.sum),
      minimum: Number(row.minimum),
      maximum: Number(row.maximum),
    };
    const found = slots.get(keyOf(row));
    const made: Slot = found
      ? { ...found, totals: joined(found.totals, totals) }
      : { time: start + Number(row.slot) * period, unit: String(row.unit), totals, distribution: [] };
    slots.set(keyOf(row), made);
    return made;
  };
  const columns = 'SUM(count) AS count, SUM(value * count) AS sum, MIN(value) AS minimum, MAX(value) AS maximum';
  for (const row of store.all(
    `SELECT ${slot} AS slot, unit, ${columns} FROM sample ${which} GROUP BY slot, unit`,
    ...values,
  )) {
    add(row);
  }
  if (options.withDistribution) {
    for (const row of store.all(
      `SELECT ${slot} AS slot, unit, value, SUM(count) AS count FROM sample ${which}
         GROUP BY slot, unit, value ORDER BY slot, unit, value`,
      ...values,
    )) {
      const found = slots.get(keyOf(row));
      if (found?.distribution)
        (found.distribution as { value: number; count: number }[]).push({
          value: Number(row.value),
          count: Number(row.count),
        });
    }
  }
  const sums = 'SUM(count) AS count, SUM(sum) AS sum, MIN(minimum) AS minimum, MAX(maximum) AS maximum';
  for (const row of store.all(
    `SELECT ${slot} AS slot, unit, ${sums} FROM summary ${which} GROUP BY slot, unit`,
    ...values,
  )) {
    add(row).distribution = undefined;
  }
  return [...slots.values()].sort((left, right) => left.time - right.time);
}

const keyOf = (row: Record<string, unknown>) => `${String(row.slot)} ${String(row.unit)}`;

export const joined = (left: Totals, right: Totals): Totals => ({
  count: left.count + right.count,
  sum: left.sum + right.sum,
  minimum: Math.min(left.minimum, right.minimum),
  maximum: Math.max(left.maximum, right.maximum),
});

/** A period's number, or undefined where it has none: percentiles of statistic sets are unknown. */
export function valueOf(
  statistic: Statistic,
  { totals, distribution }: Pick<Slot, 'totals' | 'distribution'>,
): number | undefined {
  if (statistic.needs === 'totals') return statistic.of(totals);
  return distribution && statistic.of(distribution);
}
