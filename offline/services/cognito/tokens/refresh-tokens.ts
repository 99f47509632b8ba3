import { createHash, randomBytes } from 'node:crypto';
import { notAuthorized } from '../faults.ts';
import { tokenLifetimes } from '../settings.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import type { User } from '../users.ts';
import type { TokenOrigin } from './token-origin.ts';

export type RefreshToken = TokenOrigin & { hash: string; username: string; expiresAt: number; deviceKey?: string };

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Makes an opaque refresh token; only its hash is kept. */
export function createRefreshToken(
  { store, context }: CognitoState,
  { pool, client, user, deviceKey }: { pool: Pool; client: Client; user: User; deviceKey?: string | undefined },
  origin: TokenOrigin,
  expiresAt = context.clock.now() + tokenLifetimes(client.settings).refresh * 1000,
): string {
  const token = randomBytes(96).toString('base64url');
  store.run('DELETE FROM refresh_tokens WHERE expires_at < ?', context.clock.now());
  store.run(
    `INSERT INTO refresh_tokens (hash, pool_id, client_id, username, origin_jti, auth_time, expires_at, device_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    hashOf(token),
    pool.id,
    client.id,
    user.username,
    origin.originJti,
    origin.authTime,
    expiresAt,
    deviceKey ?? null,
  );
  return token;
}

/** What stands behind a client's refresh token. @throws ServiceError NotAuthorizedException */
export function requireRefreshToken({ store, context }: CognitoState, client: Client, token: string): RefreshToken {
  const row = store.get('SELECT * FROM refresh_tokens WHERE hash = ?', hashOf(token));
  if (!row || row.client_id !== client.id) throw notAuthorized('Invalid Refresh Token');
  const now = context.clock.now();
  const isReplaced = row.replaced_until !== null && Number(row.replaced_until) <= now;
  if (row.revoked === 1 || isReplaced) throw notAuthorized('Refresh Token has been revoked');
  if (Number(row.expires_at) <= now) throw notAuthorized('Refresh Token has expired');
  return {
    hash: String(row.hash),
    username: String(row.username),
    originJti: String(row.origin_jti),
    authTime: Number(row.auth_time),
    expiresAt: Number(row.expires_at),
    ...(typeof row.device_key === 'string' && { deviceKey: row.device_key }),
  };
}

/** With rotation a used token gives way to its successor, after the client's grace period. */
export function retireRefreshToken({ store }: CognitoState, hash: string, until: number): void {
  store.run('UPDATE refresh_tokens SET replaced_until = ? WHERE hash = ? AND replaced_until IS NULL', until, hash);
}

/** Ends a sign-in: the refresh token and every access token that came of it. Unknown tokens are no error. */
export function revokeRefreshToken({ store }: CognitoState, client: Client, token: string): void {
  store.run(
    `UPDATE refresh_tokens SET revoked = 1 WHERE origin_jti =
       (SELECT origin_jti FROM refresh_tokens WHERE hash = ? AND client_id = ?)`,
    hashOf(token),
    client.id,
  );
}

/** Ends all of a user's sign-ins. */
export function revokeAllOf({ store }: CognitoState, user: User): void {
  const sql = 'UPDATE refresh_tokens SET revoked = 1 WHERE pool_id = ? AND username = ?';
  store.run(sql, user.poolId, user.username);
}

/** Whether the sign-in that a token came of was ended. */
export function isOriginRevoked({ store }: CognitoState, originJti: unknown): boolean {
  if (typeof originJti !== 'string') return false;
  return store.get('SELECT 1 FROM refresh_tokens WHERE origin_jti = ? AND revoked = 1', originJti) !== undefined;
}
