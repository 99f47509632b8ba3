import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BusEvent } from '../../../kernel/ports.ts';
import { bedrock } from '../../bedrock/index.ts';
import { dynamodb } from '../../dynamodb/index.ts';
import { parsedAt, type StartedApp, startApp } from '../testing.ts';

const ROLE = 'arn:aws:iam::123456789012:role/source';
const BUS = 'arn:aws:events:us-east-1:123456789012:event-bus/main';
const handlers = {
  code: 'export const request = (ctx) => ctx.args.request; export const response = (ctx) => ({ result: ctx.result, error: ctx.error });',
};

const events: BusEvent[] = [];
let app: StartedApp;
const web = createServer((request, response) => {
  void text(request).then((body) => {
    response.writeHead(302, { location: '/moved' }).end(`${request.method} ${request.url} ${body}`);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
  const address = web.address();
  const port = typeof address === 'object' ? address?.port : 0;
  app = await startApp({
    sdl: 'type Query { put(request: AWSJSON): AWSJSON http(request: AWSJSON): AWSJSON elsewhere(request: AWSJSON): AWSJSON nowhere(request: AWSJSON): AWSJSON converse(text: String, model: String): AWSJSON }',
    services: [dynamodb, bedrock],
    dataSources: [
      {
        ...{ Name: 'bus', Type: 'AMAZON_EVENTBRIDGE', ServiceRoleArn: ROLE },
        EventBridgeConfig: { EventBusArn: BUS },
      },
      {
        ...{ Name: 'aws', Type: 'HTTP', ServiceRoleArn: ROLE },
        HttpConfig: {
          Endpoint: 'https://dynamodb.us-east-1.amazonaws.com/',
          AuthorizationConfig: {
            AuthorizationType: 'AWS_IAM',
            AwsIamConfig: { SigningRegion: 'us-east-1', SigningServiceName: 'dynamodb' },
          },
        },
      },
      { Name: 'web', Type: 'HTTP', HttpConfig: { Endpoint: `http://127.0.0.1:${port}` } },
      { Name: 'model', Type: 'AMAZON_BEDROCK_RUNTIME', ServiceRoleArn: ROLE },
      { Name: 'nowhere', Type: 'HTTP', HttpConfig: { Endpoint: 'http://nowhere.invalid' } },
    ],
    resolvers: {
      'Query.put': { dataSource: 'bus', ...handlers },
      'Query.http': { dataSource: 'aws', ...handlers },
      'Query.elsewhere': { dataSource: 'web', ...handlers },
      'Query.converse': {
        dataSource: 'model',
        code: `import { converse } from '@aws-appsync/utils/ai';
          export const request = ({ args }) => converse({ modelId: args.model, messages: [{ role: 'user', content: [{ text: args.text }] }] });
          export const response = (ctx) => ({ result: ctx.result, error: ctx.error });`,
      },
      'Query.nowhere': { dataSource: 'nowhere', ...handlers },
    },
    ports: {
      events: {
        put: (given) => {
          events.push(...given);
          return given.map((_, index) => ({ eventId: `e${index}` }));
        },
      },
    },
  });
});
afterAll(async () => {
  await app.stop();
  web.close();
});

const ask = async (field: string, request: object) => {
  const variables = { request: JSON.stringify(request) };
  const answer = await app.send(`query($request: AWSJSON) { x: ${field}(request: $request) }`, { variables });
  return parsedAt(answer, 'data.x');
};
const allow = (...actions: string[]) => {
  app.services.policies.replace(new Map([[ROLE, [{ Effect: 'Allow', Action: actions, Resource: '*' }]]]));
};

test('PutEvents brings events onto the bus, if the role may', async () => {
  const request = {
    operation: 'PutEvents',
    events: [{ source: 'app', detailType: 'thing.made', detail: { id: 1 }, time: '2026-01-01T00:00:00Z' }],
  };
  allow();
  expect(await ask('put', request)).toMatchObject({ error: { type: 'EventBridge:AccessDeniedException' } });
  expect(events).toEqual([]);
  allow('events:PutEvents');
  expect(await ask('put', request)).toMatchObject({
    result: { Entries: [{ EventId: 'e0' }], FailedEntryCount: 0 },
    error: null,
  });
  expect(events).toEqual([
    { source: 'app', detailType: 'thing.made', detail: '{"id":1}', bus: BUS, time: new Date('2026-01-01T00:00:00Z') },
  ]);
});

test("an HTTP source signs with its role and reaches AWS's services here", async () => {
  const request = {
    method: 'POST',
    resourcePath: '/',
    params: {
      headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' },
      body: '{}',
    },
  };
  allow('dynamodb:ListTables');
  expect(await ask('http', request)).toMatchObject({ result: { statusCode: 200, body: '{"TableNames":[]}' } });
  allow();
  expect(await ask('http', request)).toMatchObject({ result: { statusCode: 400 } });
});

test('an HTTP source calls any other host as it is, unsigned', async () => {
  const request = { method: 'PUT', resourcePath: '/a b', params: { query: { q: 'x y', n: 1 }, body: { a: 1 } } };
  expect(await ask('elsewhere', request)).toMatchObject({
    result: {
      statusCode: 302,
      headers: { location: '/moved' },
      body: 'PUT /a%20b?q=x+y&n=1 {"a":1}',
    },
    error: null,
  });
});

test('an HTTP source tells of a host that does not answer', async () => {
  expect(await ask('nowhere', { method: 'GET', resourcePath: '/' })).toMatchObject({
    result: null,
    error: { type: 'HTTP:UnknownHost', message: 'Unknown host: nowhere.invalid' },
  });
});

test('a Bedrock source converses with the model of this backend, if its role may', async () => {
  const converse = async () =>
    parsedAt(await app.send('{ x: converse(text: "hello", model: "amazon.nova-lite-v1:0") }'), 'data.x');
  allow();
  expect(await converse()).toMatchObject({ result: null, error: { type: 'BedrockRuntime:AccessDeniedException' } });
  allow('bedrock:InvokeModel');
  expect(await converse()).toMatchObject({ result: { output: { message: { role: 'assistant' } } }, error: null });
});

test.each([
  ['a versioned table', { Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 't', Versioned: true } }],
  ['a relational database', { Type: 'RELATIONAL_DATABASE' }],
  ['OpenSearch', { Type: 'AMAZON_OPENSEARCH_SERVICE' }],
])('%s is refused at start, with a remedy', async (_what, config) => {
  const starting = startApp({
    sdl: 'type Query { x: String }',
    dataSources: [{ Name: 'source', ...config }],
    resolvers: { 'Query.x': { dataSource: 'source', ...handlers } },
  });
  await expect(starting).rejects.toMatchObject({ name: 'DefinitionError', logicalId: 'source' });
});

test('code that AppSync does not take is refused at start, with its place', async () => {
  const code = 'export function request() {\n  throw 1;\n}\nexport function response() {}';
  const starting = startApp({ sdl: 'type Query { x: String }', resolvers: { 'Query.x': { code } } });
  await expect(starting).rejects.toThrow(/^Query\.x\.Code: .*2:3 throw is not supported/);
});
