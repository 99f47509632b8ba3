import { poolUserInput, poolUserOperation, sessionOperation, tokenInput } from '../access.ts';
import type { CognitoState, Pool } from '../state.ts';
import { revokeAllOf } from '../tokens/refresh-tokens.ts';
import { saveUser, type User } from '../users.ts';

export const globalSignOut = sessionOperation(tokenInput, ({ state, pool, user }) => signOut(state, pool, user));

export const adminUserGlobalSignOut = poolUserOperation(
  'AdminUserGlobalSignOut',
  poolUserInput,
  ({ state, pool, user }) => signOut(state, pool, user),
);

function signOut(state: CognitoState, pool: Pool, user: User) {
  state.store.transaction(() => {
    user.security.signedOutAt = state.context.clock.now();
    saveUser(state, pool, user);
    revokeAllOf(state, user);
  });
  return {};
}
