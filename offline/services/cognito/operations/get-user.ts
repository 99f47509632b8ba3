import { poolUserInput, poolUserOperation, sessionOperation, tokenInput } from '../access.ts';
import { attributeList, describeMfa } from '../users.ts';

export const getUser = sessionOperation(tokenInput, ({ user, client }) => {
  const { ReadAttributes } = client.settings;
  return {
    Username: user.username,
    UserAttributes: attributeList(user, ReadAttributes),
    ...describeMfa(user),
  };
});

export const adminGetUser = poolUserOperation('AdminGetUser', poolUserInput, ({ user }) => ({
  Username: user.username,
  UserAttributes: attributeList(user),
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.modifiedAt / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
  ...describeMfa(user),
}));
