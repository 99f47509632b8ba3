import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InvokeInput } from '../../../kernel/ports.ts';
import { at, parsedAt, type StartedApp, startApp, tokenOf } from '../testing.ts';

// An API with every way to sign in at once; the default is OpenID Connect.
const SDL = `
  type Query {
    who: AWSJSON @aws_oidc @aws_lambda @aws_cognito_user_pools
    forFunctions: String @aws_lambda
    byDefault: String
    denied: String @aws_lambda
  }
  type Mutation { say(text: String): Said @aws_oidc }
  type Said @aws_oidc @aws_lambda { text: String }
  type Subscription { onSay: Said @aws_subscribe(mutations: ["say"]) @aws_lambda @aws_oidc }
`;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const published = [
  { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'RS256' },
  { ...elliptic.publicKey.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256' },
];
let issuer = '';
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const isDiscovery = request.url === '/.well-known/openid-configuration';
  response.end(JSON.stringify(isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: published }));
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
type Claims = Record<string, unknown>;

function openIdToken(claims: Claims = {}, { kid = 'rsa', alg = 'RS256', key = rsa.privateKey } = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: issuer, sub: 'oidc-1', aud: 'my-app', iat: now, auth_time: now, exp: now + 3600, ...claims };
  const signed = `${encode({ alg, kid })}.${encode(all)}`;
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

let app: StartedApp;
let verdict: unknown;
const invoked: InvokeInput[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const code = (payload: string) => ({
    code: `export const request = (ctx) => ({ payload: ${payload} }); export const response = (ctx) => ctx.result;`,
  });
  app = await startApp({
    sdl: SDL,
    api: {
      AuthenticationType: 'OPENID_CONNECT',
      UserPoolConfig: undefined,
      OpenIDConnectConfig: { Issuer: issuer, ClientId: 'my-app|other', IatTTL: '7200000', AuthTTL: 7_200_000 },
      AdditionalAuthenticationProviders: [
        {
          AuthenticationType: 'AWS_LAMBDA',
          LambdaAuthorizerConfig: {
            AuthorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:authorizer',
            AuthorizerResultTtlInSeconds: '60',
            IdentityValidationExpression: '^custom-',
          },
        },
        { AuthenticationType: 'AMAZON_COGNITO_USER_POOLS', UserPoolConfig: { UserPoolId: 'us-east-1_pool' } },
      ],
    },
    resolvers: {
      'Query.who': code('ctx.identity'),
      'Query.forFunctions': code("'f'"),
      'Query.byDefault': code("'d'"),
      'Query.denied': code("'x'"),
      'Mutation.say': code('ctx.args'),
    },
    ports: {
      lambda: {
        invoke(input) {
          invoked.push(input);
          return Promise.resolve({ payload: JSON.stringify(verdict), requestId: '1' });
        },
      },
    },
  });
});
afterAll(async () => {
  await app.stop();
  server.close();
});
beforeEach(() => {
  invoked.length = 0;
  verdict = { isAuthorized: true, resolverContext: { tenant: 't1' }, deniedFields: ['Query.denied'] };
});

const UNAUTHORIZED = { status: 401, errors: [{ errorType: 'UnauthorizedException' }] };

describe('OpenID Connect', () => {
  test('a token of the issuer is taken, and resolvers learn its claims', async () => {
    const answer = await app.send('{ who byDefault forFunctions }', { token: openIdToken({ email: 'a@b.c' }) });
    expect(parsedAt(answer, 'data.who')).toMatchObject({ sub: 'oidc-1', issuer, claims: { email: 'a@b.c' } });
    expect(answer.data).toMatchObject({ byDefault: 'd', forFunctions: null });
    expect(answer.errors).toMatchObject([{ errorType: 'Unauthorized', path: ['forFunctions'] }]);
  });

  test('its keys are found by discovery, once', async () => {
    asked.length = 0;
    await app.send('{ byDefault }', { token: `Bearer ${openIdToken()}` });
    await app.send('{ byDefault }', { token: openIdToken({}, { kid: 'ec', alg: 'ES256', key: elliptic.privateKey }) });
    expect(asked).toEqual([]);
    app.services.clock.setOffset(16 * 60 * 1000);
    expect((await app.send('{ byDefault }', { token: openIdToken() })).data).toEqual({ byDefault: 'd' });
    app.services.clock.setOffset(0);
    expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
  test.each<[string, () => string]>([
    [
      'signed with another key',
      () => openIdToken({}, { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
    ],
    ['with a key of another kind', () => openIdToken({}, { kid: 'ec' })],
    ['with no algorithm', () => openIdToken({}, { alg: 'none' })],
    ['with a key that nobody published', () => openIdToken({}, { kid: 'unknown' })],
    ['for another client', () => openIdToken({ aud: 'elsewhere' })],
    ['that expired', () => openIdToken({ exp: seconds(-1) })],
    ['that is not valid yet', () => openIdToken({ nbf: seconds(60) })],
    ['issued longer ago than the API takes', () => openIdToken({ iat: seconds(-7300) })],
    ['of a sign-in longer ago than the API takes', () => openIdToken({ auth_time: seconds(-7300) })],
  ])('a token %s is refused', async (_what, token) => {
    expect(await app.send('{ byDefault }', { token: token() })).toMatchObject(UNAUTHORIZED);
  });

  test('a token of a user pool beside it is verified by the pool', async () => {
    const answer = await app.send('{ who byDefault }', { token: tokenOf() });
    expect(parsedAt(answer, 'data.who')).toMatchObject({ sub: 'sub-1', username: 'ann' });
    expect(at(answer, 'data.byDefault')).toBeNull();
  });
});

describe('a Lambda authorizer', () => {
  test('is told of the request, and resolvers learn its context', async () => {
    const query = 'query Mine($b: Boolean!) { who forFunctions denied y: __typename @skip(if: $b) }';
    const answer = await app.send(query, { variables: { b: true }, token: 'custom-1', headers: { 'x-own': 'yes' } });
    expect(parsedAt(answer, 'data.who')).toEqual({ resolverContext: { tenant: 't1' } });
    expect(answer.data).toMatchObject({ forFunctions: 'f', denied: null });
    expect(answer.errors).toMatchObject([{ errorType: 'Unauthorized', path: ['denied'] }]);
    expect(JSON.parse(String(invoked[0]?.payload))).toMatchObject({
      authorizationToken: 'custom-1',
      requestContext: { apiId: 'aaaaaaaaaaaaaaaaaaaaaaaaaa', queryString: query, variables: { b: true } },
      requestHeaders: { 'x-own': 'yes' },
    });
  });

  test('is asked again when its verdict is too old, or may not be kept', async () => {
    await app.send('{ forFunctions }', { token: 'custom-kept' });
    await app.send('{ forFunctions }', { token: 'custom-kept' });
    expect(invoked.length).toBe(1);
    app.services.clock.setOffset(61_000);
    verdict = { isAuthorized: true, ttlOverride: 0 };
    await app.send('{ forFunctions }', { token: 'custom-kept' });
    await app.send('{ forFunctions }', { token: 'custom-kept' });
    app.services.clock.setOffset(0);
    expect(invoked.length).toBe(3);
  });

  test.each([
    ['says no', 'custom-no', { isAuthorized: false }],
    ['gives no verdict', 'custom-odd', { fine: true }],
  ])('that %s refuses the call', async (_what, token, given) => {
    verdict = given;
    expect(await app.send('{ forFunctions }', { token })).toMatchObject(UNAUTHORIZED);
  });

  test('is not asked about a token of another form', async () => {
    expect(await app.send('{ forFunctions }', { token: 'other' })).toMatchObject(UNAUTHORIZED);
    expect(invoked).toEqual([]);
  });

  test('denies fields by their ARN, of this API only', async () => {
    const arn = (api: string, field: string) => `arn:aws:appsync:us-east-1:1:apis/${api}/types/Query/fields/${field}`;
    verdict = {
      isAuthorized: true,
      deniedFields: [arn('aaaaaaaaaaaaaaaaaaaaaaaaaa', 'forFunctions'), arn('other', 'denied')],
    };
    const { data } = await app.send('{ forFunctions denied }', { token: 'custom-arn' });
    expect(data).toEqual({ forFunctions: null, denied: 'x' });
  });
});

describe('realtime', () => {
  test.each<[string, () => string]>([
    ['OpenID Connect', () => openIdToken()],
    ['a Lambda authorizer', () => 'custom-realtime'],
  ])('connects and subscribes by %s', async (_what, token) => {
    const client = await app.connect({ Authorization: token() });
    client.send({ type: 'connection_init' });
    await client.next('connection_ack');
    client.start('1', 'subscription { onSay { text } }');
    await client.next('start_ack', '1');
    await app.send('mutation { say(text: "hello") { text } }', { token: openIdToken() });
    expect(at(await client.next('data', '1'), 'payload.data')).toEqual({ onSay: { text: 'hello' } });
  });

  test('refuses who may not call, and a field that the caller may not have', async () => {
    const refused = await app.connect({ Authorization: openIdToken({ aud: 'elsewhere' }) });
    refused.send({ type: 'connection_init' });
    expect(at(await refused.next('connection_error'), 'payload.errors.0.errorCode')).toBe(401);
    const client = await app.connect({ Authorization: tokenOf() });
    client.send({ type: 'connection_init' });
    await client.next('connection_ack');
    client.start('1', 'subscription { onSay { text } }');
    expect(at(await client.next('error', '1'), 'payload.errors.0.errorType')).toBe('Unauthorized');
  });
});
