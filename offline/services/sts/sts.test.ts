import { generateKeyPairSync, sign } from 'node:crypto';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  AssumeRoleWithWebIdentityCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Statement, TrustStatement } from '../../kernel/iam.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { sts } from './index.ts';

const RoleArn = 'arn:aws:iam::123456789012:role/service/worker';
const callerArn = 'arn:aws:iam::123456789012:role/caller';
const caller: Principal = { kind: 'role', roleArn: callerArn, sessionName: 'c' };
const ALL: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** The identity pools' keys, where they publish them. */
const keys = {
  name: 'keys',
  resources: {},
  route: { matches: ({ rawPath }) => rawPath === '/.well-known/jwks_uri' },
  create: () => ({
    apply() {},
    handle: () =>
      Promise.resolve({ status: 200, body: JSON.stringify({ keys: [pair.publicKey.export({ format: 'jwk' })] }) }),
  }),
} satisfies OfflineService;

let services: StartedServices;
let client: STSClient;
beforeAll(async () => {
  services = await startServices([sts, keys]);
  client = new STSClient(services.client);
});
afterAll(() => services.stop());
beforeEach(() => {
  trust([]);
});

/** Lets the worker role trust these, with what the roles may do themselves. */
function trust(statements: readonly TrustStatement[], own: readonly Statement[] = [ALL], maximumSeconds = 3600): void {
  services.policies.replace(
    new Map([
      [RoleArn, own],
      [callerArn, own],
    ]),
    { trusts: new Map([[RoleArn, { statements, maximumSeconds }]]) },
  );
}

const trusting = (Principal: TrustStatement['Principal'], more: Partial<Statement> = {}): TrustStatement => ({
  ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal },
  ...more,
});

function clientOf(principal: Principal): STSClient {
  const credentials = services.credentials.issue(principal, services.clock.now() + 3_600_000);
  return new STSClient({ ...services.client, credentials });
}

const assume = (as: STSClient, more: Partial<AssumeRoleCommandInput> = {}) =>
  as.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night', ...more }));

async function open(more: Partial<AssumeRoleCommandInput> = {}): Promise<STSClient> {
  const { Credentials } = await assume(client, more);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return new STSClient({ ...services.client, credentials });
}

describe('who one is', () => {
  test('the administrator is told', async () => {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    expect([Account, Arn]).toEqual(['123456789012', 'arn:aws:iam::123456789012:user/offline']);
  });
  test('credentials of an assumed role stand for that role', async () => {
    const { Arn, UserId } = await (await open()).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/worker/night');
    expect(UserId).toMatch(/^AROA\w+:night$/);
  });
  test('a session token stands for its user', async () => {
    const { Credentials } = await client.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    expect(Credentials?.Expiration).toBeInstanceOf(Date);
    await expect(clientOf(caller).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
  test('a key belongs to the account', async () => {
    const info = await client.send(new GetAccessKeyInfoCommand({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }));
    expect(info.Account).toBe('123456789012');
  });
});

describe('a trust policy', () => {
  test('that names the caller’s role is enough', async () => {
    trust([trusting({ AWS: [callerArn] })], []);
    expect((await assume(clientOf(caller))).AssumedRoleUser?.Arn).toContain('assumed-role/worker/night');
  });
  test('that names the account leaves it to the caller’s own policies', async () => {
    const account = [trusting({ AWS: ['arn:aws:iam::123456789012:root'] })];
    trust(account);
    expect((await assume(clientOf(caller))).Credentials).toBeDefined();
    trust(account, []);
    await expect(assume(clientOf(caller))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
  test('that trusts only a service lets no role in', async () => {
    trust([trusting({ Service: ['lambda.amazonaws.com'] })]);
    await expect(assume(clientOf(caller))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::123456789012:assumed-role/caller/c is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    });
  });
  test('has conditions', async () => {
    trust([trusting({ AWS: ['*'] }, { Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } })]);
    await expect(assume(clientOf(caller))).rejects.toMatchObject({ name: 'AccessDenied' });
    expect((await assume(clientOf(caller), { ExternalId: 'secret' })).Credentials).toBeDefined();
  });
  test('that denies wins', async () => {
    trust([trusting('*'), trusting({ AWS: [callerArn] }, { Effect: 'Deny' })]);
    await expect(assume(clientOf(caller))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
  test('of a role that does not exist trusts nobody', async () => {
    const unknown = assume(client, { RoleArn: 'arn:aws:iam::123456789012:role/nobody' });
    await expect(unknown).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a session', () => {
  test('lasts as long as the role allows, an hour when chained', async () => {
    trust([trusting('*')], [ALL], 7200);
    await assume(client, { DurationSeconds: 7200 });
    await expect(assume(client, { DurationSeconds: 7201 })).rejects.toMatchObject({ name: 'ValidationError' });
    const chained = assume(clientOf(caller), { DurationSeconds: 7200 });
    await expect(chained).rejects.toMatchObject({ message: expect.stringContaining('role chaining') as string });
  });
  test('may do at most what its policy says', async () => {
    const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
    trust([trusting('*')]);
    const session = await open({ Policy });
    await expect(assume(session)).resolves.toBeDefined();
    trust([trusting({ AWS: ['arn:aws:iam::123456789012:root'] })]);
    await expect(assume(session)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(client, { Policy: '{' })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });
  test('ends by the clock', async () => {
    const session = await open({ DurationSeconds: 900 });
    services.clock.setOffset(901_000);
    const late = new Date(services.clock.now());
    session.config.systemClockOffset = late.getTime() - Date.now();
    await expect(session.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/) as string,
    });
    services.clock.setOffset(0);
  });
  test('has a right name, and a right role', async () => {
    for (const wrong of [{ RoleSessionName: 'a b' }, { RoleSessionName: 'x' }, { RoleArn: 'not-a-role-but-long' }]) {
      await expect(assume(client, wrong)).rejects.toMatchObject({
        name: 'ValidationError',
        message: expect.stringMatching(/^1 validation error detected: Value '.*' at 'role/) as string,
      });
    }
  });
});

describe('web identities', () => {
  const token = (claims: object, key = pair.privateKey) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(services.clock.now() / 1000) + 600;
    const body = { iss: 'https://cognito-identity.amazonaws.com', sub: 'us-east-1:1', aud: 'pool', exp, ...claims };
    const text = `${part({ alg: 'RS256' })}.${part(body)}`;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  };
  const federated = trusting(
    { Federated: ['cognito-identity.amazonaws.com'] },
    {
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    },
  );
  const give = (WebIdentityToken: string) =>
    client.send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'web', WebIdentityToken }));

  test('get the role that trusts their pool and their way of signing in', async () => {
    trust([federated]);
    const { SubjectFromWebIdentityToken, Credentials } = await give(token({ amr: ['authenticated', 'x'] }));
    expect([SubjectFromWebIdentityToken, Credentials?.AccessKeyId]).toEqual(['us-east-1:1', expect.any(String)]);
    for (const claims of [{ amr: ['unauthenticated'] }, { amr: ['authenticated'], aud: 'other' }]) {
      await expect(give(token(claims))).rejects.toMatchObject({ name: 'AccessDenied' });
    }
  });
  test('need a token that the pool signed, and that is not over', async () => {
    trust([federated]);
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    for (const wrong of ['token', token({ iss: 'https://elsewhere' }), token({ amr: ['authenticated'] }, foreign)]) {
      await expect(give(wrong)).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
    }
    const old = give(token({ amr: ['authenticated'], exp: 1 }));
    await expect(old).rejects.toMatchObject({ name: expect.stringMatching(/^ExpiredToken/) as string });
  });
});

test('a wrong signature, an unknown key and what does not work here are refused by name', async () => {
  const withKey = (accessKeyId: string) =>
    new STSClient({ ...services.client, credentials: { accessKeyId, secretAccessKey: 'wrong' } });
  const ask = (as: STSClient) => as.send(new GetCallerIdentityCommand({}));
  await expect(ask(withKey('offline'))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  await expect(ask(withKey('AKIAIOSFODNN7EXAMPLE'))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  const federation = client.send(new GetFederationTokenCommand({ Name: 'ann' }));
  await expect(federation).rejects.toMatchObject({ name: 'AccessDenied' });
  const decode = client.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' }));
  await expect(decode).rejects.toMatchObject({ name: 'InvalidAuthorizationMessageException' });
});
