import { afterAll, beforeAll, expect, test } from 'vitest';
import { appsyncResources } from '../resources.ts';
import { API_KEY, type StartedApp, startApp } from '../testing.ts';

let app: StartedApp;

beforeAll(async () => {
  app = await startApp({ sdl: 'type Query { none: String }' });
});
afterAll(() => app.stop());

test("Amplify's data API is at the plain path, any other at its own", () => {
  const urlOf = (logicalId: string) => {
    const { attributes } = appsyncResources['AWS::AppSync::GraphQLApi'].identify({
      ...{ logicalId, stackPath: 'app', region: 'us-east-1', account: '123456789012' },
      endpoint: 'http://localhost:4566',
      property: () => undefined,
      physicalName: () => 'name',
      letters: () => 'abc',
    });
    return [attributes.GraphQLUrl, attributes.RealtimeUrl];
  };
  expect(urlOf('amplifyDataGraphQLAPI42A6FA33')).toEqual([
    'HTTP://localhost:4566/graphql',
    'ws://localhost:4566/graphql/realtime',
  ]);
  expect(urlOf('SecondApi')).toEqual(['HTTP://localhost:4566/graphql/abc', 'ws://localhost:4566/graphql/abc/realtime']);
});

test('an API answers at its own path, over HTTP and realtime; an unknown one is not there', async () => {
  const headers = { 'x-api-key': API_KEY };
  const ask = (path: string) =>
    fetch(`${app.services.endpoint}${path}`, { method: 'POST', headers, body: '{"query":"{__typename}"}' });
  expect(await (await ask('/graphql/aaaaaaaaaaaaaaaaaaaaaaaaaa')).json()).toEqual({ data: { __typename: 'Query' } });
  expect((await ask('/graphql/unknown')).status).toBe(404);

  const header = Buffer.from(JSON.stringify({ host: 'localhost', ...headers })).toString('base64url');
  const url = `${app.services.endpoint.replace('http', 'ws')}/graphql/aaaaaaaaaaaaaaaaaaaaaaaaaa/realtime`;
  const socket = new WebSocket(url, ['graphql-ws', `header-${header}`]);
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
