import { ServiceError } from '../../kernel/errors.ts';
import { compilePattern, InvalidPatternError, type Pattern } from '../../kernel/event-pattern.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import type { RuleInput, TargetInput } from './rule.ts';

const MIGRATIONS = [
  `CREATE TABLE bus (name TEXT PRIMARY KEY, of_app INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
   CREATE TABLE rule (
     bus TEXT NOT NULL, name TEXT NOT NULL, pattern TEXT, schedule TEXT, enabled INTEGER NOT NULL, description TEXT,
     of_app INTEGER NOT NULL, PRIMARY KEY (bus, name)
   ) STRICT;
   CREATE TABLE target (
     bus TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (bus, rule, id)
   ) STRICT;
   CREATE TABLE delivery (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, bus TEXT NOT NULL, rule TEXT NOT NULL, target TEXT NOT NULL,
     event TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL, due INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX delivery_due ON delivery (due, sequence);`,
  `ALTER TABLE bus ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
   ALTER TABLE bus ADD COLUMN modified INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE rule ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
   ALTER TABLE delivery ADD COLUMN hops INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE tag (arn TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, name)) STRICT;
   CREATE TABLE firing (
     bus TEXT NOT NULL, rule TEXT NOT NULL, expression TEXT NOT NULL, anchor INTEGER NOT NULL, last INTEGER NOT NULL,
     PRIMARY KEY (bus, rule)
   ) STRICT;
   CREATE TABLE archive (
     name TEXT PRIMARY KEY, bus TEXT NOT NULL, pattern TEXT, retention INTEGER NOT NULL, description TEXT,
     created INTEGER NOT NULL, of_app INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE archived (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, archive TEXT NOT NULL, time INTEGER NOT NULL, event TEXT NOT NULL
   ) STRICT;
   CREATE INDEX archived_time ON archived (archive, time, sequence);
   CREATE TABLE replay (
     name TEXT PRIMARY KEY, archive TEXT NOT NULL, bus TEXT NOT NULL, filters TEXT NOT NULL, description TEXT,
     first INTEGER NOT NULL, until INTEGER NOT NULL, state TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER,
     replayed_time INTEGER NOT NULL DEFAULT 0, replayed_sequence INTEGER NOT NULL DEFAULT 0
   ) STRICT;`,
  'ALTER TABLE delivery ADD COLUMN trace TEXT;',
];

/** What a bus is set to beside its name, by the members of the API. */
export type BusSettings = {
  Description?: string;
  KmsKeyIdentifier?: string;
  DeadLetterConfig?: { Arn?: string };
  LogConfig?: object;
  /** The resource policy, as JSON text. */
  Policy?: string;
};

type BusEntry = { settings: BusSettings; created: number; modified: number; rules: Map<string, Rule> };

export type Rule = RuleInput & { arn: string; compiled: Pattern | undefined; targets: TargetInput[] };

const noSuchRule = (name: string, bus: string) =>
  new ServiceError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);

/** Buses, rules and targets, held compiled; deliveries that are still to be made. */
export class EventsState {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly #buses = new Map<string, BusEntry>();

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
    this.store.run(
      'INSERT OR IGNORE INTO bus (name, of_app, created) VALUES (?, 0, ?)',
      'default',
      context.clock.now(),
    );
    for (const row of this.store.all('SELECT * FROM bus')) this.#loadBus(row);
    for (const row of this.store.all('SELECT * FROM rule')) this.#load(toInput(row));
    // Attempts that wait go on waiting as long as before.
    context.clock.onSetBack((by) => {
      const now = context.clock.now();
      this.store.run(
        'UPDATE delivery SET due = MIN(due, MAX(?2, due - ?1)), accepted = MIN(accepted, ?2)',
        ...[by, now],
      );
    });
  }

  busArn(name: string): string {
    return `arn:aws:events:${this.context.region}:${this.context.account}:event-bus/${name}`;
  }

  ruleArn(bus: string, name: string): string {
    const place = bus === 'default' ? name : `${bus}/${name}`;
    return `arn:aws:events:${this.context.region}:${this.context.account}:rule/${place}`;
  }

  buses(): string[] {
    return [...this.#buses.keys()].sort();
  }

  hasBus(name: string): boolean {
    return this.#buses.has(name);
  }

  /** @throws ServiceError ResourceNotFoundException */
  rulesOf(bus: string): Rule[] {
    return [...this.bus(bus).rules.values()];
  }

  /** @throws ServiceError ResourceNotFoundException */
  bus(name: string): Readonly<BusEntry> {
    const bus = this.#buses.get(name);
    if (!bus) throw new ServiceError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    return bus;
  }

  rules(): Rule[] {
    return [...this.#buses.values()].flatMap(({ rules }) => [...rules.values()]);
  }

  /** @throws ServiceError ResourceNotFoundException */
  rule(bus: string, name: string): Rule {
    const rule = this.rulesOf(bus).find((candidate) => candidate.name === name);
    if (!rule) throw noSuchRule(name, bus);
    return rule;
  }

  saveBus(name: string, ofApp: boolean, settings: BusSettings = {}): void {
    const now = this.context.clock.now();
    this.store.run(
      `INSERT INTO bus (name, of_app, settings, created, modified) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET of_app = excluded.of_app, settings = excluded.settings, modified = excluded.modified`,
      name,
      Number(ofApp),
      JSON.stringify(settings),
      now,
      now,
    );
    this.#loadBus(this.store.get('SELECT * FROM bus WHERE name = ?', name) ?? {});
  }

  setBus(name: string, settings: BusSettings): void {
    this.bus(name);
    this.store.run(
      'UPDATE bus SET settings = ?, modified = ? WHERE name = ?',
      JSON.stringify(settings),
      this.context.clock.now(),
      name,
    );
    this.#loadBus(this.store.get('SELECT * FROM bus WHERE name = ?', name) ?? {});
  }

  #loadBus(row: Record<string, unknown>): void {
    const name = String(row.name);
    const settings = JSON.parse(String(row.settings)) as BusSettings;
    const rules = this.#buses.get(name)?.rules ?? new Map<string, Rule>();
    const [created, modified] = [Number(row.created), Number(row.modified) || Number(row.created)];
    this.#buses.set(name, { settings, created, modified, rules });
  }

  removeBus(name: string): void {
    this.store.transaction(() => {
      this.store.run('DELETE FROM target WHERE bus = ?', name);
      this.store.run('DELETE FROM rule WHERE bus = ?', name);
      this.store.run('DELETE FROM firing WHERE bus = ?', name);
      this.store.run('DELETE FROM bus WHERE name = ?', name);
      this.store.run('DELETE FROM tag WHERE arn = ?', this.busArn(name));
    });
    this.#buses.delete(name);
  }

  /** @throws ServiceError InvalidEventPatternException */
  saveRule(rule: RuleInput): Rule {
    this.rulesOf(rule.bus);
    compile(rule.pattern);
    this.store.run(
      `INSERT INTO rule (bus, name, pattern, schedule, enabled, description, of_app, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (bus, name) DO UPDATE SET pattern = excluded.pattern, schedule = excluded.schedule,
         enabled = excluded.enabled, description = excluded.description, of_app = excluded.of_app,
         settings = excluded.settings`,
      rule.bus,
      rule.name,
      rule.pattern ?? null,
      rule.schedule ?? null,
      Number(rule.enabled),
      rule.description ?? null,
      Number(rule.ofApp),
      JSON.stringify({ roleArn: rule.roleArn, state: rule.state }),
    );
    return this.#load(rule);
  }

  removeRule({ bus, name }: Pick<RuleInput, 'bus' | 'name'>): void {
    this.store.transaction(() => {
      this.store.run('DELETE FROM target WHERE bus = ? AND rule = ?', bus, name);
      this.store.run('DELETE FROM rule WHERE bus = ? AND name = ?', bus, name);
      this.store.run('DELETE FROM firing WHERE bus = ? AND rule = ?', bus, name);
      this.store.run('DELETE FROM tag WHERE arn = ?', this.ruleArn(bus, name));
    });
    this.#buses.get(bus)?.rules.delete(name);
  }

  saveTargets(rule: Rule, targets: readonly TargetInput[]): void {
    this.store.transaction(() => {
      for (const target of targets) {
        this.store.run(
          'INSERT OR REPLACE INTO target (bus, rule, id, definition) VALUES (?, ?, ?, ?)',
          rule.bus,
          rule.name,
          target.Id,
          JSON.stringify(target),
        );
      }
    });
    this.#load(rule);
  }

  removeTargets(rule: Rule, ids: readonly string[]): void {
    this.store.transaction(() => {
      for (const id of ids) {
        this.store.run('DELETE FROM target WHERE bus = ? AND rule = ? AND id = ?', rule.bus, rule.name, id);
      }
    });
    this.#load(rule);
  }

  #load(input: RuleInput): Rule {
    const targets = this.store
      .all('SELECT definition FROM target WHERE bus = ? AND rule = ? ORDER BY rowid', input.bus, input.name)
      .map(({ definition }) => JSON.parse(String(definition)) as TargetInput);
    const { bus, name, pattern, schedule, enabled, description, ofApp, roleArn, state } = input;
    const rule: Rule = {
      ...{ bus, name, pattern, schedule, enabled, description, ofApp, roleArn, state },
      arn: this.ruleArn(bus, name),
      compiled: compile(pattern),
      targets,
    };
    this.#buses.get(bus)?.rules.set(name, rule);
    return rule;
  }
}

/** @throws ServiceError InvalidEventPatternException */
export function compile(pattern: string | undefined): Pattern | undefined {
  if (pattern === undefined) return undefined;
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (error instanceof InvalidPatternError) {
      throw new ServiceError('InvalidEventPatternException', error.message, { cause: error });
    }
    throw error;
  }
}

const optional = (value: unknown) => (typeof value === 'string' ? value : undefined);

const toInput = (row: Record<string, unknown>): RuleInput => ({
  ...(JSON.parse(String(row.settings)) as Pick<RuleInput, 'roleArn' | 'state'>),
  bus: String(row.bus),
  name: String(row.name),
  pattern: optional(row.pattern),
  schedule: optional(row.schedule),
  enabled: row.enabled === 1,
  description: optional(row.description),
  ofApp: row.of_app === 1,
});
