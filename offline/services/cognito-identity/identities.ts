import { uuid } from '../../kernel/ids.ts';
import { notAuthorized, notFound } from './faults.ts';
import type { Login } from './logins.ts';
import type { IdentityPool, IdentityState } from './state.ts';

export type Identity = { id: string; poolId: string; createdAt: number; modifiedAt: number; logins: string[] };

/** The identity of a login, made at first sight; a guest gets a new one each time. */
export function identityFor(state: IdentityState, pool: IdentityPool, login: Login | undefined): string {
  const { store, context } = state;
  return store.transaction(() => {
    const known =
      login &&
      store.get(
        'SELECT identity_id FROM logins WHERE pool_id = ? AND provider = ? AND subject = ?',
        pool.id,
        login.provider,
        login.subject,
      );
    if (known) return String(known.identity_id);
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
 * Checks that an identity is this login's: a guest's becomes it at the first sign-in, as on AWS.
 * @throws ServiceError NotAuthorizedException
 */
export function claimIdentity(
  state: IdentityState,
  pool: IdentityPool,
  identity: Identity,
  login: Login | undefined,
): void {
  if (!login) {
    if (identity.logins.length > 0) throw notAuthorized('Access to Identity is forbidden.');
    return;
  }
  const owner = state.store.get(
    'SELECT identity_id FROM logins WHERE pool_id = ? AND provider = ? AND subject = ?',
    pool.id,
    login.provider,
    login.subject,
  );
  if (owner?.identity_id === identity.id) return;
  if (owner || identity.logins.length > 0)
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  link(state, pool, login, identity.id);
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

function link({ store, context }: IdentityState, pool: IdentityPool, login: Login, identityId: string): void {
  store.run(
    'INSERT INTO logins (pool_id, provider, subject, identity_id) VALUES (?, ?, ?, ?)',
    pool.id,
    login.provider,
    login.subject,
    identityId,
  );
  store.run('UPDATE identities SET modified_at = ? WHERE id = ?', context.clock.now(), identityId);
}
