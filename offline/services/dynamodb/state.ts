import type { Clock } from '../../kernel/clock.ts';
import { ServiceError } from '../../kernel/errors.ts';
import { uuid } from '../../kernel/ids.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { BACKUPS_MIGRATION } from './backups/backup-log.ts';
import { tableNotFound } from './failures.ts';
import { StreamLog } from './streams/stream-log.ts';
import type { IndexDefinition, TableDefinition } from './tables/definition.ts';
import { createIndexRelation, createRelations, dropIndexRelation, dropRelations } from './tables/relations.ts';
import { Table } from './tables/table.ts';
import { Throttle } from './throttling/throttle.ts';

const MIGRATIONS = [
  `CREATE TABLE tables (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);
   CREATE TABLE streams (id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, table_name TEXT NOT NULL,
     label TEXT NOT NULL, view_type TEXT NOT NULL, key_schema TEXT NOT NULL, created_at INTEGER NOT NULL,
     disabled_at INTEGER, starting TEXT NOT NULL, ending TEXT);
   CREATE TABLE stream_records (stream INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL,
     record TEXT NOT NULL, PRIMARY KEY (stream, sequence)) WITHOUT ROWID;
   CREATE INDEX stream_records_by_time ON stream_records (time);
   CREATE TABLE high_water (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL);
   INSERT INTO high_water VALUES (1, 0);
   CREATE TABLE tokens (token TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, response TEXT NOT NULL, expires_at INTEGER NOT NULL)
     WITHOUT ROWID;`,
  BACKUPS_MIGRATION,
  'ALTER TABLE streams ADD COLUMN trimmed INTEGER NOT NULL DEFAULT 0',
] as const;

/** Everything the operations work on: the tables, prepared, and the file that holds them. */
export class DynamoState {
  readonly store: Store;
  readonly context: ServiceContext;
  readonly streams: StreamLog;
  readonly throttle: Throttle;
  /** Set by the service: looks anew when the next item expires. */
  onExpiryChange: () => void = () => undefined;
  readonly #tables = new Map<string, Table>();
  #afterCommit: (() => void)[] = [];
  #inTransaction = false;

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
    // A cache that holds the upper pages of large tables.
    this.store.exec('PRAGMA cache_size = -16000;');
    this.store.onTakenBack = () => {
      this.#recount();
    };
    this.streams = new StreamLog(this.store, context);
    this.throttle = new Throttle(context.clock);
    // A client's token is remembered no longer than before.
    context.clock.onSetBack((by) => {
      const now = context.clock.now();
      this.store.run('UPDATE tokens SET expires_at = expires_at - ? WHERE expires_at > ?', by, now);
    });
    for (const { id, definition } of this.store.all('SELECT id, definition FROM tables ORDER BY name')) {
      this.#remember(Number(id), JSON.parse(String(definition)) as TableDefinition);
    }
  }

  get clock(): Clock {
    return this.context.clock;
  }

  tableArn(name: string): string {
    return `arn:aws:dynamodb:${this.context.region}:${this.context.account}:table/${name}`;
  }

  /** All tables by name, in the order of their names. */
  tables(): Table[] {
    return [...this.#tables.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(nameOrArn: string): Table | undefined {
    return this.#tables.get(tableName(nameOrArn));
  }

  /** @throws ServiceError ResourceNotFoundException */
  table(nameOrArn: string): Table {
    const table = this.find(nameOrArn);
    if (!table) throw tableNotFound();
    return table;
  }

  /** Runs `work` in one transaction; what it left with `afterCommit` runs once it is durable. A nested call joins. */
  transaction<Result>(work: () => Result): Result {
    if (this.#inTransaction) return work();
    this.#inTransaction = true;
    let result: Result;
    try {
      result = this.store.transaction(work);
    } catch (error) {
      this.#afterCommit = [];
      this.streams.rewind();
      this.#recount();
      throw error;
    } finally {
      this.#inTransaction = false;
    }
    this.streams.settle();
    const wakes = this.#afterCommit;
    this.#afterCommit = [];
    for (const wake of wakes) this.store.afterCommit(wake);
    return result;
  }

  #recount(): void {
    for (const table of this.#tables.values()) table.count = undefined;
  }

  afterCommit(run: () => void): void {
    if (!this.#afterCommit.includes(run)) this.#afterCommit.push(run);
  }

  create(definition: TableDefinition): Table {
    if (this.#tables.has(definition.name)) {
      throw new ServiceError('ResourceInUseException', `Table already exists: ${definition.name}`);
    }
    return this.#keepingTables(() => {
      const { lastInsertRowid } = this.store.run(
        'INSERT INTO tables (name, definition) VALUES (?, ?)',
        definition.name,
        JSON.stringify(definition),
      );
      const table = this.#remember(lastInsertRowid, definition);
      createRelations(this.store, table);
      if (definition.stream?.enabled) this.streams.open(table);
      return table;
    });
  }

  /** Stores a changed definition; relations of indexes follow it, new ones are filled from the items. */
  change(before: Table, definition: TableDefinition): Table {
    return this.#keepingTables(() => {
      this.store.run('UPDATE tables SET definition = ? WHERE id = ?', JSON.stringify(definition), before.id);
      const table = this.#remember(before.id, definition);
      table.count = before.count;
      for (const index of before.indexes) {
        if (!table.indexes.some(({ relation }) => relation === index.relation)) dropIndexRelation(this.store, index);
      }
      for (const index of table.indexes) {
        if (!before.indexes.some(({ relation }) => relation === index.relation)) {
          createIndexRelation(this.store, table, index);
        }
      }
      return table;
    });
  }

  remove(table: Table): void {
    this.#keepingTables(() => {
      dropRelations(this.store, table);
      this.store.run('DELETE FROM tables WHERE id = ?', table.id);
      if (table.definition.stream?.enabled) this.streams.close(table);
      this.#tables.delete(table.name);
    });
  }

  /** A transaction after whose failure the tables in memory are those of the file again. */
  #keepingTables<Result>(work: () => Result): Result {
    const before = new Map(this.#tables);
    try {
      return this.transaction(work);
    } catch (error) {
      this.#tables.clear();
      for (const [name, table] of before) this.#tables.set(name, table);
      throw error;
    }
  }

  newStreamLabel(): string {
    return new Date(this.clock.now()).toISOString().replace('Z', '');
  }

  newTableId(): string {
    return uuid();
  }

  #remember(id: number, definition: TableDefinition): Table {
    const table = new Table(id, definition, this.tableArn(definition.name));
    this.#tables.set(definition.name, table);
    return table;
  }
}

/** Operations take a table's ARN wherever they take its name. */
export const tableName = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? nameOrArn) : nameOrArn;

/** The next free number for an index of a table. */
export function numbered(definition: TableDefinition, index: Omit<IndexDefinition, 'id'>): IndexDefinition {
  const id = definition.nextIndexId;
  definition.nextIndexId += 1;
  return { ...index, id };
}
