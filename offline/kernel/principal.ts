import type { Statement } from './statement.ts';

/** Who signed a request, or on whose behalf a service calls another. */
export type Principal =
  | { readonly kind: 'administrator' }
  /** A role's temporary credentials: a function's, or an identity pool's for a signed-in person. */
  | {
      readonly kind: 'role';
      readonly roleArn: string;
      readonly sessionName: string;
      /** For Cognito identities: what AppSync puts into `ctx.identity`. */
      readonly cognitoIdentity?: {
        readonly identityId: string;
        readonly identityPoolId: string;
        readonly provider?: string;
      };
      /** What the session may do at most, where whoever opened it said so. */
      readonly sessionPolicy?: readonly Statement[];
    }
  /** A service principal such as `events.amazonaws.com`. */
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn?: string }
  | { readonly kind: 'anonymous' };

export const ADMINISTRATOR: Principal = { kind: 'administrator' };
export const ANONYMOUS: Principal = { kind: 'anonymous' };

/** The caller's ARN as STS and AppSync's `ctx.identity.userArn` show it. */
export function principalArn(principal: Principal, account: string): string {
  switch (principal.kind) {
    case 'administrator':
      return `arn:aws:iam::${account}:user/offline`;
    case 'role': {
      const name = principal.roleArn.split('/').at(-1) ?? principal.roleArn;
      return `arn:aws:sts::${account}:assumed-role/${name}/${principal.sessionName}`;
    }
    case 'service':
      return principal.service;
    case 'anonymous':
      return 'anonymous';
  }
}
