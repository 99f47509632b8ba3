import type { MetricDatum } from '../../kernel/ports.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';

const MIGRATIONS = [
  `CREATE TABLE metric (
     id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL,
     updated INTEGER NOT NULL, UNIQUE (namespace, name, dimensions)
   ) STRICT;
   CREATE TABLE sample (
     metric INTEGER NOT NULL, bucket INTEGER NOT NULL, resolution INTEGER NOT NULL, unit TEXT NOT NULL,
     value REAL NOT NULL, count REAL NOT NULL, PRIMARY KEY (metric, bucket, resolution, unit, value)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE summary (
     metric INTEGER NOT NULL, bucket INTEGER NOT NULL, resolution INTEGER NOT NULL, unit TEXT NOT NULL,
     count REAL NOT NULL, sum REAL NOT NULL, minimum REAL NOT NULL, maximum REAL NOT NULL,
     PRIMARY KEY (metric, bucket, resolution, unit)
   ) STRICT, WITHOUT ROWID;`,
];

const ADD_SAMPLES = `INSERT INTO sample (metric, bucket, resolution, unit, value, count)`;
const MERGE_SAMPLES = 'ON CONFLICT DO UPDATE SET count = count + excluded.count';
const ADD_SUMMARIES = 'INSERT INTO summary (metric, bucket, resolution, unit, count, sum, minimum, maximum)';
const MERGE_SUMMARIES = `ON CONFLICT DO UPDATE SET count = count + excluded.count, sum = sum + excluded.sum,
  minimum = min(minimum, excluded.minimum), maximum = max(maximum, excluded.maximum)`;

const HOUR = 3600;
const DAY = 24 * HOUR;
/** How CloudWatch keeps data points: after `age` seconds in steps of `resolution`, in the end not at all. */
const RETENTION = [
  { age: 3 * HOUR, resolution: 60 },
  { age: 15 * DAY, resolution: 300 },
  { age: 63 * DAY, resolution: HOUR },
] as const;
const LONGEST = 455 * DAY;
const MOST_KNOWN = 10_000;

/** A statistic set: data points that somebody else has summed up already. */
export type Summary = { count: number; sum: number; minimum: number; maximum: number };
/** What one call brings for one metric: single values, a summary of many, or both. */
export type Datum = MetricDatum & { summary?: Summary };
export type Metric = { id: number; namespace: string; name: string; dimensions: Record<string, string> };

type Known = { id: number; updated: number };

/** Metrics and their data points: how often each value was seen in each second or minute. */
export class CloudWatchState {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly #known = new Map<string, Known>();

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
  }

  /** Adds data points, all or none. What was put is kept when this returns. */
  put(namespace: string, data: readonly Datum[]): void {
    if (data.length === 0) return;
    try {
      this.store.transaction(() => {
        for (const datum of data) this.#add(this.#identify(namespace, datum), datum);
      });
    } catch (error) {
      // Ids learned in a transaction that was rolled back are none.
      this.#known.clear();
      throw error;
    }
  }

  /** The metric of exactly these dimensions. */
  find(namespace: string, name: string, dimensions: Readonly<Record<string, string>>): Metric | undefined {
    const row = this.store.get(
      'SELECT * FROM metric WHERE namespace = ? AND name = ? AND dimensions = ?',
      namespace,
      name,
      canonical(dimensions),
    );
    return row && toMetric(row);
  }

  /** Metrics with data since a time (milliseconds), in a fixed order, after the one of `afterId`. */
  list(input: { since: number; afterId: number; namespace?: string; name?: string }): Iterable<Metric> {
    const { since, afterId, namespace, name } = input;
    const rows = this.store.iterate(
      `SELECT * FROM metric WHERE id > ?1 AND updated >= ?2 AND (?3 IS NULL OR namespace = ?3)
         AND (?4 IS NULL OR name = ?4) ORDER BY id`,
      afterId,
      Math.floor(since / 1000),
      namespace ?? null,
      name ?? null,
    );
    return Iterator.from(rows).map(toMetric);
  }

  /** Makes old data points coarser and forgets the oldest, as CloudWatch does. Called by the hour. */
  retain(): void {
    const now = Math.floor(this.context.clock.now() / 1000);
    this.#known.clear();
    for (const { id } of this.store.all('SELECT id FROM metric')) {
      this.store.transaction(() => {
        for (const step of RETENTION) this.#coarsen(Number(id), now - step.age, step.resolution);
        this.store.run('DELETE FROM sample WHERE metric = ? AND bucket < ?', Number(id), now - LONGEST);
        this.store.run('DELETE FROM summary WHERE metric = ? AND bucket < ?', Number(id), now - LONGEST);
      });
    }
    this.store.run('DELETE FROM metric WHERE updated < ?', now - LONGEST);
  }

  #coarsen(metric: number, before: number, resolution: number): void {
    const cutoff = before - (before % resolution);
    const which = 'WHERE metric = ? AND bucket < ? AND resolution < ?';
    const bucket = `bucket - bucket % ${resolution}`;
    for (const [table, add, columns, merge] of [
      ['sample', ADD_SAMPLES, 'value, SUM(count)', MERGE_SAMPLES],
      ['summary', ADD_SUMMARIES, 'SUM(count), SUM(sum), MIN(minimum), MAX(maximum)', MERGE_SUMMARIES],
    ] as const) {
      const groups = table === 'sample' ? 'unit, value' : 'unit';
      this.store.run(
        `${add} SELECT metric, ${bucket}, ${resolution}, unit, ${columns} FROM ${table} ${which}
           GROUP BY ${bucket}, ${groups} ${merge}`,
        metric,
        cutoff,
        resolution,
      );
      this.store.run(`DELETE FROM ${table} ${which}`, metric, cutoff, resolution);
    }
  }

  #identify(namespace: string, { name, dimensions, time }: Datum): number {
    const written = canonical(dimensions);
    const key = `${namespace}\0${name}\0${written}`;
    const second = Math.floor(time / 1000);
    const known = this.#known.get(key);
    // By the minute: who lists metrics asks for the last hours or weeks.
    if (known && second - known.updated < 60) return known.id;
    const row = this.store.get(
      `INSERT INTO metric (namespace, name, dimensions, updated) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET updated = max(updated, excluded.updated) RETURNING id, updated`,
      namespace,
      name,
      written,
      second,
    );
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, { id: Number(row?.id), updated: Number(row?.updated) });
    return Number(row?.id);
  }

  #add(metric: number, { time, resolutionSeconds = 60, unit = 'None', values, summary }: Datum): void {
    const second = Math.floor(time / 1000);
    const place = [metric, second - (second % resolutionSeconds), resolutionSeconds, unit] as const;
    for (const { value, count } of values) {
      if (count > 0)
        this.store.run(`${ADD_SAMPLES} VALUES (?, ?, ?, ?, ?, ?) ${MERGE_SAMPLES}`, ...place, value, count);
    }
    if (!summary) return;
    const { count, sum, minimum, maximum } = summary;
    // A set of equal values is as good as the values, and gives percentiles.
    if (minimum === maximum || count === 1) {
      this.store.run(`${ADD_SAMPLES} VALUES (?, ?, ?, ?, ?, ?) ${MERGE_SAMPLES}`, ...place, sum / count, count);
    } else {
      this.store.run(
        `${ADD_SUMMARIES} VALUES (?, ?, ?, ?, ?, ?, ?, ?) ${MERGE_SUMMARIES}`,
        ...place,
        ...[count, sum, minimum, maximum],
      );
    }
  }
}

const canonical = (dimensions: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1)));

function toMetric(row: Record<string, unknown>): Metric {
  const dimensions = Object.fromEntries(JSON.parse(String(row.dimensions)) as [string, string][]);
  return { id: Number(row.id), namespace: String(row.namespace), name: String(row.name), dimensions };
}
