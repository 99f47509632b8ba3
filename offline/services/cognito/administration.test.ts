import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Resource } from '../../kernel/resource.ts';
import { ClientId, claimsOf, startPool, type TestPool, UserPoolId } from './test-pool.ts';

const named = (name: string): unknown => expect.objectContaining({ name });
const people = ['ann', 'bob', 'carol', 'dave', 'erin'];

describe('the administrator', () => {
  let pool: TestPool;
  const list = (input: Partial<idp.ListUsersCommandInput>) =>
    pool.admin.send(new idp.ListUsersCommand({ UserPoolId, ...input }));
  const emails = async (Filter: string) => {
    const { Users = [] } = await list({ Filter });
    return Users.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value);
  };
  beforeAll(async () => {
    pool = await startPool();
    for (const name of people) await pool.createPerson(`${name}@example.test`, { given_name: name });
  });
  afterAll(() => pool.stop());

  test('pages through people in a stable order', async () => {
    const seen: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await list({ Limit: 2, PaginationToken: token });
      seen.push(
        ...(page.Users ?? []).map(({ Attributes }) => Attributes?.find(({ Name }) => Name === 'given_name')?.Value),
      );
      token = page.PaginationToken;
    } while (token);
    expect(seen).toEqual(people);
    await expect(list({ PaginationToken: 'forged' })).rejects.toEqual(named('InvalidParameterException'));
  });

  test('finds people by filter', async () => {
    expect(await emails('email = "BOB@example.test"')).toEqual(['bob@example.test']);
    expect(await emails('email ^= "ca"')).toEqual(['carol@example.test']);
    expect(await emails('given_name = "erin"')).toEqual(['erin@example.test']);
    expect(await emails('cognito:user_status = "UNCONFIRMED"')).toEqual([]);
    expect(await emails('status = "Enabled"')).toHaveLength(people.length);
    expect(await emails(`given_name = "' OR 1=1 --"`)).toEqual([]);
    await expect(list({ Filter: 'custom:organization = "acme"' })).rejects.toEqual(named('InvalidParameterException'));
    await expect(list({ Filter: 'email like "x"' })).rejects.toEqual(named('InvalidParameterException'));
  });

  test('makes, changes and removes groups; members go with them', async () => {
    const GroupName = 'reviewers';
    const group = { UserPoolId, GroupName };
    await pool.admin.send(new idp.CreateGroupCommand({ ...group, Precedence: 5 }));
    await expect(pool.admin.send(new idp.CreateGroupCommand(group))).rejects.toEqual(named('GroupExistsException'));
    await pool.admin.send(new idp.AdminAddUserToGroupCommand({ ...group, Username: 'ann@example.test' }));
    await pool.admin.send(new idp.AdminAddUserToGroupCommand({ ...group, Username: 'bob@example.test' }));
    const page = await pool.admin.send(new idp.ListUsersInGroupCommand({ ...group, Limit: 1 }));
    const rest = await pool.admin.send(new idp.ListUsersInGroupCommand({ ...group, NextToken: page.NextToken }));
    expect([page.Users?.length, rest.Users?.length, rest.NextToken]).toEqual([1, 1, undefined]);
    const updated = await pool.admin.send(new idp.UpdateGroupCommand({ ...group, Description: 'they review' }));
    expect(updated.Group).toMatchObject({ Precedence: 5, Description: 'they review' });
    await pool.admin.send(new idp.DeleteGroupCommand(group));
    const input = { UserPoolId, Username: 'ann@example.test' };
    expect((await pool.admin.send(new idp.AdminListGroupsForUserCommand(input))).Groups).toEqual([]);
  });

  test('describes the pool and its clients', async () => {
    const { UserPool } = await pool.admin.send(new idp.DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({
      Id: UserPoolId,
      UsernameAttributes: ['email'],
      EstimatedNumberOfUsers: people.length,
    });
    expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:organization');
    const { UserPoolClient } = await pool.admin.send(new idp.DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    expect(UserPoolClient).toMatchObject({ ClientId, ClientName: 'web', PreventUserExistenceErrors: 'ENABLED' });
    const { UserPoolClients } = await pool.admin.send(
      new idp.ListUserPoolClientsCommand({ UserPoolId, MaxResults: 10 }),
    );
    expect(UserPoolClients).toHaveLength(2);
    expect((await pool.admin.send(new idp.ListUserPoolsCommand({ MaxResults: 10 }))).UserPools).toHaveLength(1);
  });

  test('removes and disables people, who are then gone or refused', async () => {
    const Username = 'dave@example.test';
    const { AuthenticationResult } = await pool.signIn(Username);
    await pool.admin.send(new idp.AdminDisableUserCommand({ UserPoolId, Username }));
    await expect(pool.signIn(Username)).rejects.toEqual(named('NotAuthorizedException'));
    const refresh = { ClientId, RefreshToken: AuthenticationResult?.RefreshToken };
    await expect(pool.admin.send(new idp.GetTokensFromRefreshTokenCommand(refresh))).rejects.toEqual(
      named('NotAuthorizedException'),
    );
    await pool.admin.send(new idp.AdminDeleteUserCommand({ UserPoolId, Username }));
    const get = new idp.AdminGetUserCommand({ UserPoolId, Username });
    await expect(pool.admin.send(get)).rejects.toEqual(named('UserNotFoundException'));
  });

  test("shares its power only as far as a role's policy goes", async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/reader';
    const pools = `arn:aws:cognito-idp:us-east-1:123456789012:userpool`;
    pool.policies.replace(
      new Map([
        [roleArn, [{ Effect: 'Allow', Action: 'cognito-idp:AdminGetUser', Resource: `${pools}/${UserPoolId}` }]],
      ]),
    );
    const credentials = pool.credentials.issue(
      { kind: 'role', roleArn, sessionName: 'test' },
      pool.clock.now() + 60_000,
    );
    const reader = new idp.CognitoIdentityProviderClient({ ...pool.client, credentials });
    const input = { UserPoolId, Username: 'ann@example.test' };
    expect((await reader.send(new idp.AdminGetUserCommand(input))).Enabled).toBe(true);
    await expect(reader.send(new idp.AdminDeleteUserCommand(input))).rejects.toEqual(named('AccessDeniedException'));
    const unsigned = await fetch(pool.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' },
      body: JSON.stringify(input),
    });
    expect(unsigned.status).toBe(403);
  });

  test('may add pools and clients of its own', async () => {
    const { UserPool } = await pool.admin.send(new idp.CreateUserPoolCommand({ PoolName: 'second' }));
    const own = { UserPoolId: UserPool?.Id };
    const create = { ...own, ClientName: 'cli', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] };
    const { UserPoolClient } = await pool.admin.send(new idp.CreateUserPoolClientCommand(create));
    const { ClientId: id, UserPoolId: poolId } = UserPoolClient ?? {};
    await pool.admin.send(new idp.SignUpCommand({ ClientId: id, Username: 'zoe', Password: 'Correct-Horse-9!' }));
    await pool.admin.send(new idp.AdminConfirmSignUpCommand({ UserPoolId: poolId, Username: 'zoe' }));
    const { Username, UserStatus } = await pool.admin.send(
      new idp.AdminGetUserCommand({ UserPoolId: poolId, Username: 'zoe' }),
    );
    expect([Username, UserStatus]).toEqual(['zoe', 'CONFIRMED']);
    await pool.admin.send(new idp.DeleteUserPoolCommand({ UserPoolId: poolId }));
  });
});

test('the API shows resource servers and providers that the app defines', async () => {
  const resource = (type: string, ref: string, properties: object): Resource => ({
    ...{ logicalId: ref, stackPath: 'app', type: `AWS::Cognito::${type}`, attributes: {}, ref, path: ref },
    properties: { UserPoolId, ...properties },
  });
  const Scopes = [{ ScopeName: 'read', ScopeDescription: 'reads' }];
  const pool = await startPool({
    resources: [
      resource('UserPoolResourceServer', 'api', { Name: 'the api', Scopes }),
      resource('UserPoolIdentityProvider', 'Google', { ProviderType: 'Google', ProviderDetails: { client_id: '1' } }),
    ],
  });
  const servers = await pool.admin.send(new idp.ListResourceServersCommand({ UserPoolId, MaxResults: 5 }));
  expect(servers.ResourceServers).toEqual([{ UserPoolId, Identifier: 'api', Name: 'the api', Scopes }]);
  const { Providers } = await pool.admin.send(new idp.ListIdentityProvidersCommand({ UserPoolId, MaxResults: 5 }));
  expect(Providers).toMatchObject([{ ProviderName: 'Google', ProviderType: 'Google' }]);

  const Username = 'ann@example.test';
  await pool.createPerson(Username);
  const source = { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '42' };
  const DestinationUser = { ProviderName: 'Cognito', ProviderAttributeValue: Username };
  const link = new idp.AdminLinkProviderForUserCommand({ UserPoolId, DestinationUser, SourceUser: source });
  await pool.admin.send(link);
  await expect(pool.admin.send(link)).rejects.toEqual(named('InvalidParameterException'));
  const claims = claimsOf((await pool.signIn(Username)).AuthenticationResult?.IdToken);
  expect(claims.identities).toMatchObject([{ userId: '42', providerName: 'Google', providerType: 'Google' }]);
  await pool.admin.send(new idp.AdminDisableProviderForUserCommand({ UserPoolId, User: source }));
  expect(claimsOf((await pool.signIn(Username)).AuthenticationResult?.IdToken).identities).toBeUndefined();
  await pool.stop();
});
