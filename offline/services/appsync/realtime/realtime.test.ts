import { afterAll, beforeAll, expect, test } from 'vitest';
import { API_KEY, at, type RealtimeClient, type StartedApp, startApp, tokenOf } from '../testing.ts';

const SDL = `
  type Place @aws_cognito_user_pools @aws_api_key { city: String }
  type Note @aws_cognito_user_pools @aws_api_key {
    id: ID! text: String level: Int tags: [String] place: Place owner: String
    hidden: String @aws_cognito_user_pools(cognito_groups: ["admin"])
    needed: String!
  }
  type Query { none: String }
  type Mutation {
    write(id: ID!, text: String, level: Int, tags: [String], city: String, owner: String): Note @aws_cognito_user_pools
    forget(owner: String!): String
  }
  type Subscription {
    onWrite(owner: String, text: String): Note @aws_subscribe(mutations: ["write"]) @aws_cognito_user_pools @aws_api_key
    onFiltered(filter: AWSJSON): Note @aws_subscribe(mutations: ["write"])
    onRevocable(owner: String): Note @aws_subscribe(mutations: ["write"])
    onRefused: Note @aws_subscribe(mutations: ["write"])
    forAdmins: Note @aws_subscribe(mutations: ["write"]) @aws_cognito_user_pools(cognito_groups: ["admin"])
  }
`;

const imports = "import { extensions, util } from '@aws-appsync/utils';";
let app: StartedApp;

beforeAll(async () => {
  app = await startApp({
    sdl: SDL,
    resolvers: {
      'Mutation.write': {
        code: `export const request = (ctx) => ({ payload: { ...ctx.args, hidden: 'h', needed: 'n', place: { city: ctx.args.city } } });
          export const response = (ctx) => ctx.result;`,
      },
      'Mutation.forget': {
        code: `${imports} export const request = () => ({ payload: null });
          export const response = (ctx) => {
            extensions.invalidateSubscriptions({ subscriptionField: 'onRevocable', payload: { owner: ctx.args.owner } });
            return 'done';
          };`,
      },
      'Subscription.onFiltered': {
        code: `${imports} export const request = () => ({ payload: null });
          export const response = (ctx) => { extensions.setSubscriptionFilter(ctx.args.filter); return null; };`,
      },
      'Subscription.onRevocable': {
        code: `${imports} export const request = () => ({ payload: null });
          export const response = (ctx) => {
            extensions.setSubscriptionInvalidationFilter({ filterGroup: [{ filters: [
              { fieldName: 'owner', operator: 'eq', value: ctx.args.owner }] }] });
            return null;
          };`,
      },
      'Subscription.onRefused': {
        request: '{"version":"2018-05-29","payload":{}}',
        response: '$util.unauthorized()',
      },
    },
  });
});
afterAll(() => app.stop());

const FIELDS = 'id text level tags place { city } owner hidden needed';
const admin = tokenOf({ 'cognito:groups': ['admin'] });
const write = (input: Record<string, unknown>, fields = FIELDS) => {
  const args = Object.entries(input).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return app.send(`mutation { write(${args.join(', ')}) { ${fields} } }`, { token: admin });
};
const subscribe = async (client: RealtimeClient, id: string, query: string, variables = {}) => {
  client.start(id, query, { variables });
  await client.next('start_ack', id);
};
/** The ids that arrived, once the marker, which is sent last, has. */
const arrivals = async (client: RealtimeClient, id: string, field: string): Promise<unknown[]> => {
  const ids: unknown[] = [];
  for (;;) {
    const arrived = at(await client.take('data', id), `payload.data.${field}.id`);
    if (arrived === 'marker') return ids;
    ids.push(arrived);
  }
};

test('a connection is acknowledged and kept alive', async () => {
  const client = await app.connect();
  client.send({ type: 'connection_init' });
  expect(await client.next('connection_ack')).toEqual({
    type: 'connection_ack',
    payload: { connectionTimeoutMs: 300_000 },
  });
  await client.take('ka');
  app.services.clock.setOffset(61_000);
  await client.take('ka');
  app.services.clock.setOffset(0);
});

test('a connection by query parameters is taken too', async () => {
  const header = Buffer.from(JSON.stringify({ host: 'localhost', 'x-api-key': API_KEY })).toString('base64');
  const url = `${app.services.endpoint.replace('http', 'ws')}/graphql/realtime?header=${header}&payload=e30=`;
  const socket = new WebSocket(url, 'graphql-ws');
  const message = new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      resolve(JSON.parse(String(data)));
    };
  });
  socket.onopen = () => {
    socket.send('{"type":"connection_init"}');
  };
  expect(await message).toMatchObject({ type: 'connection_ack' });
  socket.close();
});

test.each([
  ['a token that does not hold', { Authorization: 'a.b.c' }, 'UnauthorizedException', 401],
  ['a wrong key', { 'x-api-key': 'da2-wrong' }, 'UnauthorizedException', 401],
])('a connection with %s is refused and closed', async (_what, authorization, errorType, errorCode) => {
  const client = await app.connect(authorization);
  client.send({ type: 'connection_init' });
  const refusal = await client.next('connection_error');
  expect(at(refusal, 'payload.errors')).toMatchObject([{ errorType, errorCode }]);
  await client.closed;
});

test('subscribers get what the mutation selected, under its names, each with an own selection', async () => {
  const client = await app.connect();
  await subscribe(client, 'a', 'subscription { onWrite { id text place { city } } }');
  await subscribe(client, 'b', 'subscription { mine: onWrite { number: id level tags } }');
  await write({ id: '1', text: 't', level: 3, city: 'Bern', tags: ['x'] }, 'id words: text place { city } needed');
  expect(at(await client.next('data', 'a'), 'payload')).toEqual({
    data: { onWrite: { id: '1', text: 't', place: { city: 'Bern' } } },
  });
  expect(at(await client.next('data', 'b'), 'payload')).toEqual({
    data: { mine: { number: '1', level: null, tags: null } },
  });
});

test('a field that may not be null must be selected by the mutation', async () => {
  const client = await app.connect();
  await subscribe(client, 'a', 'subscription { onWrite { id needed } }');
  await write({ id: '1' }, 'id');
  const message = await client.next('data', 'a');
  expect(at(message, 'payload.data')).toEqual({ onWrite: null });
  expect(at(message, 'payload.errors.0.message')).toContain('Cannot return null for non-nullable type');
});

test("a subscriber's own rights decide about fields", async () => {
  const client = await app.connect();
  client.start('admin', 'subscription { onWrite { id hidden } }', { authorization: { Authorization: admin } });
  await client.next('start_ack', 'admin');
  await subscribe(client, 'other', 'subscription { onWrite { id hidden } }');
  await write({ id: '1' });
  expect(at(await client.next('data', 'admin'), 'payload.data')).toEqual({ onWrite: { id: '1', hidden: 'h' } });
  expect(at(await client.next('data', 'other'), 'payload.data')).toEqual({ onWrite: { id: '1', hidden: null } });
});

test('arguments filter by equality; an absent one does not', async () => {
  const client = await app.connect();
  await subscribe(client, 'ann', 'subscription { onWrite(owner: "ann") { id } }');
  await subscribe(client, 'both', 'subscription { onWrite(owner: "ann", text: "t") { id } }');
  await subscribe(client, 'null', 'subscription { onWrite(owner: null) { id } }');
  await write({ id: '1', owner: 'ann', text: 't' });
  await write({ id: '2', owner: 'bob', text: 't' });
  await write({ id: '3', owner: 'ann' });
  await write({ id: '4' });
  await write({ id: 'marker', owner: 'ann', text: 't' });
  await write({ id: 'marker' });
  expect(await arrivals(client, 'ann', 'onWrite')).toEqual(['1', '3']);
  expect(await arrivals(client, 'both', 'onWrite')).toEqual(['1']);
  expect(await arrivals(client, 'null', 'onWrite')).toEqual(['4']);
});

const one = (fieldName: string, operator: string, value: unknown) => ({ filters: [{ fieldName, operator, value }] });
test.each([
  ['eq', [one('text', 'eq', 'alpha')], ['1']],
  ['ne', [one('text', 'ne', 'alpha')], ['2', '3']],
  ['le', [one('level', 'le', 2)], ['1', '2']],
  ['lt', [one('level', 'lt', 2)], ['1']],
  ['ge', [one('level', 'ge', 2)], ['2', '3']],
  ['gt', [one('level', 'gt', 2)], ['3']],
  ['between', [one('level', 'between', [2, 3])], ['2', '3']],
  ['contains of text', [one('text', 'contains', 'ph')], ['1']],
  ['contains of a list', [one('tags', 'contains', 'x')], ['1', '2']],
  ['notContains', [one('tags', 'notContains', 'x')], ['3']],
  ['beginsWith', [one('text', 'beginsWith', 'be')], ['2']],
  ['in', [one('text', 'in', ['alpha', 'beta'])], ['1', '2']],
  ['notIn', [one('text', 'notIn', ['alpha', 'beta'])], ['3']],
  ['containsAny', [one('tags', 'containsAny', ['y', 'z'])], ['2', '3']],
  ['nested fields', [one('place.city', 'eq', 'Bern')], ['2']],
  ['alternatives', [one('text', 'eq', 'alpha'), one('level', 'gt', 2)], ['1', '3']],
  [
    'conditions together',
    [{ filters: [...one('level', 'ge', 1).filters, ...one('text', 'contains', 'eta').filters] }],
    ['2'],
  ],
])('enhanced filters know %s', async (_what, groups, expected) => {
  const client = await app.connect();
  const filter = JSON.stringify({ filterGroup: [...groups, one('id', 'eq', 'marker')] });
  await subscribe(client, 's', 'subscription($f: AWSJSON) { onFiltered(filter: $f) { id } }', { f: filter });
  await write({ id: '1', text: 'alpha', level: 1, tags: ['x'] });
  await write({ id: '2', text: 'beta', level: 2, tags: ['x', 'y'], city: 'Bern' });
  await write({ id: '3', text: 'gamma', level: 3, tags: ['z'] });
  await write({ id: 'marker' });
  expect(await arrivals(client, 's', 'onFiltered')).toEqual(expected);
});

test.each([
  ['more than five values of in', [one('text', 'in', ['1', '2', '3', '4', '5', '6'])]],
  ['more than twenty of containsAny', [one('tags', 'containsAny', Array.from({ length: 21 }, String))]],
  ['fields more than five levels deep', [one('a.b.c.d.e.f', 'eq', 1)]],
  ['an unknown operator', [one('text', 'like', 'x')]],
])('an enhanced filter with %s is refused', async (_what, groups) => {
  const client = await app.connect();
  const variables = { f: JSON.stringify({ filterGroup: groups }) };
  client.start('s', 'subscription($f: AWSJSON) { onFiltered(filter: $f) { id } }', { variables });
  expect(at(await client.next('error', 's'), 'payload.errors.0.errorType')).toBe('BadRequestException');
});

test('messages come in the order of the mutations', async () => {
  const client = await app.connect();
  await subscribe(client, 's', 'subscription { onWrite { id } }');
  const numbers = Array.from({ length: 50 }, (_, n) => String(n));
  const mutations = numbers.map((n) => `m${n}: write(id: "${n}") { id }`);
  await app.send(`mutation { ${mutations.join(' ')} }`);
  await write({ id: 'marker' });
  expect(await arrivals(client, 's', 'onWrite')).toEqual(numbers);
});

test('stop completes a subscription; an unknown id is an error', async () => {
  const client = await app.connect();
  await subscribe(client, 's', 'subscription { onWrite { id } }');
  client.send({ id: 's', type: 'stop' });
  expect(await client.next('complete', 's')).toEqual({ type: 'complete', id: 's' });
  client.send({ id: 's', type: 'stop' });
  expect(at(await client.next('error', 's'), 'payload.errors.0.errorType')).toBe('UnknownOperationError');
});

test('an invalidation ends the subscriptions it speaks of', async () => {
  const client = await app.connect();
  await subscribe(client, 'ann', 'subscription { onRevocable(owner: "ann") { id } }');
  await subscribe(client, 'bob', 'subscription { onRevocable(owner: "bob") { id } }');
  await app.send('mutation { forget(owner: "ann") }');
  await client.next('complete', 'ann');
  await write({ id: '1', owner: 'bob' });
  expect(at(await client.next('data', 'bob'), 'payload.data.onRevocable.id')).toBe('1');
});

test.each([
  ['its resolver refuses', 'subscription { onRefused { id } }', 'Unauthorized'],
  ['its directive refuses', 'subscription { forAdmins { id } }', 'Unauthorized'],
  ['it does not exist', 'subscription { unheardOf { id } }', 'BadRequestException'],
  ['it is no subscription', '{ none }', 'UnsupportedOperation'],
])('a start is answered with an error when %s', async (_what, query, errorType) => {
  const client = await app.connect();
  client.start('s', query);
  expect(at(await client.next('error', 's'), 'payload.errors.0.errorType')).toBe(errorType);
});

test('each start is authorized anew', async () => {
  const client = await app.connect();
  client.start('s', 'subscription { onWrite { id } }', { authorization: { Authorization: 'a.b.c' } });
  expect(at(await client.next('error', 's'), 'payload.errors.0.errorType')).toBe('UnauthorizedException');
});

test('a connection carries a hundred subscriptions, of different ids', async () => {
  const client = await app.connect();
  for (let n = 0; n < 101; n += 1) client.start(`s${n}`, 'subscription { onWrite { id } }');
  expect(at(await client.next('error', 's100'), 'payload.errors.0.errorType')).toBe('MaxSubscriptionsReachedError');
  client.start('s0', 'subscription { onWrite { id } }');
  expect(at(await client.next('error', 's0'), 'payload.errors.0.errorType')).toBe('DuplicatedOperationError');
});

test('what is no message is an error; what is too large ends the connection', async () => {
  const client = await app.connect();
  client.socket.send('no json');
  expect(at(await client.next('error'), 'payload.errors.0.errorType')).toBe('BadRequestException');
  client.socket.send('x'.repeat(300_000));
  expect((await client.closed).code).toBe(1009);
});

test('a client that reads nothing is let go before it fills the memory; others are served', async () => {
  const slow = await app.connect();
  await subscribe(slow, 's', 'subscription { onWrite { text } }');
  const other = await app.connect();
  await subscribe(other, 's', 'subscription { onWrite { id } }');
  slow.socket.pause();
  const text = 'x'.repeat(200_000);
  for (let n = 0; n < 80; n += 1) await write({ id: String(n), text });
  await write({ id: 'marker' });
  expect((await arrivals(other, 's', 'onWrite')).length).toBe(80);
  slow.socket.resume();
  expect((await slow.closed).code).toBe(1006);
});
