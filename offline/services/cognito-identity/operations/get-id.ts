import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { identityFor } from '../identities.ts';
import { loginsInput, requirePool, verifyLogins } from '../logins.ts';
import type { IdentityState } from '../state.ts';

const schema = z.object({ IdentityPoolId: z.string().min(1), Logins: loginsInput });

export const getId = defineOperation<IdentityState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  execute(state, { IdentityPoolId, Logins }) {
    const pool = requirePool(state, IdentityPoolId);
    return { IdentityId: identityFor(state, pool, verifyLogins(state, pool, Logins)) };
  },
});
