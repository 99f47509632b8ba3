import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { identityFor } from '../identities.ts';
import { loginsInput, verifyLogins } from '../logins.ts';
import { requirePool } from '../pools.ts';
import type { IdentityState } from '../state.ts';

const schema = z.object({ IdentityPoolId: z.string().min(1), Logins: loginsInput });

export const getId = defineOperation<IdentityState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  async execute(state, { IdentityPoolId, Logins }) {
    const pool = requirePool(state, IdentityPoolId);
    return { IdentityId: identityFor(state, pool, await verifyLogins(state, pool, Logins)) };
  },
});
