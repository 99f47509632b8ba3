import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { authorize, authorizedPool } from '../access.ts';
import { describeIdentity, requireIdentity } from '../identities.ts';
import { requirePool } from '../pools.ts';
import type { IdentityState } from '../state.ts';

const identityInput = z.object({ IdentityId: z.string().min(1) });
const listInput = z.object({
  IdentityPoolId: z.string().min(1),
  MaxResults: z.number().int().min(1).max(60),
  NextToken: z.string().nullish(),
});
const deleteInput = z.object({ IdentityIdsToDelete: z.array(z.string()).min(1).max(60) });

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
