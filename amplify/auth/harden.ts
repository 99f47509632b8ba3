import type { CfnIdentityPool, CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { type CfnUserPool, LambdaVersion, UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

interface AuthResources {
  readonly userPool: IUserPool;
  readonly cfnResources: {
    readonly cfnUserPool: CfnUserPool;
    readonly cfnUserPoolClient: CfnUserPoolClient;
    readonly cfnIdentityPool: CfnIdentityPool;
  };
}

/** What people may change about themselves. Organization and groups are not among it. */
const writable = ['email', 'name', 'given_name', 'family_name', 'locale', 'zoneinfo'];

/**
 * What defineAuth has no words for: by invitation only, no client writes organization or role, the password policy,
 * token lifetimes, no guests, and the trigger in its second version, the only one that reaches access tokens.
 */
export function hardenAuth(resources: AuthResources, tokenTrigger: IFunction): void {
  const { userPool, cfnResources } = resources;
  const { cfnUserPool, cfnUserPoolClient, cfnIdentityPool } = cfnResources;

  // Claims in access tokens are a feature of this tier.
  cfnUserPool.userPoolTier = 'ESSENTIALS';
  cfnUserPool.adminCreateUserConfig = { allowAdminCreateUserOnly: true };
  cfnUserPool.policies = {
    passwordPolicy: {
      minimumLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
    },
  };

  cfnUserPoolClient.accessTokenValidity = 60;
  cfnUserPoolClient.idTokenValidity = 60;
  cfnUserPoolClient.refreshTokenValidity = 30;
  cfnUserPoolClient.tokenValidityUnits = { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' };
  cfnUserPoolClient.writeAttributes = writable;
  cfnUserPoolClient.readAttributes = [...writable, 'email_verified', 'custom:organization'];
  cfnUserPoolClient.preventUserExistenceErrors = 'ENABLED';
  cfnUserPoolClient.enableTokenRevocation = true;
  // There is no hosted sign-in page, and no flow in which a password travels.
  cfnUserPoolClient.explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  cfnUserPoolClient.allowedOAuthFlowsUserPoolClient = false;
  cfnUserPoolClient.allowedOAuthFlows = undefined;
  cfnUserPoolClient.allowedOAuthScopes = undefined;
  cfnUserPoolClient.callbackUrLs = undefined;

  cfnIdentityPool.allowUnauthenticatedIdentities = false;

  if (!(userPool instanceof UserPool)) throw new Error('The user pool must be defined here, not imported.');
  userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, tokenTrigger, LambdaVersion.V2_0);
}
