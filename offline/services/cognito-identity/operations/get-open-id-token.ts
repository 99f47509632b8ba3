import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { claimIdentity, requireIdentity } from '../identities.ts';
import { loginsInput, requirePool, verifyLogins } from '../logins.ts';
import { signOpenIdToken } from '../signing-key.ts';
import type { IdentityState } from '../state.ts';

const schema = z.object({ IdentityId: z.string().min(1), Logins: loginsInput });

const LIFETIME_SECONDS = 600;

export const getOpenIdToken = defineOperation<IdentityState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  async execute(state, { IdentityId, Logins }) {
    const identity = requireIdentity(state, IdentityId);
    const pool = requirePool(state, identity.poolId);
    const login = verifyLogins(state, pool, Logins);
    claimIdentity(state, pool, identity, login);
    const iat = Math.floor(state.context.clock.now() / 1000);
    const amr = login
      ? ['authenticated', login.provider, `${login.provider}:CognitoSignIn:${login.subject}`]
      : ['unauthenticated'];
    const claims = { sub: identity.id, aud: pool.id, amr, iss: 'https://cognito-identity.amazonaws.com' };
    const Token = await signOpenIdToken(state, { ...claims, exp: iat + LIFETIME_SECONDS, iat });
    return { IdentityId: identity.id, Token };
  },
});
