import { randomLetters, uuid } from '../../kernel/ids.ts';
import { notFound } from './faults.ts';
import type { CognitoState } from './state.ts';
import type { User } from './users.ts';

export type Device = {
  /** `us-east-1_<uuid>`. */
  key: string;
  /** Stands for the pool's name when the device proves its password. */
  groupKey: string;
  name: string | undefined;
  /** Hexadecimal; there once the device was confirmed. */
  password: { salt: string; verifier: string } | undefined;
  remembered: boolean;
  createdAt: number;
  modifiedAt: number;
  authenticatedAt: number;
};

/** A key for a device that signed in for the first time; it counts once `confirmDevice` was called for it. */
export function createDevice({ store, context }: CognitoState, user: User): { key: string; groupKey: string } {
  const key = `${context.region}_${uuid()}`;
  const groupKey = `-${randomLetters(8)}`;
  const now = context.clock.now();
  store.run(
    `INSERT INTO devices (pool_id, username, key, group_key, created_at, modified_at, authenticated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[user.poolId, user.username, key, groupKey, now, now, now],
  );
  return { key, groupKey };
}

/** Keeps the verifier of a device's own password (hexadecimal). */
export function confirmDevice(
  { store, context }: CognitoState,
  user: User,
  key: string,
  device: { name: string | undefined; salt: string; verifier: string; remembered: boolean },
): void {
  store.run(
    `UPDATE devices SET name = ?, salt = ?, verifier = ?, remembered = ?, modified_at = ?
     WHERE pool_id = ? AND username = ? AND key = ?`,
    ...[device.name ?? null, device.salt, device.verifier, Number(device.remembered), context.clock.now()],
    ...[user.poolId, user.username, key],
  );
}

/** A device that waits for its confirmation. */
export function isPendingDevice({ store }: CognitoState, user: User, key: string): boolean {
  const sql = 'SELECT 1 FROM devices WHERE pool_id = ? AND username = ? AND key = ? AND verifier IS NULL';
  return store.get(sql, user.poolId, user.username, key) !== undefined;
}

/** A confirmed device of this user. */
export function findDevice({ store }: CognitoState, user: User, key: string): Device | undefined {
  const sql = 'SELECT * FROM devices WHERE pool_id = ? AND username = ? AND key = ? AND verifier IS NOT NULL';
  const row = store.get(sql, user.poolId, user.username, key);
  return row && toDevice(row);
}

/** @throws ServiceError ResourceNotFoundException */
export function requireDevice(state: CognitoState, user: User, key: string): Device {
  const device = findDevice(state, user, key);
  if (!device) throw notFound('Device does not exist.');
  return device;
}

/** A page of a user's confirmed devices by key. */
export function listDevices({ store }: CognitoState, user: User, after: string, limit: number): Device[] {
  const sql =
    'SELECT * FROM devices WHERE pool_id = ? AND username = ? AND key > ? AND verifier IS NOT NULL ORDER BY key LIMIT ?';
  return store.all(sql, user.poolId, user.username, after, limit).map(toDevice);
}

export function setRemembered({ store, context }: CognitoState, user: User, key: string, remembered: boolean): void {
  const sql = 'UPDATE devices SET remembered = ?, modified_at = ? WHERE pool_id = ? AND username = ? AND key = ?';
  store.run(sql, Number(remembered), context.clock.now(), user.poolId, user.username, key);
}

export function markAuthenticated({ store, context }: CognitoState, user: User, key: string): void {
  const sql = 'UPDATE devices SET authenticated_at = ? WHERE pool_id = ? AND username = ? AND key = ?';
  store.run(sql, context.clock.now(), user.poolId, user.username, key);
}

export function forgetDevice({ store }: CognitoState, user: User, key: string): void {
  const sql = 'DELETE FROM devices WHERE pool_id = ? AND username = ? AND key = ?';
  store.run(sql, user.poolId, user.username, key);
}

/** A device as the API shows it; times are seconds since the epoch. */
export const describeDevice = ({ key, name, remembered, ...times }: Device) => ({
  DeviceKey: key,
  DeviceAttributes: [
    { Name: 'device_status', Value: 'valid' },
    ...(name === undefined ? [] : [{ Name: 'device_name', Value: name }]),
    { Name: 'dev:device_remembered_status', Value: remembered ? 'remembered' : 'not_remembered' },
  ],
  DeviceCreateDate: times.createdAt / 1000,
  DeviceLastModifiedDate: times.modifiedAt / 1000,
  DeviceLastAuthenticatedDate: times.authenticatedAt / 1000,
});

function toDevice(row: Record<string, unknown>): Device {
  return {
    key: String(row.key),
    groupKey: String(row.group_key),
    name: typeof row.name === 'string' ? row.name : undefined,
    password: typeof row.verifier === 'string' ? { salt: String(row.salt), verifier: row.verifier } : undefined,
    remembered: row.remembered === 1,
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
    authenticatedAt: Number(row.authenticated_at),
  };
}
