import { z } from 'zod';
import { notFound } from './faults.ts';
import { clientSettings, poolSettings } from './settings.ts';
import type { Client, CognitoState, Origin, Pool } from './state.ts';

type PoolDefinition = { id: string; origin: Origin; settings: unknown };
type ClientDefinition = { id: string; poolId: string; origin: Origin; settings: unknown; secret?: string | undefined };

/** Brings back the pools and clients that API calls made; the app's own come with `apply`. */
export function loadApiPools(state: CognitoState): void {
  for (const row of state.store.all("SELECT id, settings FROM pools WHERE origin = 'api'")) {
    const id = String(row.id);
    loaded(state, id, () => putPool(state, { id, origin: 'api', settings: JSON.parse(String(row.settings)) }));
  }
  for (const row of state.store.all("SELECT id, pool_id, settings, secret FROM clients WHERE origin = 'api'")) {
    const id = String(row.id);
    const secret = typeof row.secret === 'string' ? row.secret : undefined;
    const settings: unknown = JSON.parse(String(row.settings));
    const rest = { poolId: String(row.pool_id), origin: 'api', settings } as const;
    loaded(state, id, () => putClient(state, { id, secret, ...rest }));
  }
}

/** What an earlier version let in and this one does not is left out, and said. */
function loaded({ context }: CognitoState, id: string, put: () => void): void {
  try {
    put();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    context.log.warn(`${id} is left out, its settings are not Cognito's: ${z.prettifyError(error)}. Make it anew.`);
  }
}

/** Creates or updates a pool; users, groups and keys stay. @throws ZodError when the settings are malformed. */
export function putPool(state: CognitoState, { id, origin, settings }: PoolDefinition): Pool {
  const { context, store, pools } = state;
  const parsed = poolSettings.parse(settings);
  const text = JSON.stringify(parsed);
  const now = context.clock.now();
  const old = store.get('SELECT settings, created_at, modified_at FROM pools WHERE id = ?', id);
  const unchanged = old?.settings === text;
  const pool: Pool = {
    id,
    arn: `arn:aws:cognito-idp:${context.region}:${context.account}:userpool/${id}`,
    name: id.split('_')[1] ?? id,
    issuer: `https://cognito-idp.${context.region}.amazonaws.com/${id}`,
    origin,
    settings: parsed,
    createdAt: old ? Number(old.created_at) : now,
    modifiedAt: unchanged ? Number(old.modified_at) : now,
  };
  if (!unchanged) {
    store.run(
      `INSERT INTO pools (id, origin, settings, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, settings = excluded.settings, modified_at = excluded.modified_at`,
      id,
      origin,
      text,
      pool.createdAt,
      pool.modifiedAt,
    );
  }
  pools.set(id, pool);
  return pool;
}

/** Creates or updates an app client; its refresh tokens stay. */
export function putClient(state: CognitoState, { id, poolId, origin, settings, secret }: ClientDefinition): Client {
  const { context, store, clients } = state;
  const parsed = clientSettings.parse(settings);
  const text = JSON.stringify(parsed);
  const now = context.clock.now();
  const old = store.get('SELECT settings, secret, created_at, modified_at FROM clients WHERE id = ?', id);
  const unchanged = old?.settings === text && (old.secret ?? undefined) === secret;
  const client: Client = {
    id,
    poolId,
    origin,
    secret,
    settings: parsed,
    createdAt: old ? Number(old.created_at) : now,
    modifiedAt: unchanged ? Number(old.modified_at) : now,
  };
  if (!unchanged) {
    store.run(
      `INSERT INTO clients (id, pool_id, origin, settings, secret, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, secret = excluded.secret, modified_at = excluded.modified_at`,
      id,
      poolId,
      origin,
      text,
      secret ?? null,
      client.createdAt,
      client.modifiedAt,
    );
  }
  clients.set(id, client);
  return client;
}

const POOL_TABLES = [
  ...['clients', 'signing_keys', 'users', 'user_groups', 'memberships', 'codes', 'refresh_tokens', 'devices'],
  'pool_records',
];

/** Removes a pool with all that is in it. */
export function removePool(state: CognitoState, poolId: string): void {
  state.store.transaction(() => {
    for (const table of POOL_TABLES) state.store.run(`DELETE FROM ${table} WHERE pool_id = ?`, poolId);
    state.store.run('DELETE FROM pools WHERE id = ?', poolId);
  });
  state.pools.delete(poolId);
  state.signingKeys.delete(poolId);
  for (const client of state.clients.values()) if (client.poolId === poolId) state.clients.delete(client.id);
}

export function removeClient(state: CognitoState, clientId: string): void {
  state.store.run('DELETE FROM refresh_tokens WHERE client_id = ?', clientId);
  state.store.run('DELETE FROM clients WHERE id = ?', clientId);
  state.clients.delete(clientId);
}

/** @throws ServiceError ResourceNotFoundException */
export function requirePool(state: CognitoState, poolId: string): Pool {
  const pool = state.pools.get(poolId);
  if (!pool) throw notFound(`User pool ${poolId} does not exist.`);
  return pool;
}

/** A client with its pool. @throws ServiceError ResourceNotFoundException */
export function requireClient(state: CognitoState, clientId: string, poolId?: string): { client: Client; pool: Pool } {
  const client = state.clients.get(clientId);
  const pool = client && state.pools.get(client.poolId);
  if (!client || !pool || (poolId !== undefined && pool.id !== poolId)) {
    throw notFound(`User pool client ${clientId} does not exist.`);
  }
  return { client, pool };
}
