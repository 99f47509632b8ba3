import { z } from 'zod';
import { randomLetters } from '../../../kernel/ids.ts';
import { poolId, poolInput, poolOperation } from '../access.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import { putClient, removeClient, requireClient } from '../pools.ts';
import { clientSettings } from '../settings.ts';
import type { Client } from '../state.ts';

const clientInput = poolInput.extend({ ClientId: z.string().min(1).max(128) });

export const describeUserPoolClient = poolOperation(
  'DescribeUserPoolClient',
  clientInput,
  ({ state, pool, input }) => ({
    UserPoolClient: describe(requireClient(state, input.ClientId, pool.id).client),
  }),
);

export const createUserPoolClient = poolOperation(
  'CreateUserPoolClient',
  clientSettings.extend({ UserPoolId: poolId, GenerateSecret: z.boolean().optional() }),
  ({ state, pool, input: { UserPoolId: _, GenerateSecret, ...settings } }) => {
    const secret = GenerateSecret ? randomLetters(51) : undefined;
    const client = putClient(state, { id: randomLetters(26), poolId: pool.id, origin: 'api', settings, secret });
    return { UserPoolClient: describe(client) };
  },
);

/** Only what is named changes; AWS resets the rest to defaults, which here would undo the app's definition. */
export const updateUserPoolClient = poolOperation(
  'UpdateUserPoolClient',
  z.looseObject({ UserPoolId: poolId, ClientId: z.string() }),
  ({ state, pool, input: { UserPoolId: _, ClientId, ...changes } }) => {
    const { client } = requireClient(state, ClientId, pool.id);
    const settings = { ...client.settings, ...changes };
    return { UserPoolClient: describe(putClient(state, { ...client, settings })) };
  },
);

export const deleteUserPoolClient = poolOperation('DeleteUserPoolClient', clientInput, ({ state, pool, input }) => {
  removeClient(state, requireClient(state, input.ClientId, pool.id).client.id);
  return {};
});

export const listUserPoolClients = poolOperation(
  'ListUserPoolClients',
  poolInput.extend({ MaxResults: z.number().int().min(1).max(60).default(60), NextToken: z.string().nullish() }),
  ({ state, pool, input: { MaxResults, NextToken } }) => {
    const list = `clients ${pool.id}`;
    const after = pageStart(state, list, NextToken, '');
    const clients = [...state.clients.values()]
      .filter((client) => client.poolId === pool.id && client.id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const { page, next } = cutPage(clients, MaxResults, ({ id }) => pageToken(state, list, id));
    return {
      UserPoolClients: page.map(({ id, poolId: UserPoolId, settings: { ClientName } }) => ({
        ClientId: id,
        UserPoolId,
        ClientName,
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
);

function describe({ id, poolId: UserPoolId, secret, settings, createdAt, modifiedAt }: Client) {
  return {
    ...settings,
    ClientId: id,
    UserPoolId,
    ...(secret !== undefined && { ClientSecret: secret }),
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  };
}
