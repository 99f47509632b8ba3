import { randomBytes } from 'node:crypto';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Store } from '../../../kernel/store.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { createIndexRelation } from '../tables/relations.ts';
import type { Table } from '../tables/table.ts';

/** A backup on demand: the table's definition and a copy of its items, in the tables' own file. */
export type Backup = {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly definition: TableDefinition;
  readonly items: number;
  readonly bytes: number;
};

export const BACKUPS_MIGRATION = `CREATE TABLE backups (id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, created_at INTEGER NOT NULL, definition TEXT NOT NULL, items INTEGER NOT NULL, bytes INTEGER NOT NULL)`;

/** Copies a table's items within the caller's transaction. */
export function createBackup(store: Store, table: Table, name: string, now: number): Backup {
  const arn = `${table.arn}/backup/${String(now).padStart(14, '0')}-${randomBytes(4).toString('hex')}`;
  const { lastInsertRowid: id } = store.run(
    'INSERT INTO backups (arn, name, created_at, definition, items, bytes) VALUES (?, ?, ?, ?, 0, 0)',
    arn,
    name,
    now,
    JSON.stringify(table.definition),
  );
  store.exec(`CREATE TABLE backup_${id} AS SELECT pk, sk, item, size FROM ${table.relation}`);
  store.run(
    `UPDATE backups SET (items, bytes) = (SELECT count(*), CAST(total(size) AS INTEGER) FROM backup_${id}) WHERE id = ?`,
    id,
  );
  return findBackup(store, arn);
}

/** @throws ServiceError BackupNotFoundException */
export function findBackup(store: Store, arn: string): Backup {
  const row = store.get('SELECT * FROM backups WHERE arn = ?', arn);
  if (!row) throw new ServiceError('BackupNotFoundException', `Backup not found: ${arn}`);
  return toBackup(row);
}

/** All backups, oldest first. */
export const listBackups = (store: Store): Backup[] => store.all('SELECT * FROM backups ORDER BY id').map(toBackup);

export function removeBackup(store: Store, backup: Backup): void {
  store.run('DELETE FROM backups WHERE id = ?', backup.id);
  store.exec(`DROP TABLE backup_${backup.id}`);
}

export const backupRelation = (backup: Backup): string => `backup_${backup.id}`;

/** Fills a new, empty table from a relation with `pk`, `sk`, `item` and `size`, in the caller's transaction. */
export function fillTable(store: Store, table: Table, relation: string): void {
  store.run(
    `INSERT INTO ${table.relation} (pk, sk, item, size, expires) SELECT pk, sk, item, size, NULL FROM ${relation}`,
  );
  table.count = undefined;
  for (const index of table.indexes) {
    store.exec(`DROP TABLE ${index.relation}`);
    createIndexRelation(store, table, index);
  }
}

const toBackup = (row: Record<string, unknown>): Backup => ({
  id: Number(row.id),
  arn: String(row.arn),
  name: String(row.name),
  createdAt: Number(row.created_at),
  definition: JSON.parse(String(row.definition)) as TableDefinition,
  items: Number(row.items),
  bytes: Number(row.bytes),
});
