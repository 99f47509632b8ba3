import { ServiceError } from '../../kernel/errors.ts';
import { notFound } from './faults.ts';
import type { CognitoState, Pool } from './state.ts';

/** What belongs to a pool, is kept and shown again, and has no part in signing in here. */
export type RecordKind = 'resource-server' | 'identity-provider' | 'domain' | 'appearance' | 'risk' | 'log-delivery';
export type PoolRecord = {
  poolId: string;
  name: string;
  value: Readonly<Record<string, unknown>>;
  createdAt: number;
  modifiedAt: number;
};

export function findRecord({ store }: CognitoState, pool: Pool, kind: RecordKind, name: string) {
  const row = store.get('SELECT * FROM pool_records WHERE pool_id = ? AND kind = ? AND name = ?', pool.id, kind, name);
  return row && toRecord(row);
}

/** The record of a name that is unique among all pools. */
export function findRecordOfAnyPool({ store }: CognitoState, kind: RecordKind, name: string): PoolRecord | undefined {
  const row = store.get('SELECT * FROM pool_records WHERE kind = ? AND name = ?', kind, name);
  return row && toRecord(row);
}

/** @throws ServiceError ResourceNotFoundException with `message` */
export function requireRecord(state: CognitoState, pool: Pool, kind: RecordKind, name: string, message: string) {
  const record = findRecord(state, pool, kind, name);
  if (!record) throw notFound(message);
  return record;
}

/** Creates or replaces a record. */
export function putRecord(
  state: CognitoState,
  pool: Pool,
  kind: RecordKind,
  name: string,
  value: Readonly<Record<string, unknown>>,
): PoolRecord {
  const now = state.context.clock.now();
  state.store.run(
    `INSERT INTO pool_records (pool_id, kind, name, value, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (pool_id, kind, name) DO UPDATE SET value = excluded.value, modified_at = excluded.modified_at`,
    ...[pool.id, kind, name, JSON.stringify(value), now, now],
  );
  const record = findRecord(state, pool, kind, name);
  if (!record) throw new ServiceError('InternalErrorException', `${kind} ${name} was not kept.`, { status: 500 });
  return record;
}

export function removeRecord({ store }: CognitoState, pool: Pool, kind: RecordKind, name: string): void {
  store.run('DELETE FROM pool_records WHERE pool_id = ? AND kind = ? AND name = ?', pool.id, kind, name);
}

/** A page of records by name, after `after`. */
export function listRecords({ store }: CognitoState, pool: Pool, kind: RecordKind, after: string, limit: number) {
  const sql = 'SELECT * FROM pool_records WHERE pool_id = ? AND kind = ? AND name > ? ORDER BY name LIMIT ?';
  return store.all(sql, pool.id, kind, after, limit).map(toRecord);
}

/** When it was made and changed, as the API shows it: seconds since the epoch. */
export const recordDates = ({ createdAt, modifiedAt }: PoolRecord) => ({
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});

function toRecord(row: Record<string, unknown>): PoolRecord {
  return {
    poolId: String(row.pool_id),
    name: String(row.name),
    value: JSON.parse(String(row.value)) as Record<string, unknown>,
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
  };
}
