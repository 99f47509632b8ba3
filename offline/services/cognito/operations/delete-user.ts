import { poolUserInput, poolUserOperation, sessionOperation, tokenInput } from '../access.ts';
import { revokeAllOf } from '../tokens/refresh-tokens.ts';
import { deleteUser as removeUser, saveChangedUser } from '../users.ts';

export const deleteUser = sessionOperation(tokenInput, ({ state, user }) => {
  removeUser(state, user);
  return {};
});

export const adminDeleteUser = poolUserOperation('AdminDeleteUser', poolUserInput, ({ state, user }) => {
  removeUser(state, user);
  return {};
});

export const adminDisableUser = poolUserOperation('AdminDisableUser', poolUserInput, ({ state, pool, user }) => {
  user.enabled = false;
  saveChangedUser(state, pool, user);
  revokeAllOf(state, user);
  return {};
});

export const adminEnableUser = poolUserOperation('AdminEnableUser', poolUserInput, ({ state, pool, user }) => {
  user.enabled = true;
  saveChangedUser(state, pool, user);
  return {};
});
