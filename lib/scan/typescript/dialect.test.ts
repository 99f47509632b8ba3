import { describe, expect, it } from 'vitest';
import { readAll } from '../code/testing.ts';
import { typescript } from './dialect.ts';

const usesIn = (texts: Record<string, string>) => readAll(typescript, texts).uses;
const client = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, GetCommand, TransactWriteCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;

describe('commands of the SDK, version 3', () => {
  it('finds a query with its table, index and readable key condition at its line', () => {
    const uses = usesIn({
      'src/list.ts': `${client}
export const handler = async () =>
  ddb.send(
    new QueryCommand({
      TableName: process.env.ORDERS_TABLE,
      IndexName: 'byCustomer',
      KeyConditionExpression: '#c = :c AND begins_with(#at, :day)',
      ExpressionAttributeNames: { '#c': 'customerId', '#at': 'createdAt' },
    }),
  );`,
    });
    expect(uses).toEqual([
      {
        file: 'src/list.ts',
        service: 'dynamodb',
        operation: 'Query',
        resource: { kind: 'environment', variable: 'ORDERS_TABLE' },
        index: 'byCustomer',
        keyCondition: 'customerId = :c AND begins_with(createdAt, :day)',
        eventName: null,
        source: { file: 'src/list.ts', line: 7 },
        confidence: 0.9,
      },
    ]);
  });

  it.each([
    ['a member', 'process.env.T'],
    ['an element', "process.env['T']"],
    ['a non-null assertion', 'process.env.T!'],
    ['a fallback', "process.env.T ?? 'orders'"],
    ['a constant', 'fromConstant'],
    ['a destructured variable', 'T'],
    ['a renamed one', 'renamed'],
    ['a function that reads it', "required('T')"],
    ['a template of nothing else', 'config.table'],
    ['a parsed environment', 'parsed.T'],
  ])('knows the environment variable through %s', (_, expression) => {
    const [use] = usesIn({
      'a.ts': `${client}
const fromConstant = process.env.T as string;
const { T, T: renamed } = process.env;
const config = { table: process.env.T };
const parsed = z.object({ T: z.string() }).parse(process.env);
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(name);
  return value;
}
await ddb.send(new GetCommand({ TableName: ${expression}, Key: { id } }));`,
    });
    expect(use).toMatchObject({
      operation: 'GetItem',
      resource: { kind: 'environment', variable: 'T' },
      confidence: 0.9,
    });
  });

  it('follows constants of other files, tsconfig paths and package imports', () => {
    const files = {
      'tsconfig.json': '{ /* paths */ "compilerOptions": { "paths": { "@shared/*": ["src/shared/*"] } } }',
      'package.json': '{ "imports": { "#names": "./src/names.ts" } }',
      'src/names.ts': "export * from './shared/tables';",
      'src/shared/tables.ts':
        "export const tables = { orders: `${'prod'}-orders` } as const;\nexport enum Index { Status = 'byStatus' }",
      'src/a.ts': `${client}import { tables, Index } from '@shared/tables';
ddb.send(new QueryCommand({ TableName: tables.orders, IndexName: Index.Status, KeyConditionExpression: 'pk = :pk' }));`,
      'src/b.ts': `${client}import { tables } from '#names';
ddb.send(new GetCommand({ TableName: tables.orders }));`,
    };
    const { uses, imports } = readAll(typescript, files);
    expect(uses.map(({ resource }) => resource)).toEqual([
      { kind: 'name', name: 'prod-orders' },
      { kind: 'name', name: 'prod-orders' },
    ]);
    expect(uses[0]).toMatchObject({ index: 'byStatus', confidence: 1 });
    expect(imports).toEqual(['src/shared/tables', 'src/shared/tables', 'src/names']);
  });

  it('gathers what a function sets on its input piece by piece', () => {
    const [use] = usesIn({
      'a.ts': `${client}
export async function list(status?: string) {
  const input: any = { TableName: 'orders', ...(status ? { IndexName: 'byStatus' } : {}) };
  input.KeyConditionExpression = 'pk = :pk';
  if (status) input.KeyConditionExpression += ' AND #s = :s';
  input.ExpressionAttributeNames = { '#s': 'status' };
  return ddb.send(new QueryCommand(input));
}`,
    });
    expect(use).toMatchObject({
      resource: { kind: 'name', name: 'orders' },
      index: 'byStatus',
      keyCondition: 'pk = :pk AND status = :s',
    });
  });

  it('names every table of transactions and batches', () => {
    const uses = usesIn({
      'a.ts': `${client}
const items = [{ Put: { TableName: process.env.A, Item: {} } }];
items.push({ ConditionCheck: { TableName: process.env.B, Key: {} } });
ddb.send(new TransactWriteCommand({ TransactItems: items }));
ddb.send(new BatchWriteCommand({ RequestItems: { [process.env.A]: rows.map((row) => ({ PutRequest: { Item: row } })), logs: [] } }));`,
    });
    expect(uses.map(({ operation, resource }) => [operation, resource])).toEqual([
      ['TransactWriteItems', { kind: 'environment', variable: 'A' }],
      ['TransactWriteItems', { kind: 'environment', variable: 'B' }],
      ['BatchWriteItem', { kind: 'name', name: 'logs' }],
      ['BatchWriteItem', { kind: 'environment', variable: 'A' }],
    ]);
  });
});

describe('wrappers', () => {
  it('gives a use of a function that takes the table to each of its callers, at the line of the call to AWS', () => {
    const uses = usesIn({
      'lib/get.ts': `${client}
export const getItem = async ({ tableName, key }: Input) =>
  ddb.send(new GetCommand({ TableName: tableName, Key: key }));`,
      'a.ts':
        "import { getItem } from './lib/get';\nexport const handler = () => getItem({ tableName: process.env.A, key: 1 });",
      'b.ts':
        "import { getItem } from './lib/get.js';\nexport const handler = () => getItem({ tableName: 'b', key: 1 });",
      'get.test.ts': "import { getItem } from './lib/get';\ngetItem({ tableName: 'fake' });",
    });
    expect(uses.map(({ file, resource, source }) => ({ file, resource, source }))).toEqual([
      { file: 'a.ts', resource: { kind: 'environment', variable: 'A' }, source: { file: 'lib/get.ts', line: 6 } },
      { file: 'b.ts', resource: { kind: 'name', name: 'b' }, source: { file: 'lib/get.ts', line: 6 } },
    ]);
  });

  it('follows classes whose constructor takes the table', () => {
    const uses = usesIn({
      'repository.ts': `${client}
export class Orders {
  constructor(private readonly tableName: string) {}
  find(id: string) {
    return ddb.send(new GetCommand({ TableName: this.tableName, Key: { id } }));
  }
}`,
      'handler.ts': "import { Orders } from './repository';\nconst orders = new Orders(process.env.ORDERS ?? '');",
    });
    expect(uses).toMatchObject([{ file: 'handler.ts', resource: { kind: 'environment', variable: 'ORDERS' } }]);
  });

  it('gives what a method does to those who call it, through a service in between, not to all who import it', () => {
    const uses = usesIn({
      'store.ts': `${client}
export class Store {
  get(id: string) { return ddb.send(new GetCommand({ TableName: process.env.T })); }
  list() { return ddb.send(new QueryCommand({ TableName: process.env.T })); }
}`,
      'service.ts': `import { Store } from './store';
const store = new Store();
export const find = (id: string) => store.get(id);`,
      'find.ts': "import { find } from './service';\nexport const handler = ({ id }) => find(id);",
      'list.ts':
        "import { Store } from './store';\nconst store = new Store();\nexport const handler = () => store.list();",
    });
    expect(uses.map(({ file, operation, source }) => [file, operation, source.file])).toEqual([
      ['find.ts', 'GetItem', 'store.ts'],
      ['list.ts', 'Query', 'store.ts'],
    ]);
  });

  it('leaves a use without a resource where nobody says which', () => {
    const [use] = usesIn({
      'a.ts': `${client}\nexport const get = (t) => ddb.send(new GetCommand({ TableName: t }));`,
    });
    expect(use).toMatchObject({ file: 'a.ts', resource: null, confidence: 0.6 });
  });
});

describe('clients with methods', () => {
  it('knows the document client of version 2 by require, broken over lines', () => {
    const uses = usesIn({
      'index.js': `const AWS = require('aws-sdk');
const docClient = new AWS.DynamoDB.DocumentClient();
exports.handler = async () => {
  const params = { TableName: process.env.T, KeyConditionExpression: 'pk = :pk' };
  await docClient
    .query(params)
    .promise();
  return docClient.put({ TableName: 'logs', Item: {} }).promise();
};`,
    });
    expect(uses).toMatchObject([
      { operation: 'Query', keyCondition: 'pk = :pk', source: { line: 6 }, confidence: 0.9 },
      { operation: 'PutItem', resource: { kind: 'name', name: 'logs' }, source: { line: 8 }, confidence: 1 },
    ]);
  });

  it('knows aggregated clients, traced clients, paginators and inputs by their shape', () => {
    const uses = usesIn({
      'a.ts': `import { DynamoDBDocument, paginateScan } from '@aws-sdk/lib-dynamodb';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { captureAWSv3Client } from 'aws-xray-sdk';
const ddb = DynamoDBDocument.from(captureAWSv3Client(new DynamoDB({})));
ddb.update({ TableName: 'a' });
for await (const page of paginateScan({ client: ddb }, { TableName: 'b' })) use(page);
injected.query({ TableName: 'c', IndexName: 'i', KeyConditionExpression: 'x = :x' });
map.get('not a table');
request('PutItem', JSON.stringify({ TableName: 'd' }));`,
    });
    expect(uses.map(({ operation, resource, confidence }) => [operation, resource, confidence])).toEqual([
      ['UpdateItem', { kind: 'name', name: 'a' }, 1],
      ['Scan', { kind: 'name', name: 'b' }, 1],
      ['Query', { kind: 'name', name: 'c' }, 0.6],
      ['PutItem', { kind: 'name', name: 'd' }, 0.6],
    ]);
  });
});

describe('other services', () => {
  it('names the events that are published, with their bus', () => {
    const uses = usesIn({
      'a.ts': `import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
const source = 'shop.orders';
const publish = (detailType: string, detail: unknown) =>
  new EventBridgeClient({}).send(new PutEventsCommand({
    Entries: [{ EventBusName: process.env.BUS, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) }],
  }));
export const place = () => publish('OrderPlaced', {});
export const cancel = () => publish('OrderCancelled', {});`,
    });
    expect(uses).toMatchObject([
      {
        service: 'events',
        operation: 'PutEvents',
        eventName: 'OrderPlaced',
        resource: { variable: 'BUS' },
        source: { line: 4 },
      },
      { service: 'events', operation: 'PutEvents', eventName: 'OrderCancelled' },
    ]);
  });

  it('knows queues, topics, buckets, functions, state machines and the rest', () => {
    const uses = usesIn({
      'a.ts': `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { SNS } from '@aws-sdk/client-sns';
import * as s3 from '@aws-sdk/client-s3';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
c.send(new SendMessageCommand({ QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs' }));
new SNS({}).publish({ TopicArn: process.env.TOPIC_ARN });
c.send(new s3.PutObjectCommand({ Bucket: 'files', Key }));
c.send(new InvokeCommand({ FunctionName: 'worker' }));
c.send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE }));
c.send(new GetSecretValueCommand({ SecretId: 'db' }));`,
    });
    expect(uses.map(({ service, operation, resource }) => [service, operation, resource])).toEqual([
      ['sqs', 'SendMessage', { kind: 'name', name: 'jobs' }],
      ['sns', 'Publish', { kind: 'environment', variable: 'TOPIC_ARN' }],
      ['s3', 'PutObject', { kind: 'name', name: 'files' }],
      ['lambda', 'Invoke', { kind: 'name', name: 'worker' }],
      ['states', 'StartExecution', { kind: 'environment', variable: 'MACHINE' }],
      ['other', 'secrets-manager:GetSecretValue', { kind: 'name', name: 'db' }],
    ]);
  });

  it('makes hosts outside components, and calls to them uses', () => {
    const { components, uses } = readAll(typescript, {
      'a.ts': `import axios from 'axios';
const api = axios.create({ baseURL: 'https://api.stripe.com/v1' });
await api.post('/charges', {});
await fetch(\`https://hooks.slack.com/services/\${token}\`, { method: 'POST' });
await fetch('http://localhost:3000/health');`,
    });
    expect(components.map(({ id, kind, source }) => [id, kind, source.line])).toEqual([
      ['api.stripe.com', 'external', 3],
      ['hooks.slack.com', 'external', 4],
    ]);
    expect(uses.map(({ operation, resource }) => [operation, resource])).toEqual([
      ['http:POST', { kind: 'id', id: 'api.stripe.com' }],
      ['http:POST', { kind: 'id', id: 'hooks.slack.com' }],
    ]);
  });
});

describe('handlers', () => {
  it.each([
    ['export const handler = async () => {};'],
    ['export async function handler() {}'],
    ['exports.handler = async () => {};'],
    ['module.exports.handler = async () => {};'],
    ['const handler = () => {};\nmodule.exports = { handler };'],
    ['const handler = () => {};\nexport { handler };'],
  ])('knows %s', (text) => {
    expect(readAll(typescript, { 'src/a.js': text }).handlers).toMatchObject([{ file: 'src/a.js', name: 'handler' }]);
  });
});
