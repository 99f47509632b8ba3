import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { OfflineError, ServiceError } from './errors.ts';

type Row = Record<string, unknown>;
/** What waits for the next common transaction; `run` answers what to call after the commit. */
type Asked = { readonly run: () => () => void; readonly reject: (error: unknown) => void };

/**
 * A service's durable state: one SQLite file of its own. What a statement wrote outside a transaction, or what a
 * transaction wrote once it returned, survives SIGKILL: the write-ahead log is in the operating system's hands by then.
 * (`synchronous=NORMAL`: a power failure may lose the last commits, never tear them.)
 */
export class Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #writes = 0;
  #asked: Asked[] = [];
  #afterCommit: (() => void)[] | undefined;
  /** Called where what `together` ran was taken back, before it is run again. */
  onTakenBack: () => void = () => undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The first row, or undefined. Statements are prepared once per text. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return guarded(() => this.#prepare(sql).get(...values) as Row | undefined);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return guarded(() => this.#prepare(sql).all(...values) as Row[]);
  }

  /** Rows one at a time, for scans that stop early. Do not write to the same table while iterating. */
  iterate(sql: string, ...values: SQLInputValue[]): IterableIterator<Row> {
    return this.#database.prepare(sql).iterate(...values) as IterableIterator<Row>;
  }

  /** Runs a writing statement; answers the number of changed rows and the last row id. */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; lastInsertRowid: number } {
    this.#writes += 1;
    return guarded(() => {
      const { changes, lastInsertRowid } = this.#prepare(sql).run(...values);
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
    });
  }

  exec(sql: string): void {
    this.#writes += 1;
    guarded(() => {
      this.#database.exec(sql);
    });
  }

  /** Runs `work` in one transaction: all of it or nothing. Synchronous on purpose; a nested call joins the outer one. */
  transaction<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    this.run('BEGIN IMMEDIATE');
    this.#depth += 1;
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself; a second ROLLBACK would hide the reason.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /**
   * Runs `work` in a transaction that it shares with whatever else is asked for in the same turn of the event loop, and
   * resolves once that is committed: most of a small write is its commit. The others do not notice one that throws. It may
   * be run twice, where what was written with it had to be taken back.
   */
  together<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      const run = () => {
        const result = work();
        return () => {
          resolve(result);
        };
      };
      if (this.#asked.length === 0) {
        setImmediate(() => {
          this.#runAsked();
        });
      }
      this.#asked.push({ run, reject });
    });
  }

  /** Runs `run` when what is being written is committed: at once where nothing waits for a commit. */
  afterCommit(run: () => void): void {
    if (this.#afterCommit) this.#afterCommit.push(run);
    else run();
  }

  #runAsked(): void {
    const asked = this.#asked;
    this.#asked = [];
    try {
      this.#runInOne(asked);
    } catch {
      // One wrote before it threw, or the commit failed: each by itself tells whose fault it was.
      this.onTakenBack();
      for (const one of asked) {
        try {
          this.#runInOne([one]);
        } catch (error) {
          one.reject(error);
        }
      }
    }
  }

  #runInOne(asked: readonly Asked[]): void {
    const settled: (() => void)[] = [];
    this.#afterCommit = [];
    let wakes: readonly (() => void)[] = [];
    try {
      this.transaction(() => {
        for (const { run, reject } of asked) {
          const writes = this.#writes;
          try {
            settled.push(run());
          } catch (error) {
            if (this.#writes > writes) throw error;
            settled.push(() => {
              reject(error);
            });
          }
        }
      });
      wakes = this.#afterCommit;
    } finally {
      this.#afterCommit = undefined;
    }
    for (const settle of [...settled, ...wakes]) settle();
  }

  close(): void {
    if (this.#asked.length > 0 && this.#database.isOpen) this.#runAsked();
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * Opens `<folder>/<name>.sqlite`, creating it. `migrations[n]` brings the file from version n to n + 1, each in a
 * transaction; never edit one that was released, append.
 * @throws OfflineError when the file is damaged or from a newer version.
 */
export function openStore(folder: string, name: string, migrations: readonly string[]): Store {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.sqlite`);
  try {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
    // Rarer checkpoints, each 32 MB of the log: they wait for the disk.
    database.exec('PRAGMA wal_autocheckpoint = 8000;');
    const store = new Store(database);
    migrate(store, migrations, file);
    return store;
  } catch (error) {
    if (error instanceof OfflineError) throw error;
    const reason = error instanceof ServiceError ? error.cause : error;
    throw isDiskTrouble(reason)
      ? new OfflineError(
          `${file} cannot be written: ${DISK_TROUBLE}.`,
          'Free some space, or choose another folder with --data DIR; nothing is lost.',
          error,
        )
      : new OfflineError(
          `${file} is damaged: ${reason instanceof Error ? reason.message : String(reason)}`,
          `Start that service empty with \`npm run offline -- reset --only ${name}\` (the others keep their data), or put a copy of the file in its place.`,
          error,
        );
  }
}

function migrate(store: Store, migrations: readonly string[], file: string): void {
  const version = Number(store.get('PRAGMA user_version')?.user_version ?? 0);
  if (version > migrations.length) {
    throw new OfflineError(
      `${file} was written by a newer version of the offline backend.`,
      'Update the project, or run `npm run offline -- reset`.',
    );
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    store.transaction(() => {
      store.exec(sql);
      store.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

const DISK_TROUBLE = 'the disk is full or not writable';
const [CORRUPT, FULL, NOT_A_DATABASE, IO] = [11, 13, 26, 10];

const codeOf = (error: unknown) => (error as { errcode?: number }).errcode ?? 0;
const isDiskTrouble = (error: unknown) =>
  codeOf(error) === FULL ||
  (codeOf(error) & 0xff) === IO ||
  ['ENOSPC', 'EACCES', 'EROFS'].includes((error as { code?: string } | undefined)?.code ?? '');

/** SQLite's "disk is full", "disk I/O error" and "malformed" reach the client as an error that it may retry, with the reason. */
function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = isDiskTrouble(error)
      ? `The offline backend cannot write: ${DISK_TROUBLE}. Free some space and try again; nothing was written.`
      : codeOf(error) === CORRUPT || codeOf(error) === NOT_A_DATABASE
        ? "The offline backend's file of this service is damaged. Stop it and run `npm run offline -- reset --only SERVICE`."
        : undefined;
    if (reason === undefined) throw error;
    throw new ServiceError('InternalServerError', reason, { status: 500, cause: error });
  }
}
