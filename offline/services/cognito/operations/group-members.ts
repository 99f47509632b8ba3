import { z } from 'zod';
import { poolInput, poolOperation, poolUserInput, poolUserOperation } from '../access.ts';
import { addMember, describeGroup, groupsOf, membersOf, removeMember, requireGroup } from '../groups.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import { describeUser } from '../users.ts';

const membership = poolUserInput.extend({ GroupName: z.string().min(1).max(128) });
const paging = { Limit: z.number().int().min(0).max(60).default(60), NextToken: z.string().nullish() };

export const adminAddUserToGroup = poolUserOperation(
  'AdminAddUserToGroup',
  membership,
  ({ state, pool, user, input }) => {
    addMember(state, user, requireGroup(state, pool, input.GroupName).name);
    return {};
  },
);

export const adminRemoveUserFromGroup = poolUserOperation(
  'AdminRemoveUserFromGroup',
  membership,
  ({ state, pool, user, input }) => {
    removeMember(state, user, requireGroup(state, pool, input.GroupName).name);
    return {};
  },
);

export const adminListGroupsForUser = poolUserOperation(
  'AdminListGroupsForUser',
  poolUserInput.extend(paging),
  ({ state, user, input }) => {
    const list = `groups of ${user.sub}`;
    const start = pageStart(state, list, input.NextToken, 0);
    const limit = input.Limit || 60;
    const rest = groupsOf(state, user).slice(start);
    const { page, next } = cutPage(rest, limit, () => pageToken(state, list, start + limit));
    return { Groups: page.map(describeGroup), ...(next !== undefined && { NextToken: next }) };
  },
);

export const listUsersInGroup = poolOperation(
  'ListUsersInGroup',
  poolInput.extend({ GroupName: z.string().min(1).max(128), ...paging }),
  ({ state, pool, input }) => {
    const group = requireGroup(state, pool, input.GroupName);
    const list = `members of ${pool.id} ${group.name}`;
    const limit = input.Limit || 60;
    const members = membersOf(state, pool.id, group.name, pageStart(state, list, input.NextToken, 0), limit + 1);
    const { page, next } = cutPage(members, limit, ({ position }) => pageToken(state, list, position));
    return { Users: page.map(({ user }) => describeUser(user)), ...(next !== undefined && { NextToken: next }) };
  },
);
