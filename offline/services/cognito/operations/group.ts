import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { poolInput, poolOperation } from '../access.ts';
import { describeGroup, findGroup, listGroups as list, putGroup, removeGroup, requireGroup } from '../groups.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';

const named = poolInput.extend({ GroupName: z.string().min(1).max(128) });
const details = named.extend({
  Description: z.string().max(2048).optional(),
  RoleArn: z.string().min(20).max(2048).optional(),
  Precedence: z.number().int().min(0).optional(),
});

export const createGroup = poolOperation('CreateGroup', details, ({ state, pool, input }) => {
  if (findGroup(state, pool.id, input.GroupName)) {
    throw new ServiceError('GroupExistsException', 'A group with the name already exists.');
  }
  putGroup(state, pool.id, {
    name: input.GroupName,
    origin: 'api',
    description: input.Description,
    precedence: input.Precedence,
    roleArn: input.RoleArn,
  });
  return { Group: describeGroup(requireGroup(state, pool, input.GroupName)) };
});

export const getGroup = poolOperation('GetGroup', named, ({ state, pool, input }) => ({
  Group: describeGroup(requireGroup(state, pool, input.GroupName)),
}));

export const updateGroup = poolOperation('UpdateGroup', details, ({ state, pool, input }) => {
  const old = requireGroup(state, pool, input.GroupName);
  putGroup(state, pool.id, {
    name: old.name,
    origin: old.origin,
    description: input.Description ?? old.description,
    precedence: input.Precedence ?? old.precedence,
    roleArn: input.RoleArn ?? old.roleArn,
  });
  return { Group: describeGroup(requireGroup(state, pool, old.name)) };
});

export const deleteGroup = poolOperation('DeleteGroup', named, ({ state, pool, input }) => {
  removeGroup(state, pool.id, requireGroup(state, pool, input.GroupName).name);
  return {};
});

export const listGroups = poolOperation(
  'ListGroups',
  poolInput.extend({ Limit: z.number().int().min(0).max(60).default(60), NextToken: z.string().nullish() }),
  ({ state, pool, input }) => {
    const limit = input.Limit || 60;
    const name = `groups ${pool.id}`;
    const groups = list(state, pool.id, pageStart(state, name, input.NextToken, ''), limit + 1);
    const { page, next } = cutPage(groups, limit, (last) => pageToken(state, name, last.name));
    return { Groups: page.map(describeGroup), ...(next !== undefined && { NextToken: next }) };
  },
);
