import * as identity from '@aws-sdk/client-cognito-identity';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { cognito } from '../cognito/index.ts';
import { cognitoIdentity } from './index.ts';

const named = (name: string): unknown => expect.objectContaining({ name });
const claimsOf = (token = '') =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

let target: ConformanceTarget;
let client: identity.CognitoIdentityClient;
let users: idp.CognitoIdentityProviderClient;
const pools = new Set<string>();
beforeAll(async () => {
  target = await startTarget([cognito, cognitoIdentity]);
  client = new identity.CognitoIdentityClient(target.client);
  users = new idp.CognitoIdentityProviderClient(target.client);
});
afterEach(async () => {
  for (const IdentityPoolId of pools) {
    await client.send(new identity.DeleteIdentityPoolCommand({ IdentityPoolId })).catch(() => undefined);
  }
  pools.clear();
});
afterAll(() => target.stop());

async function create(more: Partial<identity.CreateIdentityPoolCommandInput> = {}) {
  const pool = await client.send(
    new identity.CreateIdentityPoolCommand({
      ...{ IdentityPoolName: target.unique('pool'), AllowUnauthenticatedIdentities: true },
      ...more,
    }),
  );
  pools.add(pool.IdentityPoolId ?? '');
  return pool;
}
const DeveloperProviderName = 'login.example.app';
const tokenFor = (IdentityPoolId: string | undefined, user: string, IdentityId?: string) =>
  client.send(
    new identity.GetOpenIdTokenForDeveloperIdentityCommand({
      ...{ IdentityPoolId, IdentityId, Logins: { [DeveloperProviderName]: user } },
    }),
  );

describe('identity pools', () => {
  test('are made, shown, changed whole, and removed', async () => {
    const { IdentityPoolId, IdentityPoolName } = await create({ IdentityPoolTags: { stage: 'test' } });
    expect(IdentityPoolId).toMatch(/^[\w-]+:[0-9a-f-]{36}$/);
    const shown = await client.send(new identity.DescribeIdentityPoolCommand({ IdentityPoolId }));
    expect(shown).toMatchObject({ IdentityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities: true });
    expect(shown.IdentityPoolTags).toEqual({ stage: 'test' });
    await client.send(
      new identity.UpdateIdentityPoolCommand({
        ...{ IdentityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities: false },
      }),
    );
    await expect(client.send(new identity.GetIdCommand({ IdentityPoolId }))).rejects.toEqual(
      named('NotAuthorizedException'),
    );
    await client.send(new identity.DeleteIdentityPoolCommand({ IdentityPoolId }));
    await expect(client.send(new identity.DescribeIdentityPoolCommand({ IdentityPoolId }))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
  });

  test('a malformed name is an invalid parameter', async () => {
    await expect(create({ IdentityPoolName: 'a/b' })).rejects.toMatchObject({
      name: expect.stringMatching(/^(InvalidParameterException|ValidationException)$/) as unknown,
    });
  });

  test('without a role nobody gets credentials', async () => {
    const { IdentityPoolId } = await create();
    const { IdentityId } = await client.send(new identity.GetIdCommand({ IdentityPoolId }));
    await expect(client.send(new identity.GetCredentialsForIdentityCommand({ IdentityId }))).rejects.toEqual(
      named('InvalidIdentityPoolConfigurationException'),
    );
  });

  test('OpenID tokens need the classic flow', async () => {
    const { IdentityPoolId, IdentityPoolName } = await create();
    const { IdentityId } = await client.send(new identity.GetIdCommand({ IdentityPoolId }));
    await expect(client.send(new identity.GetOpenIdTokenCommand({ IdentityId }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
    });
    await client.send(
      new identity.UpdateIdentityPoolCommand({
        ...{ IdentityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities: true, AllowClassicFlow: true },
      }),
    );
    const { Token } = await client.send(new identity.GetOpenIdTokenCommand({ IdentityId }));
    expect(claimsOf(Token)).toMatchObject({ sub: IdentityId, aud: IdentityPoolId, amr: ['unauthenticated'] });
  });

  test('tags are added, shown and taken away', async () => {
    const { IdentityPoolId = '' } = await create();
    const [region = ''] = IdentityPoolId.split(':');
    const account = target.isRemote ? (process.env.AWS_ACCOUNT_ID ?? '') : '123456789012';
    const ResourceArn = `arn:aws:cognito-identity:${region}:${account}:identitypool/${IdentityPoolId}`;
    await client.send(new identity.TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await client.send(new identity.UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    const { Tags } = await client.send(new identity.ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual({ b: '2' });
  });

  test('tags of principals are kept by provider', async () => {
    const { IdentityPoolId } = await create();
    const IdentityProviderName = 'accounts.google.com';
    const map = { IdentityPoolId, IdentityProviderName };
    await client.send(new identity.SetPrincipalTagAttributeMapCommand({ ...map, PrincipalTags: { team: 'team' } }));
    expect(await client.send(new identity.GetPrincipalTagAttributeMapCommand(map))).toMatchObject({
      ...map,
      UseDefaults: false,
      PrincipalTags: { team: 'team' },
    });
  });
});

describe('guests', () => {
  test('get an identity each, which is listed, described and deleted', async () => {
    const { IdentityPoolId } = await create();
    const guest = async () => (await client.send(new identity.GetIdCommand({ IdentityPoolId }))).IdentityId ?? '';
    const ids = [await guest(), await guest()].toSorted();
    expect(ids[0]).not.toBe(ids[1]);
    const { Identities = [] } = await client.send(
      new identity.ListIdentitiesCommand({ IdentityPoolId, MaxResults: 10 }),
    );
    expect(Identities.map(({ IdentityId }) => IdentityId ?? '').toSorted()).toEqual(ids);
    const [IdentityId = ''] = ids;
    expect((await client.send(new identity.DescribeIdentityCommand({ IdentityId }))).CreationDate).toBeInstanceOf(Date);
    const gone = await client.send(new identity.DeleteIdentitiesCommand({ IdentityIdsToDelete: [IdentityId] }));
    expect(gone.UnprocessedIdentityIds).toEqual([]);
    await expect(client.send(new identity.DescribeIdentityCommand({ IdentityId }))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
  });
});

describe("people of the app's own sign-in", () => {
  test('have one identity each, and a token for it', async () => {
    const { IdentityPoolId } = await create({ DeveloperProviderName });
    const first = await tokenFor(IdentityPoolId, 'ann');
    expect((await tokenFor(IdentityPoolId, 'ann')).IdentityId).toBe(first.IdentityId);
    expect((await tokenFor(IdentityPoolId, 'bob')).IdentityId).not.toBe(first.IdentityId);
    expect(claimsOf(first.Token)).toMatchObject({
      sub: first.IdentityId,
      aud: IdentityPoolId,
      iss: 'https://cognito-identity.amazonaws.com',
      amr: ['authenticated', DeveloperProviderName, `${DeveloperProviderName}:${IdentityPoolId}:ann`],
    });
  });

  test('a token lasts as long as it was asked for', async () => {
    const { IdentityPoolId } = await create({ DeveloperProviderName });
    const { Token } = await client.send(
      new identity.GetOpenIdTokenForDeveloperIdentityCommand({
        ...{ IdentityPoolId, Logins: { [DeveloperProviderName]: 'ann' }, TokenDuration: 3600 },
      }),
    );
    const { exp, iat } = claimsOf(Token);
    expect(Number(exp) - Number(iat)).toBe(3600);
  });

  test('a guest becomes one of them, and no identity becomes another', async () => {
    const { IdentityPoolId } = await create({ DeveloperProviderName });
    const { IdentityId } = await client.send(new identity.GetIdCommand({ IdentityPoolId }));
    expect((await tokenFor(IdentityPoolId, 'ann', IdentityId)).IdentityId).toBe(IdentityId);
    const other = await tokenFor(IdentityPoolId, 'bob');
    await expect(tokenFor(IdentityPoolId, 'ann', other.IdentityId)).rejects.toEqual(
      named('DeveloperUserAlreadyRegisteredException'),
    );
  });

  test('are looked up both ways', async () => {
    const { IdentityPoolId } = await create({ DeveloperProviderName });
    const { IdentityId } = await tokenFor(IdentityPoolId, 'ann');
    const byUser = { IdentityPoolId, DeveloperUserIdentifier: 'ann' };
    expect(await client.send(new identity.LookupDeveloperIdentityCommand(byUser))).toMatchObject({
      IdentityId,
      DeveloperUserIdentifierList: ['ann'],
    });
    const byId = await client.send(new identity.LookupDeveloperIdentityCommand({ IdentityPoolId, IdentityId }));
    expect(byId.DeveloperUserIdentifierList).toEqual(['ann']);
    const unknown = { IdentityPoolId, DeveloperUserIdentifier: 'nobody' };
    await expect(client.send(new identity.LookupDeveloperIdentityCommand(unknown))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
  });

  test('two identities become one', async () => {
    const { IdentityPoolId } = await create({ DeveloperProviderName });
    const source = await tokenFor(IdentityPoolId, 'ann');
    const destination = await tokenFor(IdentityPoolId, 'bob');
    const merge = { IdentityPoolId, DeveloperProviderName };
    const merged = await client.send(
      new identity.MergeDeveloperIdentitiesCommand({
        ...{ ...merge, SourceUserIdentifier: 'ann', DestinationUserIdentifier: 'bob' },
      }),
    );
    expect(merged.IdentityId).toBe(destination.IdentityId);
    expect(source.IdentityId).not.toBe(destination.IdentityId);
    expect((await tokenFor(IdentityPoolId, 'ann')).IdentityId).toBe(destination.IdentityId);
  });

  test('one who is unlinked has a new identity', async () => {
    const { IdentityPoolId } = await create({ DeveloperProviderName });
    const { IdentityId } = await tokenFor(IdentityPoolId, 'ann');
    await client.send(
      new identity.UnlinkDeveloperIdentityCommand({
        ...{ IdentityPoolId, IdentityId, DeveloperProviderName, DeveloperUserIdentifier: 'ann' },
      }),
    );
    expect((await tokenFor(IdentityPoolId, 'ann')).IdentityId).not.toBe(IdentityId);
  });

  test('act as their identity by its token, and as no other', async () => {
    const { IdentityPoolId } = await create({ DeveloperProviderName });
    const ann = await tokenFor(IdentityPoolId, 'ann');
    const bob = await tokenFor(IdentityPoolId, 'bob');
    const Logins = { 'cognito-identity.amazonaws.com': ann.Token ?? '' };
    const act = (IdentityId: string | undefined) =>
      client.send(new identity.GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    await expect(act(ann.IdentityId)).rejects.toEqual(named('InvalidIdentityPoolConfigurationException'));
    await expect(act(bob.IdentityId)).rejects.toEqual(named('NotAuthorizedException'));
  });

  test('need a developer provider in the pool', async () => {
    const { IdentityPoolId } = await create();
    await expect(tokenFor(IdentityPoolId, 'ann')).rejects.toMatchObject({
      name: expect.stringMatching(/^(InvalidParameterException|NotAuthorizedException)$/) as unknown,
    });
  });
});

describe('people of a user pool', () => {
  test('keep their identity, and lose it when unlinked', async () => {
    const { UserPool } = await users.send(new idp.CreateUserPoolCommand({ PoolName: target.unique('pool') }));
    const UserPoolId = UserPool?.Id;
    try {
      const flows = { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH' as const] };
      const { UserPoolClient } = await users.send(
        new idp.CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web', ...flows }),
      );
      const ClientId = UserPoolClient?.ClientId;
      const Password = 'Correct-Horse-9!';
      const person = { UserPoolId, Username: 'ann' };
      await users.send(new idp.AdminCreateUserCommand({ ...person, MessageAction: 'SUPPRESS' }));
      await users.send(new idp.AdminSetUserPasswordCommand({ ...person, Password, Permanent: true }));
      const { AuthenticationResult } = await users.send(
        new idp.AdminInitiateAuthCommand({
          ...{ UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' },
          AuthParameters: { USERNAME: 'ann', PASSWORD: Password },
        }),
      );
      const ProviderName = `cognito-idp.${target.client.region}.amazonaws.com/${UserPoolId}`;
      const { IdentityPoolId } = await create({ CognitoIdentityProviders: [{ ProviderName, ClientId }] });
      const Logins = { [ProviderName]: AuthenticationResult?.IdToken ?? '' };
      const idOf = async () => (await client.send(new identity.GetIdCommand({ IdentityPoolId, Logins }))).IdentityId;
      const IdentityId = await idOf();
      expect(await idOf()).toBe(IdentityId);
      await client.send(new identity.UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove: [ProviderName] }));
      expect(await idOf()).not.toBe(IdentityId);
    } finally {
      await users.send(new idp.DeleteUserPoolCommand({ UserPoolId }));
    }
  });

  test('a token that is none is refused', async () => {
    const ProviderName = `cognito-idp.${target.client.region}.amazonaws.com/${target.client.region}_none00000`;
    const { IdentityPoolId } = await create({
      CognitoIdentityProviders: [{ ProviderName, ClientId: 'client00000000000000000000' }],
    });
    await expect(
      client.send(new identity.GetIdCommand({ IdentityPoolId, Logins: { [ProviderName]: 'nonsense' } })),
    ).rejects.toEqual(named('NotAuthorizedException'));
  });
});
