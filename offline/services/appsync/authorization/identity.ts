import type { TokenClaims } from '../../../kernel/ports.ts';
import { type Principal, principalArn } from '../../../kernel/principal.ts';

// The backend listens on the loopback interface only.
const SOURCE_IP = ['127.0.0.1'];

export const groupsOf = (claims: TokenClaims): string[] => {
  const groups = claims['cognito:groups'];
  return Array.isArray(groups) ? groups.map(String) : [];
};

/** `ctx.identity` of a person with a token of a user pool. */
export function userPoolIdentity(claims: TokenClaims, defaultAuthStrategy: 'ALLOW' | 'DENY'): object {
  const groups = groupsOf(claims);
  return {
    claims: { ...claims },
    defaultAuthStrategy,
    groups: groups.length > 0 ? groups : null,
    issuer: claims.iss,
    sourceIp: SOURCE_IP,
    sub: claims.sub,
    username: claims.username ?? claims['cognito:username'] ?? claims.sub,
  };
}

/** `ctx.identity` of who signed with IAM credentials. */
export function iamIdentity(principal: Principal, account: string): object {
  const cognito = principal.kind === 'role' ? principal.cognitoIdentity : undefined;
  return {
    accountId: account,
    cognitoIdentityAuthProvider: cognito?.provider ?? null,
    cognitoIdentityAuthType: cognito ? (cognito.provider ? 'authenticated' : 'unauthenticated') : null,
    cognitoIdentityId: cognito?.identityId ?? null,
    cognitoIdentityPoolId: cognito?.identityPoolId ?? null,
    sourceIp: SOURCE_IP,
    userArn: principalArn(principal, account),
    username: principal.kind === 'role' ? `${principal.roleArn.split('/').at(-1)}:${principal.sessionName}` : 'offline',
  };
}
