import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '../../../kernel/principal.ts';
import { type Answer, at, parsedAt, type StartedApp, startApp, tokenOf } from '../testing.ts';

const SDL = `
  type Thing @aws_iam @aws_cognito_user_pools { id: ID }
  type Query @aws_iam { who: AWSJSON thing: Thing peopleOnly: String @aws_cognito_user_pools }
  type Mutation @aws_iam { change: Thing @aws_iam }
  type Subscription @aws_iam { onChange: Thing @aws_subscribe(mutations: ["change"]) @aws_iam @aws_cognito_user_pools }
`;
const API = 'arn:aws:appsync:us-east-1:123456789012:apis/aaaaaaaaaaaaaaaaaaaaaaaaaa';
const reader: Principal = { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/reader', sessionName: 'fn' };
const person: Principal = {
  kind: 'role',
  roleArn: 'arn:aws:iam::123456789012:role/people',
  sessionName: 'CognitoIdentityCredentials',
  cognitoIdentity: { identityId: 'us-east-1:i', identityPoolId: 'us-east-1:p', provider: '"cognito"' },
};

let app: StartedApp;

beforeAll(async () => {
  const code = (payload: string) => ({
    code: `export const request = (ctx) => ({ payload: ${payload} }); export const response = (ctx) => ctx.result;`,
  });
  app = await startApp({
    sdl: SDL,
    resolvers: {
      'Query.who': code('ctx.identity'),
      'Query.thing': code("{ id: '1' }"),
      'Mutation.change': code("{ id: '2' }"),
    },
  });
  app.services.policies.replace(
    new Map([
      [
        'arn:aws:iam::123456789012:role/reader',
        [{ Effect: 'Allow', Action: 'appsync:GraphQL', Resource: `${API}/types/Query/*` }],
      ],
      [
        'arn:aws:iam::123456789012:role/people',
        [{ Effect: 'Allow', Action: 'appsync:*', Resource: `${API}/types/Query/fields/who` }],
      ],
    ]),
  );
});
afterAll(() => app.stop());

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const administrator: Keys = { accessKeyId: 'offline', secretAccessKey: 'offline' };
const keysOf = (principal: Principal): Keys =>
  app.services.credentials.issue(principal, app.services.clock.now() + 3_600_000);

/** The headers of a signature over a POST of `body` to `path`. */
async function signatureOf(keys: Keys, path: string, body: string): Promise<Record<string, string>> {
  const { hostname, port, host } = new URL(app.services.endpoint);
  const signer = new SignatureV4({ service: 'appsync', region: 'us-east-1', credentials: keys, sha256: Sha256 });
  const { headers } = await signer.sign({
    ...{ method: 'POST', protocol: 'http:', hostname, port: Number(port), path, body },
    headers: { host, 'content-type': 'application/json' },
  });
  return headers;
}

async function send(keys: Keys, query: string) {
  const body = JSON.stringify({ query });
  const response = await app.post(body, await signatureOf(keys, '/graphql', body));
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

describe('a signed request', () => {
  test('of the administrator may do everything that IAM may', async () => {
    expect(await send(administrator, 'mutation { change { id } }')).toMatchObject({ data: { change: { id: '2' } } });
  });

  test("of a role is judged by the role's policy, for the fields of root types", async () => {
    const keys = keysOf(reader);
    expect(await send(keys, '{ thing { id } }')).toEqual({ status: 200, data: { thing: { id: '1' } } });
    expect(await send(keys, 'mutation { change { id } }')).toMatchObject({
      data: { change: null },
      errors: [{ errorType: 'Unauthorized', message: 'Not Authorized to access change on type Mutation' }],
    });
  });

  test('tells resolvers of a role who calls, and of a person of an identity pool', async () => {
    const role = await send(keysOf(reader), '{ who }');
    expect(parsedAt(role, 'data.who')).toMatchObject({
      accountId: '123456789012',
      userArn: 'arn:aws:sts::123456789012:assumed-role/reader/fn',
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
    });
    const someone = await send(keysOf(person), '{ who }');
    expect(parsedAt(someone, 'data.who')).toMatchObject({
      cognitoIdentityId: 'us-east-1:i',
      cognitoIdentityPoolId: 'us-east-1:p',
      cognitoIdentityAuthType: 'authenticated',
    });
  });

  test('does not open what is for people only', async () => {
    expect(await send(administrator, '{ peopleOnly }')).toMatchObject({ errors: [{ errorType: 'Unauthorized' }] });
  });

  test.each([
    ['an unknown key', () => ({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }), 'UnrecognizedClientException'],
    ['a wrong secret', () => ({ ...administrator, secretAccessKey: 'x' }), 'SignatureDoesNotMatch'],
    [
      'keys past their time',
      () => app.services.credentials.issue(reader, app.services.clock.now() - 1),
      'ExpiredTokenException',
    ],
  ])('is refused with %s', async (_what, keys, errorType) => {
    expect(await send(keys(), '{ who }')).toMatchObject({ status: 403, errors: [{ errorType }] });
  });
});

describe('a signed connection', () => {
  test('starts the subscriptions that the policy allows, and hears of functions and people alike', async () => {
    const client = await app.connect(await signatureOf(administrator, '/graphql/connect', '{}'));
    client.send({ type: 'connection_init' });
    await client.next('connection_ack');
    const query = 'subscription { onChange { id } }';
    const data = JSON.stringify({ query, variables: {} });
    client.start('mine', query, { authorization: await signatureOf(administrator, '/graphql', data) });
    await client.next('start_ack', 'mine');
    client.start('theirs', query, { authorization: await signatureOf(keysOf(reader), '/graphql', data) });
    expect(at(await client.next('error', 'theirs'), 'payload.errors.0.errorType')).toBe('Unauthorized');
    client.start('person', query, { authorization: { Authorization: tokenOf() } });
    await client.next('start_ack', 'person');

    await send(administrator, 'mutation { change { id } }');
    expect(at(await client.next('data', 'mine'), 'payload.data')).toEqual({ onChange: { id: '2' } });
    expect(at(await client.next('data', 'person'), 'payload.data')).toEqual({ onChange: { id: '2' } });
  });

  test('whose signature is over something else is refused', async () => {
    const client = await app.connect(await signatureOf(administrator, '/graphql', '{}'));
    client.send({ type: 'connection_init' });
    expect(at(await client.next('connection_error'), 'payload.errors.0.errorType')).toBe('SignatureDoesNotMatch');
  });
});
