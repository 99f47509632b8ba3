import { generateKeyPairSync, sign } from 'node:crypto';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_ROLE, ClientId, claimsOf, startPool, type TestPool, UserPoolId } from './test-pool.ts';

const email = 'ann@example.test';
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
const aNumber: unknown = expect.any(Number);
const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);

async function personIn(pool: TestPool, ...groups: string[]) {
  const sub = await pool.createPerson(email, { 'custom:organization': 'acme', 'custom:seats': '7' });
  for (const GroupName of groups) {
    await pool.admin.send(new idp.AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
  }
  const { AuthenticationResult } = await pool.signIn(email);
  return { sub, ...AuthenticationResult };
}

describe('tokens', () => {
  let pool: TestPool;
  let person: Awaited<ReturnType<typeof personIn>>;
  const verify = (token: string, poolId = UserPoolId) => pool.bus.port('cognito').verifyToken(token, poolId);
  beforeAll(async () => {
    pool = await startPool();
    person = await personIn(pool, 'developer', 'admin');
  });
  afterAll(() => pool.stop());

  test('carry exactly the claims of Cognito', () => {
    const shared = {
      sub: person.sub,
      'cognito:groups': ['admin', 'developer'],
      iss: issuer,
      origin_jti: uuid,
      event_id: uuid,
      auth_time: aNumber,
      exp: aNumber,
      iat: aNumber,
      jti: uuid,
    };
    expect(claimsOf(person.AccessToken)).toEqual({
      ...shared,
      client_id: ClientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: person.sub,
    });
    expect(claimsOf(person.IdToken)).toEqual({
      ...shared,
      aud: ClientId,
      token_use: 'id',
      'cognito:username': person.sub,
      'cognito:preferred_role': ADMIN_ROLE,
      'cognito:roles': [ADMIN_ROLE],
      email,
      email_verified: true,
      'custom:organization': 'acme',
      'custom:seats': '7',
    });
  });

  test('hold against the published keys', async () => {
    const configuration = await fetch(`${pool.endpoint}/${UserPoolId}/.well-known/openid-configuration`);
    expect(await configuration.json()).toMatchObject({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });
    const keys: unknown = await (await fetch(`${pool.endpoint}/${UserPoolId}/.well-known/jwks.json`)).json();
    const { payload } = await jwtVerify(person.IdToken ?? '', createLocalJWKSet(keys as never), {
      issuer,
      audience: ClientId,
    });
    expect(payload.email).toBe(email);
  });

  test('are verified for other services until they expire, sign-out or not', async () => {
    const token = person.AccessToken ?? '';
    expect(verify(token).sub).toBe(person.sub);
    await pool.admin.send(new idp.AdminUserGlobalSignOutCommand({ UserPoolId, Username: email }));
    expect(verify(token).sub).toBe(person.sub);
    pool.clock.setOffset(3_600_001);
    expect(() => verify(token)).toThrow('Access Token has expired');
    pool.clock.setOffset(0);
  });

  test('are refused when forged', () => {
    const [head = '', body = '', signature = ''] = (person.AccessToken ?? '').split('.');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = claimsOf(person.AccessToken);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const own = `${head}.${part({ ...claims, 'cognito:groups': ['admin'] })}`;
    const forgeries = {
      'no signature': `${part({ alg: 'none', typ: 'JWT' })}.${body}.`,
      'other claims': `${head}.${part({ ...claims, sub: 'someone' })}.${signature}`,
      'a key of the forger': `${own}.${sign('sha256', Buffer.from(own), privateKey).toString('base64url')}`,
      'an unknown key': `${part({ alg: 'RS256', kid: 'foreign' })}.${body}.${signature}`,
      'a symmetric signature': `${part({ alg: 'HS256', kid: 'x' })}.${body}.${signature}`,
      'trailing bytes': `${head}.${body}.${signature}AA`,
      nonsense: 'nonsense',
    };
    for (const [kind, token] of Object.entries(forgeries)) {
      expect(() => verify(token), kind).toThrow(expect.objectContaining({ code: 'NotAuthorizedException' }));
    }
    expect(() => verify(person.AccessToken ?? '', 'us-east-1_another00')).toThrow('Invalid token');
  });
});

test('version 1 of the token trigger changes the id token and the groups of both', async () => {
  const versions: string[] = [];
  const pool = await startPool({
    pool: { LambdaConfig: { PreTokenGeneration: 'claims' } },
    triggers: {
      claims({ version, triggerSource }) {
        versions.push(`${version} ${triggerSource}`);
        const claimsToAddOrOverride = { tenant: 'acme', sub: 'forged', 'cognito:username': 'forged' };
        const groupOverrideDetails = { groupsToOverride: ['guests'] };
        return { claimsOverrideDetails: { claimsToAddOrOverride, claimsToSuppress: ['email'], groupOverrideDetails } };
      },
    },
  });
  const person = await personIn(pool, 'admin');
  const id = claimsOf(person.IdToken);
  expect(id).toMatchObject({
    tenant: 'acme',
    sub: person.sub,
    'cognito:username': person.sub,
    'cognito:groups': ['guests'],
  });
  expect(id.email).toBeUndefined();
  const access = claimsOf(person.AccessToken);
  expect([access.tenant, access['cognito:groups']]).toEqual([undefined, ['guests']]);
  const { RefreshToken } = person;
  await pool.admin.send(new idp.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  expect(versions).toEqual(['1 TokenGeneration_Authentication', '1 TokenGeneration_RefreshTokens']);
  await pool.stop();
});

test('version 2 changes both tokens and the scopes', async () => {
  const requests: unknown[] = [];
  const pool = await startPool({
    pool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'claims', LambdaVersion: 'V2_0' } } },
    triggers: {
      claims({ version, request }) {
        requests.push({ version, ...request });
        return {
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: { claimsToAddOrOverride: { plan: { seats: 3 } } },
            accessTokenGeneration: {
              claimsToAddOrOverride: { org_read: 'acme', exp: 1, 'cognito:groups': ['admin'] },
              scopesToAdd: ['app/read'],
              scopesToSuppress: ['aws.cognito.signin.user.admin'],
            },
          },
        };
      },
    },
  });
  const person = await personIn(pool, 'developer');
  const access = claimsOf(person.AccessToken);
  expect(access).toMatchObject({ org_read: 'acme', scope: 'app/read', 'cognito:groups': ['developer'] });
  expect(access.exp).not.toBe(1);
  expect(claimsOf(person.IdToken)).toMatchObject({ plan: { seats: 3 } });
  expect(requests).toEqual([
    {
      version: '2',
      userAttributes: expect.objectContaining({
        email,
        sub: person.sub,
        'cognito:user_status': 'CONFIRMED',
        email_verified: 'true',
      }) as unknown,
      groupConfiguration: { groupsToOverride: ['developer'], iamRolesToOverride: [], preferredRole: null },
      scopes: ['aws.cognito.signin.user.admin'],
    },
  ]);
  await expect(pool.admin.send(new idp.GetUserCommand({ AccessToken: person.AccessToken }))).rejects.toMatchObject({
    message: 'Access Token does not have required scopes',
  });
  await pool.stop();
});

test('everything is there again after a restart, the key and the sessions too', async () => {
  const pool = await startPool();
  const person = await personIn(pool, 'developer');
  await pool.stop({ keep: true });
  const again = await startPool({ folder: pool.folder });
  expect(again.bus.port('cognito').verifyToken(person.AccessToken ?? '', UserPoolId).sub).toBe(person.sub);
  const { RefreshToken } = person;
  const refreshed = await again.admin.send(new idp.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  expect(claimsOf(refreshed.AuthenticationResult?.AccessToken)['cognito:groups']).toEqual(['developer']);
  expect((await again.signIn(email)).AuthenticationResult?.AccessToken).toBeTruthy();
  await again.stop();
});
