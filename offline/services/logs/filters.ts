import { z } from 'zod';
import { compilePattern } from './filter-pattern/compile.ts';
import type { Filter } from './filter-pattern/reader.ts';
import type { LogGroup, LogsState } from './state.ts';

const metricFilter = z.object({
  filterPattern: z.string(),
  metricName: z.string(),
  metricNamespace: z.string(),
  /** A number as text, or the selector of one. */
  metricValue: z.string(),
  defaultValue: z.number().optional(),
  unit: z.string().optional(),
  /** Selectors by dimension. */
  dimensions: z.record(z.string(), z.string()).optional(),
});
export type MetricFilter = z.infer<typeof metricFilter>;

const subscriptionFilter = z.object({
  filterPattern: z.string(),
  destinationArn: z.string(),
  roleArn: z.string().optional(),
  distribution: z.string().default('ByLogStream'),
});
export type SubscriptionFilter = z.infer<typeof subscriptionFilter>;

type Definitions = { metric: MetricFilter; subscription: SubscriptionFilter };
export type FilterKind = keyof Definitions;

export type Stored<Kind extends FilterKind> = {
  name: string;
  group: LogGroup;
  created: number;
  definition: Definitions[Kind];
  matches: Filter;
};

const PARSERS = { metric: metricFilter, subscription: subscriptionFilter } as const;

/** Metric and subscription filters of log groups. They are read for every event that arrives, hence kept compiled. */
export class Filters {
  readonly #state: LogsState;
  readonly #compiled = new Map<string, Stored<FilterKind>[]>();

  constructor(state: LogsState) {
    this.#state = state;
  }

  of<Kind extends FilterKind>(kind: Kind, group: LogGroup): readonly Stored<Kind>[] {
    const key = `${kind} ${group.id}`;
    const known = this.#compiled.get(key) ?? this.#read(kind, group);
    this.#compiled.set(key, known);
    return known as Stored<Kind>[];
  }

  /** @throws ServiceError InvalidParameterException when the pattern is none. */
  save<Kind extends FilterKind>(
    kind: Kind,
    group: LogGroup,
    { name, definition, ofApp = false }: { name: string; definition: Definitions[Kind]; ofApp?: boolean },
  ): void {
    compilePattern(definition.filterPattern);
    this.#state.store.run(
      `INSERT INTO filter (kind, log_group, name, definition, created, of_app) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET definition = excluded.definition, of_app = excluded.of_app`,
      kind,
      group.id,
      name,
      JSON.stringify(definition),
      this.#state.context.clock.now(),
      Number(ofApp),
    );
    this.#compiled.delete(`${kind} ${group.id}`);
  }

  /** Answers whether there was one. */
  remove(kind: FilterKind, group: LogGroup, name: string): boolean {
    this.#compiled.delete(`${kind} ${group.id}`);
    const which = 'DELETE FROM filter WHERE kind = ? AND log_group = ? AND name = ?';
    return this.#state.store.run(which, kind, group.id, name).changes > 0;
  }

  /** Removes the filters that came from the app, before its present ones are saved. */
  removeOfApp(): void {
    this.#state.store.run('DELETE FROM filter WHERE of_app = 1');
    this.#compiled.clear();
  }

  #read(kind: FilterKind, group: LogGroup): Stored<FilterKind>[] {
    const rows = this.#state.store.all(
      'SELECT * FROM filter WHERE kind = ? AND log_group = ? ORDER BY name',
      kind,
      group.id,
    );
    return rows.map((row) => {
      const definition = PARSERS[kind].parse(JSON.parse(String(row.definition)));
      const matches = compilePattern(definition.filterPattern);
      return { name: String(row.name), group, created: Number(row.created), definition, matches };
    });
  }
}
