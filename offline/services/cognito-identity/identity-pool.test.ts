import * as identity from '@aws-sdk/client-cognito-identity';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Resource } from '../../kernel/resource.ts';
import { startPool, type TestPool } from '../cognito/test-pool.ts';
import { cognitoIdentity } from './index.ts';

const UserPoolId = 'us-east-1_testPool1';
const ClientId = 'testclient0000000000000000';
const IdentityPoolId = 'us-east-1:11111111-2222-4333-a444-555555555555';
const provider = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const resource = (type: string, ref: string, properties: Record<string, unknown>): Resource => ({
  ...{
    logicalId: ref,
    stackPath: 'app',
    type: `AWS::Cognito::${type}`,
    properties,
    attributes: { Name: ref },
    ref,
    path: ref,
  },
});
const named = (name: string): unknown => expect.objectContaining({ name });

let pool: TestPool;
let client: identity.CognitoIdentityClient;
beforeAll(async () => {
  pool = await startPool({
    services: [cognitoIdentity],
    resources: [
      resource('IdentityPool', IdentityPoolId, {
        AllowUnauthenticatedIdentities: true,
        AllowClassicFlow: true,
        CognitoIdentityProviders: [{ ClientId, ProviderName: provider }],
      }),
      resource('IdentityPoolRoleAttachment', 'roles', {
        IdentityPoolId,
        Roles: { authenticated: role('people'), unauthenticated: role('guests') },
        RoleMappings: {
          web: {
            Type: 'Token',
            AmbiguousRoleResolution: 'AuthenticatedRole',
            IdentityProvider: `${provider}:${ClientId}`,
          },
        },
      }),
    ],
  });
  client = new identity.CognitoIdentityClient(pool.client);
});
afterAll(() => pool.stop());

async function loginOf(email: string, group?: string) {
  await pool.createPerson(email);
  if (group)
    await pool.admin.send(new idp.AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: group }));
  const { AuthenticationResult } = await pool.signIn(email);
  return { Logins: { [provider]: AuthenticationResult?.IdToken ?? '' }, tokens: AuthenticationResult };
}

async function roleOf(input: identity.GetCredentialsForIdentityCommandInput) {
  const { Credentials, IdentityId } = await client.send(new identity.GetCredentialsForIdentityCommand(input));
  const known = pool.credentials.find(Credentials?.AccessKeyId ?? '', Credentials?.SessionToken);
  return { IdentityId, principal: known?.principal };
}

const identityOf = async (Logins?: Record<string, string>) =>
  (await client.send(new identity.GetIdCommand({ IdentityPoolId, Logins }))).IdentityId;

test('a person gets the same identity each time, and the role of all who are signed in', async () => {
  const { Logins } = await loginOf('ann@example.test', 'developer');
  const IdentityId = await identityOf(Logins);
  expect(await identityOf(Logins)).toBe(IdentityId);
  const { principal } = await roleOf({ IdentityId, Logins });
  expect(principal).toMatchObject({
    roleArn: role('people'),
    sessionName: 'CognitoIdentityCredentials',
    cognitoIdentity: { identityId: IdentityId, identityPoolId: IdentityPoolId },
  });
});

test('a group with a role gives that role', async () => {
  const { Logins } = await loginOf('root@example.test', 'admin');
  const { principal } = await roleOf({ IdentityId: await identityOf(Logins), Logins });
  expect(principal).toMatchObject({ roleArn: role('admins') });
});

test('a guest has an identity and a role of its own, and keeps the identity when signing in', async () => {
  const IdentityId = await identityOf();
  expect((await roleOf({ IdentityId })).principal).toMatchObject({ roleArn: role('guests') });
  const { Logins } = await loginOf('guest@example.test');
  expect((await roleOf({ IdentityId, Logins })).IdentityId).toBe(IdentityId);
  await expect(roleOf({ IdentityId })).rejects.toEqual(named('NotAuthorizedException'));
});

test('nobody acts as the identity of another', async () => {
  const [first, second] = [await loginOf('first@example.test'), await loginOf('second@example.test')];
  const IdentityId = await identityOf(first.Logins);
  const acting = await roleOf({ IdentityId, Logins: second.Logins });
  expect(acting.IdentityId).not.toBe(IdentityId);
  expect(acting.IdentityId).toBe(await identityOf(second.Logins));
});

test('refuses access tokens, forged tokens and unknown providers', async () => {
  const { Logins, tokens } = await loginOf('forger@example.test');
  const token = Logins[provider];
  await expect(identityOf({ [provider]: tokens?.AccessToken ?? '' })).rejects.toEqual(named('NotAuthorizedException'));
  await expect(identityOf({ [provider]: `${token.slice(0, -8)}AAAAAAAA` })).rejects.toEqual(
    named('NotAuthorizedException'),
  );
  await expect(identityOf({ 'accounts.google.com': token })).rejects.toEqual(named('NotAuthorizedException'));
  await expect(client.send(new identity.GetIdCommand({ IdentityPoolId: 'us-east-1:none', Logins }))).rejects.toEqual(
    named('ResourceNotFoundException'),
  );
});

test('an OpenID token names the identity and how it signed in', async () => {
  const { Logins } = await loginOf('token@example.test');
  const IdentityId = await identityOf(Logins);
  const { Token = '' } = await client.send(new identity.GetOpenIdTokenCommand({ IdentityId, Logins }));
  const claims = JSON.parse(Buffer.from(Token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  expect(claims).toMatchObject({
    sub: IdentityId,
    aud: IdentityPoolId,
    amr: expect.arrayContaining(['authenticated', provider]) as unknown,
  });
});
