import { z } from 'zod';
import { poolInput, poolOperation } from '../access.ts';
import { invalidParameter } from '../faults.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import { findRecord, listRecords, type PoolRecord, putRecord, removeRecord, requireRecord } from '../pool-records.ts';

const KIND = 'resource-server';
const named = poolInput.extend({ Identifier: z.string().min(1).max(256) });
const details = named.extend({
  Name: z.string().min(1).max(256),
  Scopes: z
    .array(z.object({ ScopeName: z.string().min(1).max(256), ScopeDescription: z.string().min(1).max(256) }))
    .max(100)
    .default([]),
});

const unknownServer = (identifier: string) => `Resource server does not exist for the given identifier ${identifier}.`;
const describe = ({ poolId: UserPoolId, name: Identifier, value }: PoolRecord) => ({
  UserPoolId,
  Identifier,
  ...value,
});

export const createResourceServer = poolOperation('CreateResourceServer', details, ({ state, pool, input }) => {
  const { Identifier, Name, Scopes } = input;
  if (findRecord(state, pool, KIND, Identifier)) {
    throw invalidParameter(`${Identifier} already exists in user pool ${pool.id}.`);
  }
  return { ResourceServer: describe(putRecord(state, pool, KIND, Identifier, { Name, Scopes })) };
});

export const describeResourceServer = poolOperation('DescribeResourceServer', named, ({ state, pool, input }) => ({
  ResourceServer: describe(requireRecord(state, pool, KIND, input.Identifier, unknownServer(input.Identifier))),
}));

export const updateResourceServer = poolOperation('UpdateResourceServer', details, ({ state, pool, input }) => {
  const { Identifier, Name, Scopes } = input;
  requireRecord(state, pool, KIND, Identifier, unknownServer(Identifier));
  return { ResourceServer: describe(putRecord(state, pool, KIND, Identifier, { Name, Scopes })) };
});

export const deleteResourceServer = poolOperation('DeleteResourceServer', named, ({ state, pool, input }) => {
  requireRecord(state, pool, KIND, input.Identifier, unknownServer(input.Identifier));
  removeRecord(state, pool, KIND, input.Identifier);
  return {};
});

export const listResourceServers = poolOperation(
  'ListResourceServers',
  poolInput.extend({ MaxResults: z.number().int().min(1).max(50).default(50), NextToken: z.string().nullish() }),
  ({ state, pool, input: { MaxResults, NextToken } }) => {
    const list = `resource servers ${pool.id}`;
    const records = listRecords(state, pool, KIND, pageStart(state, list, NextToken, ''), MaxResults + 1);
    const { page, next } = cutPage(records, MaxResults, (last) => pageToken(state, list, last.name));
    return { ResourceServers: page.map(describe), ...(next !== undefined && { NextToken: next }) };
  },
);
