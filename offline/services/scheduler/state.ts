import { ServiceError } from '../../kernel/errors.ts';
import type { Schedule } from '../../kernel/schedule-expression.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { checkDefinition, type Definition } from './schedule.ts';

const MIGRATIONS = [
  `CREATE TABLE schedule_group (
     name TEXT PRIMARY KEY, of_app INTEGER NOT NULL, created INTEGER NOT NULL, token TEXT
   ) STRICT;
   CREATE TABLE schedule (
     grp TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, of_app INTEGER NOT NULL, token TEXT,
     created INTEGER NOT NULL, modified INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (grp, name)
   ) STRICT;
   CREATE TABLE invocation (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL, target TEXT NOT NULL, scheduled INTEGER NOT NULL,
     execution TEXT NOT NULL, due INTEGER NOT NULL, first_due INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX invocation_due ON invocation (due, sequence);
   CREATE TABLE tag (arn TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, name)) STRICT;`,
];

export type Entry = {
  group: string;
  name: string;
  arn: string;
  given: Definition;
  schedule: Schedule;
  ofApp: boolean;
  token: string | undefined;
  created: number;
  modified: number;
  /** The newest time that was invoked or needs no invocation any more. */
  last: number;
};
export type Group = { name: string; arn: string; ofApp: boolean; created: number };

export const DEFAULT_GROUP = 'default';

const missing = (what: string, name: string) =>
  new ServiceError('ResourceNotFoundException', `${what} ${name} does not exist.`, { status: 404 });

/** Schedules and their groups, and the invocations that are still to be made. */
export class SchedulerState {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly #entries = new Map<string, Entry>();

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
    this.store.run(
      'INSERT OR IGNORE INTO schedule_group (name, of_app, created) VALUES (?, 0, ?)',
      DEFAULT_GROUP,
      context.clock.now(),
    );
    for (const row of this.store.all('SELECT * FROM schedule')) this.#load(row);
    context.clock.onSetBack((milliseconds) => {
      this.#setBack(milliseconds);
    });
  }

  /** The clock went back: schedules count from here at the latest, and attempts wait as long as before. */
  #setBack(by: number): void {
    const now = this.context.clock.now();
    this.store.transaction(() => {
      this.store.run('UPDATE schedule SET created = MIN(created, ?1), last = MIN(last, ?1)', now);
      this.store.run(
        `UPDATE invocation SET due = MIN(due, MAX(?2, due - ?1)), first_due = MIN(first_due, MAX(?2, first_due - ?1))`,
        ...[by, now],
      );
    });
    for (const row of this.store.all('SELECT * FROM schedule')) this.#load(row);
  }

  arn(kind: 'schedule' | 'schedule-group', place: string): string {
    return `arn:aws:scheduler:${this.context.region}:${this.context.account}:${kind}/${place}`;
  }

  all(): Entry[] {
    return [...this.#entries.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  find(group: string, name: string): Entry | undefined {
    return this.#entries.get(`${group}/${name}`);
  }

  /** @throws ServiceError ResourceNotFoundException */
  entry(group: string, name: string): Entry {
    const entry = this.find(group, name);
    if (!entry) throw missing('Schedule', name);
    return entry;
  }

  /** Makes a schedule or replaces one. @throws ServiceError ValidationException, or when there is no such group */
  save(input: Pick<Entry, 'group' | 'name' | 'given' | 'ofApp' | 'token'>): Entry {
    this.group(input.group);
    checkDefinition(input.given);
    const now = this.context.clock.now();
    const definition = JSON.stringify(input.given);
    const known = this.find(input.group, input.name);
    if (known && input.ofApp && known.ofApp && JSON.stringify(known.given) === definition) return known;
    this.store.run(
      `INSERT INTO schedule (grp, name, definition, of_app, token, created, modified, last) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (grp, name) DO UPDATE SET definition = excluded.definition, of_app = excluded.of_app,
         token = COALESCE(excluded.token, token), modified = excluded.modified, last = excluded.last`,
      ...[input.group, input.name, definition, Number(input.ofApp), input.token ?? null],
      ...[known?.created ?? now, now, known ? now : now - 1],
    );
    return this.#load(
      this.store.get('SELECT * FROM schedule WHERE grp = ? AND name = ?', input.group, input.name) ?? {},
    );
  }

  /** Notes how far a schedule's times are dealt with. */
  setLast(entry: Entry, last: number): void {
    this.store.run('UPDATE schedule SET last = ? WHERE grp = ? AND name = ?', last, entry.group, entry.name);
    entry.last = last;
  }

  remove({ group, name, arn }: Pick<Entry, 'group' | 'name' | 'arn'>): void {
    this.store.run('DELETE FROM schedule WHERE grp = ? AND name = ?', group, name);
    this.store.run('DELETE FROM tag WHERE arn = ?', arn);
    this.#entries.delete(`${group}/${name}`);
  }

  groups(): Group[] {
    return this.store.all('SELECT * FROM schedule_group ORDER BY name').map((row) => this.#group(row));
  }

  /** @throws ServiceError ResourceNotFoundException */
  group(name: string): Group & { token: unknown } {
    const row = this.store.get('SELECT * FROM schedule_group WHERE name = ?', name);
    if (!row) throw missing('Schedule group', name);
    return { ...this.#group(row), token: row.token };
  }

  hasGroup(name: string): boolean {
    return this.store.get('SELECT name FROM schedule_group WHERE name = ?', name) !== undefined;
  }

  saveGroup(name: string, ofApp: boolean, token?: string): Group {
    this.store.run(
      `INSERT INTO schedule_group (name, of_app, created, token) VALUES (?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET of_app = excluded.of_app`,
      ...[name, Number(ofApp), this.context.clock.now(), token ?? null],
    );
    return this.group(name);
  }

  /** Removes a group with its schedules. */
  removeGroup(name: string): void {
    this.store.transaction(() => {
      for (const entry of this.all()) if (entry.group === name) this.remove(entry);
      this.store.run('DELETE FROM tag WHERE arn = ?', this.arn('schedule-group', name));
      this.store.run('DELETE FROM schedule_group WHERE name = ?', name);
    });
  }

  #group(row: Record<string, unknown>): Group {
    const name = String(row.name);
    return { name, arn: this.arn('schedule-group', name), ofApp: row.of_app === 1, created: Number(row.created) };
  }

  #load(row: Record<string, unknown>): Entry {
    const [group, name] = [String(row.grp), String(row.name)];
    const given = JSON.parse(String(row.definition)) as Definition;
    const entry: Entry = {
      ...{ group, name, given, arn: this.arn('schedule', `${group}/${name}`) },
      schedule: checkDefinition(given),
      ofApp: row.of_app === 1,
      token: typeof row.token === 'string' ? row.token : undefined,
      created: Number(row.created),
      modified: Number(row.modified),
      last: Number(row.last),
    };
    this.#entries.set(`${group}/${name}`, entry);
    return entry;
  }
}
