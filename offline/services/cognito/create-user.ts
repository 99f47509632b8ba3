import { uuid } from '../../kernel/ids.ts';
import { type AttributeInput, aliasOfUsername, assignAttributes, removeAttributes } from './attributes.ts';
import { aliasExists, invalidParameter, usernameExists } from './faults.ts';
import type { CognitoState, Pool } from './state.ts';
import { findByAlias, nameKey, saveChangedUser, signInAliases, type User, type UserStatus } from './users.ts';

type NewUser = {
  pool: Pool;
  /** As given: a username, or an e-mail address or number where people sign in with those. */
  name: string;
  attributes: readonly AttributeInput[];
  status: UserStatus;
  /** Takes an alias away from the user who has it. */
  forceAlias?: boolean;
};

/**
 * A user object, not yet stored. In pools where people sign in with an address or number the username is the sub.
 * @throws ServiceError UsernameExistsException, InvalidParameterException
 */
export function createUser(state: CognitoState, { pool, name, attributes, status, forceAlias }: NewUser): User {
  const alias = aliasOfUsername(pool, name);
  const now = state.context.clock.now();
  const sub = uuid();
  const user: User = {
    poolId: pool.id,
    username: alias ? sub : name,
    sub,
    status,
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    attributes: {},
    security: {},
  };
  assignAttributes(user, attributes);
  if (alias) {
    const given = user.attributes[alias];
    if (given !== undefined && nameKey(pool, given) !== nameKey(pool, name)) {
      throw invalidParameter(`The username and the attribute ${alias} must be the same.`);
    }
    user.attributes[alias] = name;
  }
  requireFree(state, pool, user, name, forceAlias ?? false);
  return user;
}

function requireFree(state: CognitoState, pool: Pool, user: User, name: string, forceAlias: boolean): void {
  const sql = 'SELECT 1 FROM users WHERE pool_id = ? AND username_key = ?';
  if (state.store.get(sql, pool.id, nameKey(pool, name))) throw usernameExists();
  for (const alias of signInAliases(pool)) {
    const value = user.attributes[alias];
    const holder = value === undefined ? undefined : findByAlias(state, pool, alias, value);
    if (!holder) continue;
    if (pool.settings.UsernameAttributes.includes(alias)) {
      throw usernameExists(`An account with the given ${alias} already exists.`);
    }
    if (user.attributes[`${alias}_verified`] !== 'true' && alias !== 'preferred_username') continue;
    if (!forceAlias) throw aliasExists(alias);
    removeAttributes(holder, [alias, `${alias}_verified`]);
    saveChangedUser(state, pool, holder);
  }
}
