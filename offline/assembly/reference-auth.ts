import type { Resource, ResourceSupport } from '../kernel/resource.ts';
import { isObject, textOf } from './values.ts';

const TYPE = 'Custom::AmplifyRefAuth';

/** Every pool that is made here in the place of one elsewhere is of Amplify's usual kind: people sign up with an email. */
const USUAL = {
  allowUnauthenticatedIdentities: 'true',
  signupAttributes: '["email"]',
  usernameAttributes: '["email"]',
  verificationMechanisms: '["email"]',
  passwordPolicyMinLength: '8',
  passwordPolicyRequirements: '["REQUIRES_NUMBERS","REQUIRES_LOWERCASE","REQUIRES_UPPERCASE","REQUIRES_SYMBOLS"]',
  mfaConfiguration: 'OFF',
  mfaTypes: '[]',
  socialProviders: '[]',
  oauthCognitoDomain: '',
  oauthScope: '[]',
  oauthRedirectSignIn: '',
  oauthRedirectSignOut: '',
  oauthResponseType: '',
} as const;

/** `referenceAuth()`: what it asks an account about pools of other apps is answered for the pools made here. */
export const referenceAuthSupport: ResourceSupport = {
  identify: (request) => ({
    ref: request.physicalName(64),
    attributes: { ...USUAL, oauthClientId: textOf(request.property('userPoolClientId')) },
  }),
  honoured: ['userPoolId', 'identityPoolId', 'userPoolClientId', 'authRoleArn', 'unauthRoleArn', 'groups'],
  ignored: { region: 'one region runs' },
};

/** The pools that `referenceAuth()` names, under their own ids, so that the app's people can sign up and in. */
export function referencedPools(resources: readonly Resource[], region: string): Resource[] {
  return resources.filter(({ type }) => type === TYPE).flatMap((reference) => poolsOf(reference, region));
}

function poolsOf(reference: Resource, region: string): Resource[] {
  const { userPoolId, userPoolClientId, identityPoolId, authRoleArn, unauthRoleArn, groups } = reference.properties;
  const [pool, client, identities] = [userPoolId, userPoolClientId, identityPoolId].map(textOf);
  const provider = `cognito-idp.${region}.amazonaws.com/${pool}`;
  const make = (name: string, type: string, ref: string | undefined, properties: object, attributes: object = {}) => ({
    ...{ stackPath: reference.stackPath, path: `${reference.path}/${name}`, type },
    logicalId: `${reference.logicalId}${name}`,
    ref: ref ?? '',
    properties: { ...properties },
    attributes: { ...attributes },
  });
  return [
    make(
      'UserPool',
      'AWS::Cognito::UserPool',
      pool,
      {
        UserPoolName: `${pool} (referenced)`,
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        Schema: [{ Name: 'email', Required: true, Mutable: true }],
      },
      { ProviderName: provider, UserPoolId: pool },
    ),
    make(
      'Client',
      'AWS::Cognito::UserPoolClient',
      client,
      {
        UserPoolId: pool,
        ClientName: 'referenced',
        ExplicitAuthFlows: [
          'ALLOW_USER_SRP_AUTH',
          'ALLOW_USER_PASSWORD_AUTH',
          'ALLOW_CUSTOM_AUTH',
          'ALLOW_REFRESH_TOKEN_AUTH',
        ],
      },
      { ClientId: client, Name: 'referenced' },
    ),
    ...(isObject(groups) ? Object.entries(groups) : []).map(([name, role]) =>
      make(`Group${name}`, 'AWS::Cognito::UserPoolGroup', name, { UserPoolId: pool, GroupName: name, RoleArn: role }),
    ),
    make(
      'IdentityPool',
      'AWS::Cognito::IdentityPool',
      identities,
      {
        AllowUnauthenticatedIdentities: true,
        CognitoIdentityProviders: [{ ClientId: client, ProviderName: provider }],
      },
      { Name: 'referenced' },
    ),
    make('Roles', 'AWS::Cognito::IdentityPoolRoleAttachment', undefined, {
      IdentityPoolId: identities,
      Roles: { authenticated: authRoleArn, unauthenticated: unauthRoleArn },
    }),
  ];
}
