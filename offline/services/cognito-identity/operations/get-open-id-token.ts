import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { invalidParameter } from '../faults.ts';
import { actingIdentity, requireIdentity } from '../identities.ts';
import { loginsInput, verifyLogins } from '../logins.ts';
import { requirePool } from '../pools.ts';
import { signOpenIdToken } from '../signing-key.ts';
import type { IdentityState } from '../state.ts';

const schema = z.object({ IdentityId: z.string().min(1), Logins: loginsInput });

const LIFETIME_SECONDS = 600;

export const getOpenIdToken = defineOperation<IdentityState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  async execute(state, { IdentityId, Logins }) {
    const named = requireIdentity(state, IdentityId);
    const pool = requirePool(state, named.poolId);
    if (!pool.settings.allowClassic) {
      throw invalidParameter('Basic (classic) flow is not enabled, please use enhanced flow.');
    }
    const login = await verifyLogins(state, pool, Logins);
    const identityId = actingIdentity(state, pool, named, login);
    const iat = Math.floor(state.context.clock.now() / 1000);
    const amr = login
      ? ['authenticated', login.provider, `${login.provider}:CognitoSignIn:${login.subject}`]
      : ['unauthenticated'];
    const claims = { sub: identityId, aud: pool.id, amr, iss: 'https://cognito-identity.amazonaws.com' };
    const Token = await signOpenIdToken(state, { ...claims, exp: iat + LIFETIME_SECONDS, iat });
    return { IdentityId: identityId, Token };
  },
});
