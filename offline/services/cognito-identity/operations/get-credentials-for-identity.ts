import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { actingIdentity, requireIdentity } from '../identities.ts';
import { loginsInput, verifyLogins } from '../logins.ts';
import { requirePool } from '../pools.ts';
import { chooseRole } from '../roles.ts';
import type { IdentityState } from '../state.ts';

const schema = z.object({
  IdentityId: z.string().min(1),
  Logins: loginsInput,
  CustomRoleArn: z.string().optional(),
});

const HOUR_MS = 3_600_000;

export const getCredentialsForIdentity = defineOperation<IdentityState, z.output<typeof schema>>({
  schema,
  unsigned: true,
  async execute(state, { IdentityId, Logins, CustomRoleArn }) {
    const { clock, credentials } = state.context;
    const named = requireIdentity(state, IdentityId);
    const pool = requirePool(state, named.poolId);
    const login = await verifyLogins(state, pool, Logins);
    const identityId = actingIdentity(state, pool, named, login);
    const roleArn = chooseRole(pool, login, CustomRoleArn);
    const issued = credentials.issue(
      {
        kind: 'role',
        roleArn,
        sessionName: 'CognitoIdentityCredentials',
        cognitoIdentity: {
          identityId,
          identityPoolId: pool.id,
          // The form in which AppSync shows it as `cognitoIdentityAuthProvider`.
          ...(login && { provider: `"${login.provider}","${login.provider}:CognitoSignIn:${login.subject}"` }),
        },
      },
      clock.now() + HOUR_MS,
    );
    return {
      IdentityId: identityId,
      Credentials: {
        AccessKeyId: issued.accessKeyId,
        SecretKey: issued.secretAccessKey,
        SessionToken: issued.sessionToken,
        Expiration: Math.floor(issued.expiresAt / 1000),
      },
    };
  },
});
