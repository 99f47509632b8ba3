import { uuid } from '../../kernel/ids.ts';
import { type AttributeInput, aliasOfUsername, assignAttributes, removeAttributes } from './attributes.ts';
import { aliasExists, invalidParameter, usernameExists } from './faults.ts';
import type { CognitoState, Pool } from './state.ts';
import {
  type Alias,
  findByAlias,
  insertUser,
  nameKey,
  saveChangedUser,
  signInAliases,
  type User,
  type UserStatus,
} from './users.ts';

type NewUser = {
  pool: Pool;
  /** As given: a username, or an e-mail address or number where people sign in with those. */
  name: string;
  attributes: readonly AttributeInput[];
  status: UserStatus;
};

/**
 * A user object, not yet stored. In pools where people sign in with an address or number the username is the sub.
 * @throws ServiceError UsernameExistsException, InvalidParameterException
 */
export function createUser(state: CognitoState, { pool, name, attributes, status }: NewUser): User {
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
  refuseTaken(state, pool, user);
  return user;
}

/**
 * Stores a new user, once more only if the name is free: triggers took their time since `createUser`. `forceAlias` takes
 * an alias away from the user who has it.
 * @throws ServiceError UsernameExistsException, AliasExistsException
 */
export function storeNewUser(state: CognitoState, pool: Pool, user: User, forceAlias = false): void {
  state.store.transaction(() => {
    refuseTaken(state, pool, user);
    for (const { alias, holder } of aliasHolders(state, pool, user)) {
      if (!forceAlias) throw aliasExists(alias);
      removeAttributes(holder, [alias, `${alias}_verified`]);
      saveChangedUser(state, pool, holder);
    }
    insertUser(state, pool, user);
  });
}

function refuseTaken(state: CognitoState, pool: Pool, user: User): void {
  const sql = 'SELECT 1 FROM users WHERE pool_id = ? AND username_key = ?';
  if (state.store.get(sql, pool.id, nameKey(pool, user.username))) throw usernameExists();
  for (const alias of signInAliases(pool)) {
    const value = user.attributes[alias];
    if (value === undefined || !pool.settings.UsernameAttributes.some((name) => name === alias)) continue;
    if (findByAlias(state, pool, alias, value))
      throw usernameExists(`An account with the given ${alias} already exists.`);
  }
}

/** Who already signs in by one of the new user's alias attributes. An unverified address or number claims nothing. */
function aliasHolders(state: CognitoState, pool: Pool, user: User): { alias: Alias; holder: User }[] {
  return signInAliases(pool).flatMap((alias) => {
    const value = user.attributes[alias];
    const claims = alias === 'preferred_username' || user.attributes[`${alias}_verified`] === 'true';
    const holder = value !== undefined && claims ? findByAlias(state, pool, alias, value) : undefined;
    return holder ? [{ alias, holder }] : [];
  });
}
