import { z } from 'zod';
import { randomLetters } from '../../../kernel/ids.ts';
import { poolId, poolInput, poolOperation } from '../access.ts';
import { invalidParameter } from '../faults.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import { putClient, removeClient, requireClient } from '../pools.ts';
import { type ClientSettings, clientSettings, tokenLifetimes } from '../settings.ts';
import type { Client } from '../state.ts';

const DAY_SECONDS = 86_400;
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
    checkSettings(settings);
    const secret = GenerateSecret ? randomLetters(51) : undefined;
    const client = putClient(state, { id: randomLetters(26), poolId: pool.id, origin: 'api', settings, secret });
    return { UserPoolClient: describe(client) };
  },
);

/** What is not named goes back to its default, as on AWS; the app's definition holds again from its next start. */
export const updateUserPoolClient = poolOperation(
  'UpdateUserPoolClient',
  clientSettings.extend({ ...clientInput.shape, ClientName: clientSettings.shape.ClientName.optional() }),
  ({ state, pool, input: { UserPoolId: _, ClientId, ...changes } }) => {
    const { client } = requireClient(state, ClientId, pool.id);
    const settings = { ...changes, ClientName: changes.ClientName ?? client.settings.ClientName };
    checkSettings(settings);
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

/** @throws ServiceError InvalidParameterException for flows that exclude each other and lifetimes out of range */
function checkSettings(settings: ClientSettings): void {
  const flows = settings.ExplicitAuthFlows;
  if (flows.some((flow) => flow.startsWith('ALLOW_')) && !flows.every((flow) => flow.startsWith('ALLOW_'))) {
    throw invalidParameter('Legacy ExplicitAuthFlows cannot be used along with ALLOW_ flows.');
  }
  const { access, id, refresh } = tokenLifetimes(settings);
  const fits = [access, id].every((seconds) => seconds >= 300 && seconds <= DAY_SECONDS);
  if (!fits || refresh < 3600 || refresh > 3650 * DAY_SECONDS) {
    throw invalidParameter('Invalid range for token validity.');
  }
}

/** As the API shows it: lifetimes that were not set are left out, but for the refresh token's. */
function describe({ id, poolId: UserPoolId, secret, settings, createdAt, modifiedAt }: Client) {
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, ...others } = settings;
  return {
    AllowedOAuthFlowsUserPoolClient: false,
    EnablePropagateAdditionalUserContextData: false,
    ...others,
    ...(AccessTokenValidity > 0 && { AccessTokenValidity }),
    ...(IdTokenValidity > 0 && { IdTokenValidity }),
    RefreshTokenValidity: RefreshTokenValidity || 30,
    ClientId: id,
    UserPoolId,
    ...(secret !== undefined && { ClientSecret: secret }),
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  };
}
