import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { alreadyExists, noSuchGroup, noSuchStream } from './errors.ts';

const MIGRATIONS = [
  `CREATE TABLE log_group (
     id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, retention INTEGER,
     class TEXT NOT NULL, tags TEXT NOT NULL, bytes INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE log_stream (
     id INTEGER PRIMARY KEY AUTOINCREMENT, log_group INTEGER NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL,
     first_event INTEGER, last_event INTEGER, last_ingestion INTEGER,
     UNIQUE (log_group, name)
   ) STRICT;
   CREATE TABLE event (
     id INTEGER PRIMARY KEY AUTOINCREMENT, log_group INTEGER NOT NULL, stream INTEGER NOT NULL, time INTEGER NOT NULL,
     ingested INTEGER NOT NULL, message TEXT NOT NULL
   ) STRICT;
   CREATE INDEX event_group ON event (log_group, time);
   CREATE INDEX event_stream ON event (stream, time);
   CREATE TABLE filter (
     kind TEXT NOT NULL, log_group INTEGER NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL,
     created INTEGER NOT NULL, of_app INTEGER NOT NULL, PRIMARY KEY (kind, log_group, name)
   ) STRICT;
   CREATE TABLE query (
     id TEXT PRIMARY KEY, groups TEXT NOT NULL, text TEXT NOT NULL, created INTEGER NOT NULL, status TEXT NOT NULL,
     answer TEXT NOT NULL
   ) STRICT;`,
];

const MOST_KNOWN_STREAMS = 10_000;

export type LogGroup = {
  id: number;
  name: string;
  created: number;
  /** Days; undefined: for ever. */
  retention: number | undefined;
  class: string;
  tags: Record<string, string>;
};

export type LogStream = {
  id: number;
  name: string;
  created: number;
  firstEvent: number | undefined;
  lastEvent: number | undefined;
  lastIngestion: number | undefined;
};

/** Log groups and streams. Groups are few and kept in memory; streams are read when needed. */
export class LogsState {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly #groups = new Map<string, LogGroup>();
  readonly #streamIds = new Map<string, number>();

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
    for (const row of this.store.all('SELECT * FROM log_group')) this.#keep(toGroup(row));
  }

  arn(group: string): string {
    return `arn:aws:logs:${this.context.region}:${this.context.account}:log-group:${group}`;
  }

  /** By name. */
  groups(): LogGroup[] {
    return [...this.#groups.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  find(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /** By name or ARN, with or without `:*`. @throws ServiceError ResourceNotFoundException */
  group(nameOrArn: string): LogGroup {
    const name = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
    const group = this.find(name);
    if (!group) throw noSuchGroup();
    return group;
  }

  /** @throws ServiceError ResourceAlreadyExistsException */
  createGroup(name: string, options: Partial<Pick<LogGroup, 'class' | 'tags' | 'retention'>> = {}): LogGroup {
    if (this.#groups.has(name)) throw alreadyExists('group');
    const { class: ofClass = 'STANDARD', tags = {}, retention } = options;
    this.store.run(
      'INSERT INTO log_group (name, created, retention, class, tags) VALUES (?, ?, ?, ?, ?)',
      name,
      this.context.clock.now(),
      retention ?? null,
      ofClass,
      JSON.stringify(tags),
    );
    return this.#keep(toGroup(this.store.get('SELECT * FROM log_group WHERE name = ?', name) ?? {}));
  }

  updateGroup(group: LogGroup): void {
    this.store.run(
      'UPDATE log_group SET retention = ?, class = ?, tags = ? WHERE id = ?',
      group.retention ?? null,
      group.class,
      JSON.stringify(group.tags),
      group.id,
    );
    this.#keep(group);
  }

  /** Removes the group with its streams, events and filters. */
  removeGroup({ id, name }: LogGroup): void {
    this.store.transaction(() => {
      for (const table of ['event', 'log_stream', 'filter']) {
        this.store.run(`DELETE FROM ${table} WHERE log_group = ?`, id);
      }
      this.store.run('DELETE FROM log_group WHERE id = ?', id);
    });
    this.#groups.delete(name);
    this.#streamIds.clear();
  }

  /** @throws ServiceError ResourceAlreadyExistsException */
  createStream(group: LogGroup, name: string): void {
    if (this.findStream(group, name)) throw alreadyExists('stream');
    this.store.run(
      'INSERT INTO log_stream (log_group, name, created) VALUES (?, ?, ?)',
      group.id,
      name,
      this.context.clock.now(),
    );
  }

  findStream(group: LogGroup, name: string): LogStream | undefined {
    const row = this.store.get('SELECT * FROM log_stream WHERE log_group = ? AND name = ?', group.id, name);
    return row && toStream(row);
  }

  /** @throws ServiceError ResourceNotFoundException */
  stream(group: LogGroup, name: string): LogStream {
    const stream = this.findStream(group, name);
    if (!stream) throw noSuchStream();
    return stream;
  }

  /** The id of a stream that is made where it is missing, its group too: for services that write by themselves. */
  ensureStream(groupName: string, name: string): { group: LogGroup; streamId: number } {
    const group = this.find(groupName) ?? this.createGroup(groupName);
    const key = `${group.id} ${name}`;
    let streamId = this.#streamIds.get(key);
    if (streamId === undefined) {
      if (!this.findStream(group, name)) this.createStream(group, name);
      streamId = this.stream(group, name).id;
      if (this.#streamIds.size >= MOST_KNOWN_STREAMS) this.#streamIds.clear();
      this.#streamIds.set(key, streamId);
    }
    return { group, streamId };
  }

  removeStream(group: LogGroup, { id }: LogStream): void {
    this.store.transaction(() => {
      const { bytes } =
        this.store.get('SELECT SUM(octet_length(message) + 26) AS bytes FROM event WHERE stream = ?', id) ?? {};
      this.store.run('DELETE FROM event WHERE stream = ?', id);
      this.store.run('DELETE FROM log_stream WHERE id = ?', id);
      this.store.run('UPDATE log_group SET bytes = bytes - ? WHERE id = ?', Number(bytes ?? 0), group.id);
    });
    this.#streamIds.clear();
  }

  #keep(group: LogGroup): LogGroup {
    this.#groups.set(group.name, group);
    return group;
  }
}

function toGroup(row: Record<string, unknown>): LogGroup {
  return {
    id: Number(row.id),
    name: String(row.name),
    created: Number(row.created),
    retention: optional(row.retention),
    class: String(row.class),
    tags: JSON.parse(String(row.tags)) as Record<string, string>,
  };
}

export function toStream(row: Record<string, unknown>): LogStream {
  return {
    id: Number(row.id),
    name: String(row.name),
    created: Number(row.created),
    firstEvent: optional(row.first_event),
    lastEvent: optional(row.last_event),
    lastIngestion: optional(row.last_ingestion),
  };
}

const optional = (value: unknown): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);
