import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_KEY, at, parsedAt, type StartedApp, startApp, tokenOf } from './testing.ts';

const SDL = `
  enum Color { RED GREEN }
  interface Named { name: String! }
  type Dog implements Named @aws_cognito_user_pools @aws_api_key { name: String! barks: Boolean }
  type Thing @aws_cognito_user_pools @aws_api_key {
    id: ID! name: String! color: Color settings: AWSJSON at: AWSDateTime tags: [String!]
    secret: String @aws_cognito_user_pools(cognito_groups: ["admin"])
    needed: String!
    inner: Thing
  }
  input ThingInput { id: ID name: String! color: Color settings: AWSJSON at: AWSDateTime site: AWSURL mail: AWSEmail
    phone: AWSPhone ip: AWSIPAddress day: AWSDate time: AWSTime stamp: AWSTimestamp }
  type Query {
    thing(id: ID!, name: String = "default"): Thing @aws_cognito_user_pools @aws_api_key
    named: Named
    names: [String]
    echo(input: ThingInput): AWSJSON
    info(a: Int): AWSJSON
    iamOnly: String @aws_iam
    byDefault: String
    fails: String
    appends: String
  }
  type Mutation { change(value: String): String }
`;

const THING = `export const request = (ctx) => ({ payload: { id: ctx.args.id, name: ctx.args.name, color: 'RED',
  settings: { a: [1] }, at: '2026-01-02T03:04:05.000Z', tags: ['x'], secret: 's', inner: { id: 'i' } } });
export const response = (ctx) => ctx.result;`;
const payload = (expression: string) =>
  `export const request = (ctx) => ({ payload: ${expression} }); export const response = (ctx) => ctx.result;`;

let app: StartedApp;

beforeAll(async () => {
  app = await startApp({
    sdl: SDL,
    resolvers: {
      'Query.thing': { code: THING },
      'Query.named': { code: payload("{ __typename: 'Dog', name: 'Rex', barks: true }") },
      'Query.names': { code: payload("['a', null]") },
      'Query.echo': { code: payload('ctx.args.input') },
      'Query.info': {
        code: payload('{ info: ctx.info, identity: ctx.identity, header: ctx.request.headers["x-own"] }'),
      },
      'Query.iamOnly': { code: payload("'iam'") },
      'Query.byDefault': { code: payload("'default'") },
      'Query.fails': {
        request: '{"version":"2018-05-29","payload":{}}',
        response: '$util.error("went wrong", "Conflict", {"kept": 1}, {"code": "C1"})',
      },
      'Query.appends': {
        request: '{"version":"2018-05-29","payload":"value"}',
        response: '$util.appendError("beside", "Note")$util.toJson($ctx.result)',
      },
      'Mutation.change': { code: payload('ctx.args.value') },
    },
  });
});
afterAll(() => app.stop());

describe('answers', () => {
  test('resolve fields, aliases, fragments and defaults', async () => {
    const answer = await app.send(
      '{ first: thing(id: 1) { ...parts } thing(id: "2", name: "two") { color ... on Thing { tags } } } fragment parts on Thing { id name }',
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      first: { id: '1', name: 'default' },
      thing: { color: 'RED', tags: ['x'] },
    });
  });

  test('write AWSJSON as text and hand it to resolvers as what it says', async () => {
    const answer = await app.send('query($i: ThingInput) { echo(input: $i) thing(id: 1) { settings at } }', {
      variables: { i: { name: 'n', settings: '{"b":{"c":null}}' } },
    });
    expect(parsedAt(answer, 'data.echo')).toEqual({ name: 'n', settings: { b: { c: null } } });
    expect(at(answer, 'data.thing')).toEqual({ settings: '{"a":[1]}', at: '2026-01-02T03:04:05.000Z' });
  });

  test('tell resolvers which fields are selected, under which variables, by whom', async () => {
    const answer = await app.send('query($a: Int) { x: info(a: $a) }', {
      variables: { a: 5 },
      headers: { 'x-own': 'yes' },
    });
    expect(parsedAt(answer, 'data.x')).toMatchObject({
      info: { fieldName: 'info', parentTypeName: 'Query', variables: { a: 5 } },
      identity: { sub: 'sub-1', username: 'ann', groups: null, defaultAuthStrategy: 'ALLOW' },
      header: 'yes',
    });
  });

  test('resolve interfaces by __typename', async () => {
    const { data } = await app.send('{ named { __typename name ... on Dog { barks } } }');
    expect(data).toEqual({ named: { __typename: 'Dog', name: 'Rex', barks: true } });
  });

  test('null the nearest nullable parent of a missing value, and say so', async () => {
    const { data, errors } = await app.send('{ thing(id: 1) { name needed } names }');
    expect(data).toEqual({ thing: null, names: ['a', null] });
    expect(errors).toEqual([
      {
        path: ['thing', 'needed'],
        locations: null,
        message: "Cannot return null for non-nullable type: 'String' within parent 'Thing' (/thing/needed)",
      },
    ]);
  });

  test('carry errors of resolvers whole, with and without a value', async () => {
    const { data, errors } = await app.send('{\n fails\n appends }');
    expect(data).toEqual({ fails: null, appends: 'value' });
    expect(errors).toContainEqual({
      path: ['fails'],
      data: { kept: 1 },
      errorType: 'Conflict',
      errorInfo: { code: 'C1' },
      locations: [{ line: 2, column: 2, sourceName: null }],
      message: 'went wrong',
    });
    expect(errors).toContainEqual(expect.objectContaining({ path: ['appends'], errorType: 'Note', message: 'beside' }));
  });

  test('skip and include what variables say, request by request', async () => {
    const query = 'query($no: Boolean!) { thing(id: 1) { id name @skip(if: $no) } }';
    expect(at(await app.send(query, { variables: { no: true } }), 'data.thing')).toEqual({ id: '1' });
    expect(at(await app.send(query, { variables: { no: false } }), 'data.thing')).toEqual({ id: '1', name: 'default' });
  });

  test('introspect', async () => {
    const { data } = await app.send(
      '{ __schema { queryType { name } } __type(name: "Color") { enumValues { name } } }',
    );
    expect(data).toEqual({
      __schema: { queryType: { name: 'Query' } },
      __type: { enumValues: [{ name: 'RED' }, { name: 'GREEN' }] },
    });
  });
});

describe('scalars', () => {
  const good: Record<string, unknown> = {
    at: '2026-02-28T23:59:59.123456789+05:30',
    site: 'https://example.com/x',
    mail: 'a.b+c@example.co.uk',
    phone: '+1 (555) 123-4567',
    ip: '2001:db8::1/64',
    day: '2024-02-29Z',
    time: '23:59:59.999+01:00',
    stamp: 1767225600,
    settings: '"text"',
  };
  const bad: Record<string, unknown> = {
    at: '2026-02-30T00:00:00Z',
    site: 'no url',
    mail: 'a@b',
    phone: 'call me',
    ip: '300.1.1.1',
    day: '2026-13-01',
    time: '24:00:00',
    stamp: '1767225600',
    settings: '{broken',
    color: 'BLUE',
    name: null,
    unheardOf: 1,
  };
  const send = (input: Record<string, unknown>) =>
    app.send('query($i: ThingInput) { echo(input: $i) }', { variables: { i: { name: 'n', ...input } } });

  for (const [field, value] of Object.entries(good)) {
    test(`take ${field} ${String(value)}`, async () => {
      const answer = await send({ [field]: value });
      expect(answer.errors).toBeUndefined();
    });
  }
  for (const [field, value] of Object.entries(bad)) {
    test(`refuse ${field} ${String(value)}`, async () => {
      const answer = await send({ [field]: value });
      expect(answer).toMatchObject({
        status: 200,
        data: null,
        errors: [{ message: expect.stringContaining(field) as unknown }],
      });
    });
  }
});

describe('requests that are none', () => {
  test.each([
    ['', 'Request body is empty.'],
    ['no json', 'Unable to parse GraphQL query.'],
    ['{}', 'Unable to parse GraphQL query.'],
    [`{"query":"{ names }","variables":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`, 'nested too deeply'],
    ['[{"query":"{ names }"}]', 'Send one operation at a time'],
  ])('are answered 400: %.40s', async (body, message) => {
    const response = await app.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [{ errorType: 'MalformedHttpRequestException', message: expect.stringContaining(message) as unknown }],
    });
  });

  test('point at what is no GraphQL', async () => {
    const { status, data, errors } = await app.send('{ broken');
    expect({ status, data }).toEqual({ status: 200, data: null });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('Invalid Syntax') as unknown,
      locations: [{ line: 1 }],
    });
  });

  test('point at an unknown field', async () => {
    const { errors } = await app.send('{\n thing(id: 1) { unheardOf } }');
    expect(errors).toEqual([
      {
        path: null,
        locations: [{ line: 2, column: 17, sourceName: null }],
        message:
          "Validation error of type FieldUndefined: Field 'unheardOf' in type 'Thing' is undefined @ 'thing/unheardOf'",
      },
    ]);
  });

  test('name a missing variable', async () => {
    const { data, errors } = await app.send('query($id: ID!) { thing(id: $id) { id } }');
    expect(data).toBeNull();
    expect(at(errors, '0.message')).toBe("Variable 'id' has coerced Null value for NonNull type 'ID!'");
  });

  const deep = (depth: number) => `{ thing(id: 1) ${'{ inner '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;
  const spread = Array.from({ length: 20 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(
    ' ',
  );
  test.each([
    ['deep', deep(40)],
    ['nested beyond parsing', '{ a '.repeat(5000)],
    ['full of aliases', `{ ${Array.from({ length: 300 }, (_, n) => `a${n}: names`).join(' ')} }`],
    ['small but opening into millions of fields', `{ ...f0 } ${spread} fragment f20 on Query { names }`],
    ['long', `{ ${'names '.repeat(20_000)} }`],
  ])('are refused when %s', async (_what, query) => {
    const { status, data, errors } = await app.send(query);
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(at(errors, '0.errorType')).toBe('BadRequestException');
  });

  test('are refused past 1 MB, and the next request is served', async () => {
    const response = await app.post(JSON.stringify({ query: '{ names }', variables: { a: 'x'.repeat(1_100_000) } }));
    expect(response.status).toBe(413);
    expect((await app.send('{ names }')).status).toBe(200);
  });

  test('are refused when circular', async () => {
    const { errors } = await app.send('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }');
    expect(errors?.length).toBeGreaterThan(0);
  });
});

describe('authorization', () => {
  test.each([
    ['nothing', null, {}],
    ['something that is no token', 'hello', {}],
    ['a token whose signature does not hold', tokenOf().replace(/\.ok$/, '.no'), {}],
    ['a token of another pool', tokenOf({ iss: 'https://elsewhere/us-east-1_other' }), {}],
    ['a wrong API key', null, { 'x-api-key': 'da2-wrong' }],
  ])('refuses %s with 401', async (_what, token, headers) => {
    const answer = await app.send('{ names }', { token, headers });
    expect(answer).toMatchObject({ status: 401, errors: [{ errorType: 'UnauthorizedException' }] });
  });

  test('takes a token behind the word Bearer', async () => {
    expect((await app.send('{ names }', { token: `Bearer ${tokenOf()}` })).status).toBe(200);
  });

  test('opens to an API key what its directive opens, and nothing else', async () => {
    const headers = { 'x-api-key': API_KEY };
    const { data, errors } = await app.send('{ thing(id: 1) { id } names byDefault }', { token: null, headers });
    expect(data).toEqual({ thing: { id: '1' }, names: null, byDefault: null });
    expect(errors).toContainEqual({
      path: ['names'],
      data: null,
      errorType: 'Unauthorized',
      errorInfo: null,
      locations: [expect.anything()],
      message: 'Not Authorized to access names on type Query',
    });
  });

  test('ends an API key at its expiry', async () => {
    app.services.clock.setOffset(2 * 3600 * 1000);
    const answer = await app.send('{ thing(id: 1) { id } }', { token: null, headers: { 'x-api-key': API_KEY } });
    app.services.clock.setOffset(0);
    expect(answer.status).toBe(401);
  });

  test('gives a field to the groups that its directive names', async () => {
    const query = '{ thing(id: 1) { id secret } }';
    const admin = await app.send(query, { token: tokenOf({ 'cognito:groups': ['admin'] }) });
    expect(at(admin, 'data.thing.secret')).toBe('s');
    const other = await app.send(query, { token: tokenOf({ 'cognito:groups': ['users'] }) });
    expect(other.data).toEqual({ thing: { id: '1', secret: null } });
    expect(other.errors).toMatchObject([{ errorType: 'Unauthorized', path: ['thing', 'secret'] }]);
  });
});
