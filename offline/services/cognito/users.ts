import { userNotFound } from './faults.ts';
import type { MfaType } from './settings.ts';
import type { PasswordVerifier } from './srp.ts';
import type { CognitoState, Pool } from './state.ts';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

export type User = {
  poolId: string;
  /** Fixed for life: the name given at creation, or the sub where people sign in with an e-mail address or number. */
  username: string;
  sub: string;
  status: UserStatus;
  enabled: boolean;
  createdAt: number;
  modifiedAt: number;
  /** All attributes but `sub`. */
  attributes: Record<string, string>;
  security: {
    password?: PasswordVerifier;
    earlierPasswords?: PasswordVerifier[];
    /** When a temporary password ends, milliseconds since the epoch. */
    temporaryUntil?: number;
    failures?: number;
    lastFailureAt?: number;
    lockedUntil?: number;
    totp?: { secret: string; verified: boolean; lastStep: number };
    mfa?: { enabled: MfaType[]; preferred?: MfaType };
    /** Access tokens of sign-ins before this moment are refused, milliseconds since the epoch. */
    signedOutAt?: number;
  };
};

const ALIASES = ['email', 'phone_number', 'preferred_username'] as const;
export type Alias = (typeof ALIASES)[number];

const isCaseSensitive = (pool: Pool) => pool.settings.UsernameConfiguration?.CaseSensitive ?? true;

/** How a name is compared in this pool. */
export const nameKey = (pool: Pool, name: string) => (isCaseSensitive(pool) ? name : name.toLowerCase());

/** The user of a username, sub, or alias that may be used for signing in. */
export function findUser(state: CognitoState, pool: Pool, name: string): User | undefined {
  const { store } = state;
  const key = nameKey(pool, name);
  const row =
    store.get('SELECT * FROM users WHERE pool_id = ? AND username_key = ?', pool.id, key) ??
    store.get('SELECT * FROM users WHERE pool_id = ? AND sub = ?', pool.id, name);
  if (row) return toUser(row);
  for (const alias of signInAliases(pool)) {
    const user = findByAlias(state, pool, alias, name);
    if (user) return user;
  }
  return undefined;
}

/** Attributes by which people of this pool may sign in. */
export function signInAliases({ settings }: Pool): Alias[] {
  return ALIASES.filter(
    (alias) => settings.AliasAttributes.includes(alias) || settings.UsernameAttributes.some((name) => name === alias),
  );
}

/** The user who signs in by this attribute's value: in pools with alias attributes only a verified value counts. */
export function findByAlias(state: CognitoState, pool: Pool, alias: Alias, value: string): User | undefined {
  const rows = state.store.all(
    `SELECT * FROM users WHERE pool_id = ? AND ${alias}_key = ? ORDER BY sequence`,
    pool.id,
    nameKey(pool, value),
  );
  const users = rows.map(toUser);
  const needsVerification = alias !== 'preferred_username' && !pool.settings.UsernameAttributes.includes(alias);
  return needsVerification ? users.find(({ attributes }) => attributes[`${alias}_verified`] === 'true') : users[0];
}

/** @throws ServiceError UserNotFoundException */
export function requireUser(state: CognitoState, pool: Pool, name: string): User {
  const user = findUser(state, pool, name);
  if (!user) throw userNotFound();
  return user;
}

export function insertUser(state: CognitoState, pool: Pool, user: User): void {
  state.store.run(
    `INSERT INTO users (pool_id, username, username_key, sub, status, enabled, created_at, modified_at,
       email_key, phone_number_key, preferred_username_key, attributes, security)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    pool.id,
    user.username,
    nameKey(pool, user.username),
    user.sub,
    user.status,
    Number(user.enabled),
    user.createdAt,
    user.modifiedAt,
    ...aliasKeys(pool, user),
    JSON.stringify(user.attributes),
    JSON.stringify(user.security),
  );
}

/** Writes a user whole. `modifiedAt` moves only when the caller says so: counters of failed sign-ins are no change. */
export function saveUser(state: CognitoState, pool: Pool, user: User): void {
  state.store.run(
    `UPDATE users SET status = ?, enabled = ?, modified_at = ?, email_key = ?, phone_number_key = ?,
       preferred_username_key = ?, attributes = ?, security = ? WHERE pool_id = ? AND sub = ?`,
    user.status,
    Number(user.enabled),
    user.modifiedAt,
    ...aliasKeys(pool, user),
    JSON.stringify(user.attributes),
    JSON.stringify(user.security),
    pool.id,
    user.sub,
  );
}

/** Writes a user as changed now. */
export function saveChangedUser(state: CognitoState, pool: Pool, user: User): void {
  user.modifiedAt = state.context.clock.now();
  saveUser(state, pool, user);
}

/** Removes a user with memberships, codes and tokens. */
export function deleteUser({ store }: CognitoState, user: User): void {
  store.transaction(() => {
    for (const table of ['memberships', 'codes', 'refresh_tokens', 'devices', 'users']) {
      store.run(`DELETE FROM ${table} WHERE pool_id = ? AND username = ?`, user.poolId, user.username);
    }
  });
}

/** A row of `users`. */
export function toUser(row: Record<string, unknown>): User {
  return {
    poolId: String(row.pool_id),
    username: String(row.username),
    sub: String(row.sub),
    status: row.status as UserStatus,
    enabled: row.enabled === 1,
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
    attributes: JSON.parse(String(row.attributes)) as User['attributes'],
    security: JSON.parse(String(row.security)) as User['security'],
  };
}

/** All attributes, `sub` first, as the API lists them. */
export function attributeList(user: User, readable?: readonly string[]): { Name: string; Value: string }[] {
  const all = [{ Name: 'sub', Value: user.sub }];
  for (const [Name, Value] of Object.entries(user.attributes)) {
    if (!readable || readable.includes(Name)) all.push({ Name, Value });
  }
  return all;
}

/** A user as `ListUsers` and `AdminCreateUser` show it; times are seconds since the epoch. */
export function describeUser(user: User, attributesToGet?: readonly string[]) {
  const attributes = attributeList(user);
  return {
    Username: user.username,
    Attributes: attributesToGet ? attributes.filter(({ Name }) => attributesToGet.includes(Name)) : attributes,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** Second factors as the API shows them. */
export function describeMfa({ security: { mfa } }: User) {
  return {
    ...(mfa && mfa.enabled.length > 0 && { UserMFASettingList: mfa.enabled }),
    ...(mfa?.preferred && { PreferredMfaSetting: mfa.preferred }),
  };
}

function aliasKeys(pool: Pool, { attributes }: User): [string | null, string | null, string | null] {
  const key = (alias: Alias) => {
    const value = attributes[alias];
    return value === undefined ? null : nameKey(pool, value);
  };
  return [key('email'), key('phone_number'), key('preferred_username')];
}
