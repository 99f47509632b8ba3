import { z } from 'zod';
import { type Call, defineOperation } from '../../../kernel/aws-json.ts';
import { describeIdentity, requireIdentity } from '../identities.ts';
import { requirePool } from '../logins.ts';
import type { IdentityPool, IdentityState } from '../state.ts';

const identityInput = z.object({ IdentityId: z.string().min(1) });
const listInput = z.object({
  IdentityPoolId: z.string().min(1),
  MaxResults: z.number().int().min(1).max(60),
  NextToken: z.string().nullish(),
});
const deleteInput = z.object({ IdentityIdsToDelete: z.array(z.string()).min(1).max(60) });
const poolInput = z.object({ IdentityPoolId: z.string().min(1) });
const poolListInput = z.object({ MaxResults: z.number().int().min(1).max(60), NextToken: z.string().nullish() });

export const describeIdentityOperation = defineOperation<IdentityState, z.output<typeof identityInput>>({
  schema: identityInput,
  execute(state, { IdentityId }, call) {
    const identity = requireIdentity(state, IdentityId);
    authorize(state, call, 'DescribeIdentity', requirePool(state, identity.poolId).arn);
    return describeIdentity(identity);
  },
});

export const listIdentities = defineOperation<IdentityState, z.output<typeof listInput>>({
  schema: listInput,
  execute(state, { IdentityPoolId, MaxResults, NextToken }, call) {
    const pool = authorizedPool(state, call, 'ListIdentities', IdentityPoolId);
    const sql = 'SELECT id FROM identities WHERE pool_id = ? AND id > ? ORDER BY id LIMIT ?';
    const ids = state.store.all(sql, pool.id, NextToken ?? '', MaxResults + 1).map(({ id }) => String(id));
    const page = ids.slice(0, MaxResults);
    return {
      IdentityPoolId: pool.id,
      Identities: page.map((id) => describeIdentity(requireIdentity(state, id))),
      ...(ids.length > MaxResults && { NextToken: page.at(-1) }),
    };
  },
});

export const deleteIdentities = defineOperation<IdentityState, z.output<typeof deleteInput>>({
  schema: deleteInput,
  execute(state, { IdentityIdsToDelete }, call) {
    authorize(state, call, 'DeleteIdentities', '*');
    state.store.transaction(() => {
      for (const id of IdentityIdsToDelete) {
        state.store.run('DELETE FROM logins WHERE identity_id = ?', id);
        state.store.run('DELETE FROM identities WHERE id = ?', id);
      }
    });
    return { UnprocessedIdentityIds: [] };
  },
});

export const describeIdentityPool = defineOperation<IdentityState, z.output<typeof poolInput>>({
  schema: poolInput,
  execute(state, { IdentityPoolId }, call) {
    const { id, name, settings } = authorizedPool(state, call, 'DescribeIdentityPool', IdentityPoolId);
    return {
      IdentityPoolId: id,
      IdentityPoolName: name,
      AllowUnauthenticatedIdentities: settings.allowUnauthenticated,
      CognitoIdentityProviders: settings.providers,
    };
  },
});

export const getIdentityPoolRoles = defineOperation<IdentityState, z.output<typeof poolInput>>({
  schema: poolInput,
  execute(state, { IdentityPoolId }, call) {
    const { id, settings } = authorizedPool(state, call, 'GetIdentityPoolRoles', IdentityPoolId);
    return { IdentityPoolId: id, Roles: settings.roles, RoleMappings: Object.fromEntries(settings.mappings) };
  },
});

export const listIdentityPools = defineOperation<IdentityState, z.output<typeof poolListInput>>({
  schema: poolListInput,
  execute(state, { MaxResults, NextToken }, call) {
    authorize(state, call, 'ListIdentityPools', '*');
    const pools = [...state.pools.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .filter(({ id }) => id > (NextToken ?? ''));
    const page = pools.slice(0, MaxResults);
    return {
      IdentityPools: page.map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
      ...(pools.length > MaxResults && { NextToken: page.at(-1)?.id }),
    };
  },
});

function authorizedPool(state: IdentityState, call: Call, action: string, id: string): IdentityPool {
  const { region, account } = state.context;
  authorize(state, call, action, `arn:aws:cognito-identity:${region}:${account}:identitypool/${id}`);
  return requirePool(state, id);
}

function authorize({ context }: IdentityState, call: Call, action: string, resource: string): void {
  context.policies.authorize({ principal: call.principal, action: `cognito-identity:${action}`, resource });
}
