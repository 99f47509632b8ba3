import { uuid } from '../../kernel/ids.ts';
import { notAuthorized, notFound } from './faults.ts';
import type { Login } from './logins.ts';
import type { IdentityPool, IdentityState } from './state.ts';

type LoginName = Pick<Login, 'provider' | 'subject'>;
export type Identity = { id: string; poolId: string; createdAt: number; modifiedAt: number; logins: string[] };

/** The identity of a login, made at first sight; a guest gets a new one each time. */
export function identityFor(
  state: IdentityState,
  pool: IdentityPool,
  login: (LoginName & { identityId?: string }) | undefined,
): string {
  const { store, context } = state;
  return store.transaction(() => {
    const known = login && (login.identityId ?? ownIdentity(state, pool, login));
    if (known !== undefined) return known;
    const id = `${context.region}:${uuid()}`;
    const now = context.clock.now();
    store.run(
      'INSERT INTO identities (id, pool_id, created_at, modified_at) VALUES (?, ?, ?, ?)',
      id,
      pool.id,
      now,
      now,
    );
    if (login) link(state, pool, login, id);
    return id;
  });
}

/**
 * The identity that a request acts as. A guest's identity becomes the login's at the first sign-in; where the login has
 * one of its own, or the named identity is someone else's, it is the login's own, which the answer tells the client.
 * @throws ServiceError NotAuthorizedException when a guest names the identity of a login
 */
export function actingIdentity(
  state: IdentityState,
  pool: IdentityPool,
  named: Identity,
  login: Login | undefined,
): string {
  if (!login) {
    if (named.logins.length > 0) throw notAuthorized('Access to Identity is forbidden.');
    return named.id;
  }
  if (login.identityId !== undefined) {
    if (login.identityId !== named.id) throw notAuthorized('Access to Identity is forbidden.');
    return named.id;
  }
  const own = ownIdentity(state, pool, login);
  if (own === undefined && named.logins.length === 0) {
    link(state, pool, login, named.id);
    return named.id;
  }
  return own ?? identityFor(state, pool, login);
}

/** The identity that belongs to a login. */
export function ownIdentity({ store }: IdentityState, pool: IdentityPool, login: LoginName): string | undefined {
  const row = store.get(
    'SELECT identity_id FROM logins WHERE pool_id = ? AND provider = ? AND subject = ?',
    pool.id,
    login.provider,
    login.subject,
  );
  return row && String(row.identity_id);
}

/** @throws ServiceError ResourceNotFoundException */
export function requireIdentity({ store }: IdentityState, id: string): Identity {
  const row = store.get('SELECT * FROM identities WHERE id = ?', id);
  if (!row) throw notFound(`Identity '${id}' not found.`);
  return {
    id,
    poolId: String(row.pool_id),
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
    logins: store.all('SELECT provider FROM logins WHERE identity_id = ?', id).map(({ provider }) => String(provider)),
  };
}

/** An identity as the API shows it; times are seconds since the epoch. */
export const describeIdentity = ({ id, logins, createdAt, modifiedAt }: Identity) => ({
  IdentityId: id,
  ...(logins.length > 0 && { Logins: logins }),
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});

/** Gives a login to an identity. */
export function link(
  { store, context }: IdentityState,
  pool: IdentityPool,
  login: LoginName,
  identityId: string,
): void {
  store.run(
    'INSERT INTO logins (pool_id, provider, subject, identity_id) VALUES (?, ?, ?, ?)',
    pool.id,
    login.provider,
    login.subject,
    identityId,
  );
  store.run('UPDATE identities SET modified_at = ? WHERE id = ?', context.clock.now(), identityId);
}
