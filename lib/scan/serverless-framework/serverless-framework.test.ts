import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const serverless = `service: shop
provider:
  name: aws
  runtime: nodejs22.x
  stage: \${opt:stage, 'dev'}
  environment:
    TABLE: !Ref Orders
  iamRoleStatements:
    - Effect: Allow
      Action: dynamodb:*
      Resource: !GetAtt Orders.Arn
custom:
  seconds: 20
  name: orders-\${self:provider.stage}
functions:
  create:
    handler: src/create.handler
    timeout: \${self:custom.seconds}
    events:
      - http: POST orders/{id}
      - httpApi: { method: get, path: /orders }
      - sqs: { arn: !GetAtt Jobs.Arn }
      - stream: { type: dynamodb, arn: !GetAtt Orders.StreamArn }
      - schedule: rate(1 hour)
      - eventBridge: { pattern: { source: [shop], detail-type: [OrderPaid] } }
      - sns: news
resources:
  - \${file(resources/queues.yml)}
  - Resources:
      Orders:
        Type: AWS::DynamoDB::Table
        Properties:
          TableName: \${self:custom.name}
          KeySchema: [{ AttributeName: id, KeyType: HASH }]
      Alarm:
        Type: AWS::CloudWatch::Alarm
        Properties: { Dimensions: [{ Name: FunctionName, Value: !Ref CreateLambdaFunction }] }
`;
const code = `const { DynamoDB } = require('aws-sdk');
exports.handler = () => new DynamoDB.DocumentClient().get({ TableName: process.env.TABLE, Key: {} }).promise();
`;

describe('a serverless.yml', () => {
  const model = scanFiles({
    'serverless.yml': serverless,
    'resources/queues.yml': 'Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n',
    'src/create.js': code,
  });
  const has = (from: string, kind: string, to: string) =>
    model.relations.some((each) => each.from === from && each.kind === kind && each.to === to);

  it('has functions by their keys, with what the provider says and variables put in', () => {
    const create = model.components.find(({ id }) => id === 'create');
    expect(create).toMatchObject({ kind: 'function', source: { file: 'serverless.yml', line: 16 } });
    const value = (name: string) => create?.properties.find((each) => each.name === name)?.value;
    expect([value('Runtime'), value('Timeout'), value('Environment.TABLE')]).toEqual(['nodejs22.x', 20, '${Orders}']);
    expect(model.components.find(({ id }) => id === 'Orders')?.name).toBe('orders-dev');
  });

  it('has APIs, triggers and events of its functions', () => {
    expect(model.apis.map(({ method, path, target, source }) => [method, path, target, source.line])).toEqual([
      ['POST', '/orders/{id}', 'create', 20],
      ['GET', '/orders', 'create', 21],
    ]);
    expect(has('Jobs', 'triggers', 'create')).toBe(true);
    expect(has('Orders', 'triggers', 'create')).toBe(true);
    expect(has('Alarm', 'alarms', 'create')).toBe(true);
    expect(has('create', 'grants', 'Orders')).toBe(true);
    expect(model.events.map(({ name, consumer }) => [name, consumer])).toEqual([
      ['OrderPaid', 'create'],
      ['news', 'create'],
    ]);
  });

  it('leads from code to its tables', () => {
    expect(model.stores[0]?.accessPatterns).toEqual([expect.objectContaining({ operation: 'GetItem', by: 'create' })]);
  });

  it('is read from a script too, with functions of other files', () => {
    const { components, apis, stores } = scanFiles({
      'serverless.ts': `import type { AWS } from '@serverless/typescript';
import { create } from '@functions/create';
const table = 'orders';
const configuration: AWS = {
  service: 'shop',
  provider: {
    name: 'aws',
    runtime: 'nodejs22.x',
    environment: { TABLE: table },
  },
  functions: { create },
  resources: {
    Resources: {
      Orders: {
        Type: 'AWS::DynamoDB::Table',
        Properties: { TableName: table, KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] },
      },
    },
  },
};
module.exports = configuration;
`,
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@functions/*": ["src/functions/*"] } } }',
      'src/functions/create/index.ts': `import { handlerPath } from '../../libs/handler-path';
export const create = {
  handler: \`\${handlerPath(__dirname)}/handler.main\`,
  events: [{ http: { method: 'post', path: 'orders' } }],
};
`,
      'src/libs/handler-path.ts':
        'export const handlerPath = (context: string) => context.split(process.cwd())[1].substring(1);\n',
      'src/functions/create/handler.ts': `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
export const main = () => new DynamoDBClient({}).send(new PutItemCommand({ TableName: process.env.TABLE, Item: {} }));
`,
    });
    expect(components.map(({ id, source }) => [id, `${source.file}:${source.line}`])).toEqual([
      ['Orders', 'serverless.ts:14'],
      ['create', 'serverless.ts:11'],
      ['ServerlessRestApi', 'serverless.ts:11'],
    ]);
    expect(apis).toMatchObject([{ method: 'POST', path: '/orders', target: 'create' }]);
    expect(stores[0]?.accessPatterns).toMatchObject([{ operation: 'PutItem', by: 'create' }]);
  });
});
