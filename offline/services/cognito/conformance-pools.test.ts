// What administrators of pools are answered, asserted as AWS documents it. Against AWS: REMOTE=1.
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, describe, expect, test } from 'vitest';
import { Password, startConformancePool } from './conformance-pool.ts';

const named = (name: string): unknown => expect.objectContaining({ name });
const claimsOf = (token = '') =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const { target, client, UserPoolId, createClient, person, signIn, tokensOf, stop } = await startConformancePool();
afterAll(stop);

describe('lists', () => {
  test('filter by equality and by prefix, in pages', async () => {
    const prefix = target.unique('list');
    for (const name of ['one', 'two', 'three']) {
      const input = { UserPoolId, Username: `${prefix}-${name}`, MessageAction: 'SUPPRESS' as const };
      await client.send(new idp.AdminCreateUserCommand(input));
    }
    const list = async (Filter: string, more: Partial<idp.ListUsersCommandInput> = {}) =>
      client.send(new idp.ListUsersCommand({ UserPoolId, Filter, ...more }));
    expect((await list(`username = "${prefix}-one"`)).Users).toHaveLength(1);
    const page = await list(`username ^= "${prefix}"`, { Limit: 2 });
    const rest = await list(`username ^= "${prefix}"`, { Limit: 2, PaginationToken: page.PaginationToken });
    expect([page.Users?.length, rest.Users?.length, rest.PaginationToken]).toEqual([2, 1, undefined]);
    await expect(list('username > "a"')).rejects.toEqual(named('InvalidParameterException'));
    await expect(list('custom:seats = "1"')).rejects.toEqual(named('InvalidParameterException'));
  });

  test('groups put roles into the id token, the lowest precedence first', async () => {
    const Username = await person();
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const groups = [
      { GroupName: target.unique('low'), Precedence: 9, RoleArn: role('low') },
      { GroupName: target.unique('high'), Precedence: 1, RoleArn: role('high') },
    ];
    for (const group of groups) {
      await client.send(new idp.CreateGroupCommand({ UserPoolId, ...group }));
      await client.send(new idp.AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: group.GroupName }));
    }
    const claims = claimsOf((await tokensOf(Username))?.IdToken);
    expect(claims['cognito:preferred_role']).toBe(role('high'));
    expect([claims['cognito:roles']].flat().toSorted()).toEqual([role('high'), role('low')]);
    const [first] = groups;
    await expect(client.send(new idp.CreateGroupCommand({ UserPoolId, GroupName: first?.GroupName }))).rejects.toEqual(
      named('GroupExistsException'),
    );
    await expect(client.send(new idp.GetGroupCommand({ UserPoolId, GroupName: 'none' }))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
  });
});

describe('configuration', () => {
  test('an update of a pool resets what it does not name', async () => {
    const { UserPool } = await client.send(
      new idp.CreateUserPoolCommand({
        ...{ PoolName: target.unique('reset'), AutoVerifiedAttributes: ['email'] },
        Policies: { PasswordPolicy: { MinimumLength: 12 } },
      }),
    );
    const own = { UserPoolId: UserPool?.Id };
    await client.send(new idp.UpdateUserPoolCommand(own));
    const shown = (await client.send(new idp.DescribeUserPoolCommand(own))).UserPool;
    expect(shown?.AutoVerifiedAttributes ?? []).toEqual([]);
    expect(shown?.Policies?.PasswordPolicy?.MinimumLength).toBe(8);
    await client.send(new idp.DeleteUserPoolCommand(own));
  });

  test('an update of a client resets what it does not name', async () => {
    const id = await createClient({ PreventUserExistenceErrors: 'ENABLED', ReadAttributes: ['email'] });
    await client.send(new idp.UpdateUserPoolClientCommand({ UserPoolId, ClientId: id }));
    const shown = await client.send(new idp.DescribeUserPoolClientCommand({ UserPoolId, ClientId: id }));
    expect(shown.UserPoolClient?.ReadAttributes ?? []).toEqual([]);
  });

  test('sign-in names and aliases exclude each other', async () => {
    const both = { UsernameAttributes: ['email' as const], AliasAttributes: ['email' as const] };
    const input = { PoolName: target.unique('both'), ...both };
    await expect(client.send(new idp.CreateUserPoolCommand(input))).rejects.toEqual(named('InvalidParameterException'));
  });

  test('malformed settings are invalid parameters', async () => {
    const AccountRecoverySetting = { RecoveryMechanisms: [{ Name: 'verified_email' as const, Priority: 7 }] };
    await expect(client.send(new idp.UpdateUserPoolCommand({ UserPoolId, AccountRecoverySetting }))).rejects.toEqual(
      named('InvalidParameterException'),
    );
  });

  test('resource servers are made once, shown and removed', async () => {
    const server = { UserPoolId, Identifier: target.unique('server') };
    const Scopes = [{ ScopeName: 'read', ScopeDescription: 'reads' }];
    await client.send(new idp.CreateResourceServerCommand({ ...server, Name: 'api', Scopes }));
    await expect(client.send(new idp.CreateResourceServerCommand({ ...server, Name: 'api' }))).rejects.toEqual(
      named('InvalidParameterException'),
    );
    const { ResourceServer } = await client.send(new idp.DescribeResourceServerCommand(server));
    expect(ResourceServer).toMatchObject({ ...server, Name: 'api', Scopes });
    await client.send(new idp.DeleteResourceServerCommand(server));
    await expect(client.send(new idp.DescribeResourceServerCommand(server))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
  });

  test('tags are added and taken away', async () => {
    const { UserPool } = await client.send(new idp.DescribeUserPoolCommand({ UserPoolId }));
    const ResourceArn = UserPool?.Arn;
    await client.send(new idp.TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await client.send(new idp.UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    expect((await client.send(new idp.ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual({ b: '2' });
  });

  test('an unknown pool and an unknown client are not found', async () => {
    const none = { UserPoolId: `${target.client.region}_none00000` };
    await expect(client.send(new idp.DescribeUserPoolCommand(none))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
    await expect(signIn('anyone', Password, 'none00000000000000000000')).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
  });

  test('devices need a pool that tracks them', async () => {
    const AccessToken = (await tokensOf(await person()))?.AccessToken;
    const DeviceKey = `${target.client.region}_11111111-2222-3333-4444-555555555555`;
    await expect(client.send(new idp.GetDeviceCommand({ AccessToken, DeviceKey }))).rejects.toMatchObject({
      name: expect.stringMatching(/^(ResourceNotFoundException|InvalidParameterException)$/) as unknown,
    });
  });
});
