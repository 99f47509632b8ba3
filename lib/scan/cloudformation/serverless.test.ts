import { describe, expect, it } from 'vitest';
import { systemModelSchema } from '../schema.ts';
import { scanFiles } from '../source/scan-files.ts';

const template = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage:
    Type: String
    Default: dev
  Seconds:
    Type: Number
    Default: 12
Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: !Ref Seconds
    Environment:
      Variables:
        TABLE_NAME: !Ref Orders
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub 'orders-\${Stage}'
      AttributeDefinitions:
        - { AttributeName: pk, AttributeType: S }
        - { AttributeName: sk, AttributeType: N }
        - { AttributeName: raw, AttributeType: B }
      KeySchema:
        - { AttributeName: pk, KeyType: HASH }
        - { AttributeName: sk, KeyType: RANGE }
      GlobalSecondaryIndexes:
        - IndexName: byRaw
          KeySchema: [{ AttributeName: raw, KeyType: HASH }]
      LocalSecondaryIndexes:
        - IndexName: local
          KeySchema:
            - { AttributeName: pk, KeyType: HASH }
            - { AttributeName: raw, KeyType: RANGE }
  Simple:
    Type: AWS::Serverless::SimpleTable
    Properties:
      PrimaryKey: { Name: code, Type: Number }
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt JobsDead.Arn
        maxReceiveCount: 3
  JobsDead:
    Type: AWS::SQS::Queue
  News:
    Type: AWS::SNS::Topic
  Files:
    Type: AWS::S3::Bucket
  Create:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/create
      Handler: app.handler
      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Orders
        - Statement:
            - Effect: Allow
              Action: sqs:SendMessage
              Resource: !GetAtt Jobs.Arn
      Events:
        Post:
          Type: Api
          Properties: { Path: '/orders/{id}', Method: post }
        Http:
          Type: HttpApi
          Properties: { Path: /v2/orders, Method: GET }
  Work:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/work
      Handler: app.handler
      Events:
        Queue:
          Type: SQS
          Properties: { Queue: !GetAtt Jobs.Arn }
        Topic:
          Type: SNS
          Properties: { Topic: !Ref News }
        Upload:
          Type: S3
          Properties:
            Bucket: !Ref Files
            Events: s3:ObjectCreated:*
        Changes:
          Type: DynamoDB
          Properties: { Stream: !GetAtt Orders.StreamArn, StartingPosition: LATEST }
        Nightly:
          Type: Schedule
          Properties: { Schedule: rate(1 day) }
        Placed:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [shop.orders]
              detail-type: [OrderPlaced, OrderPaid]
            DeadLetterConfig: { Arn: !GetAtt JobsDead.Arn }
  Link:
    Type: AWS::Serverless::Connector
    Properties:
      Source: { Id: Work }
      Destination: { Id: Simple }
      Permissions: [Read, Write]
`;

const lineOf = (text: string, from = 0) => template.slice(0, template.indexOf(text, from)).split('\n').length;

describe('a SAM template', () => {
  const model = scanFiles({ 'backend/template.yaml': template });
  const component = (id: string) => model.components.find((each) => each.id === id);
  const has = (from: string, kind: string, to: string) =>
    model.relations.some((each) => each.from === from && each.kind === kind && each.to === to);

  it('is a sound model without a place that was not understood', () => {
    expect(systemModelSchema.safeParse(model).error).toBeUndefined();
    expect(model.files).toEqual({ scanned: 1, dialects: { cloudformation: 1 }, unreadable: [] });
  });

  it('gives each resource its kind, type, name and the line of its logical id', () => {
    expect(component('Orders')).toMatchObject({
      kind: 'table',
      type: 'AWS::DynamoDB::Table',
      name: 'orders-dev',
      source: { file: 'backend/template.yaml', line: lineOf('  Orders:\n    Type') + 0 },
      confidence: 1,
    });
    expect(component('Create')).toMatchObject({ kind: 'function', source: { line: lineOf('  Create:') } });
  });

  it('puts globals beneath the properties, each on its own line', () => {
    const properties = component('Work')?.properties ?? [];
    expect(properties.find(({ name }) => name === 'Timeout')).toEqual({
      name: 'Timeout',
      value: 12,
      source: { file: 'backend/template.yaml', line: lineOf('    Timeout:') },
    });
    expect(properties.find(({ name }) => name === 'Environment.TABLE_NAME')?.value).toBe('${Orders}');
  });

  it('types keys and indexes by the attribute definitions', () => {
    expect(model.stores.find(({ id }) => id === 'Orders')).toMatchObject({
      keys: [
        { name: 'pk', role: 'HASH', type: 'S' },
        { name: 'sk', role: 'RANGE', type: 'N' },
      ],
      indexes: [
        { name: 'byRaw', keys: [{ name: 'raw', role: 'HASH', type: 'B' }] },
        {
          name: 'local',
          keys: [
            { name: 'pk', role: 'HASH', type: 'S' },
            { name: 'raw', role: 'RANGE', type: 'B' },
          ],
        },
      ],
    });
    expect(model.stores.find(({ id }) => id === 'Simple')?.keys).toEqual([{ name: 'code', role: 'HASH', type: 'N' }]);
  });

  it('reads API events, with the implicit APIs that SAM makes for them', () => {
    expect(model.apis).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/orders/{id}',
        target: 'Create',
        source: { file: 'backend/template.yaml', line: lineOf('        Post:') },
      }),
      expect.objectContaining({ method: 'GET', path: '/v2/orders', target: 'Create' }),
    ]);
    expect(component('ServerlessRestApi')?.kind).toBe('api');
    expect(has('ServerlessHttpApi', 'routes', 'Create')).toBe(true);
  });

  it.each([
    ['Jobs', 'triggers', 'Work'],
    ['News', 'triggers', 'Work'],
    ['Files', 'triggers', 'Work'],
    ['Orders', 'triggers', 'Work'],
    ['WorkNightly', 'triggers', 'Work'],
    ['Jobs', 'dead-letters', 'JobsDead'],
    ['WorkPlaced', 'dead-letters', 'JobsDead'],
    ['Create', 'grants', 'Orders'],
    ['Create', 'grants', 'Jobs'],
    ['Create', 'publishes', 'Jobs'],
    ['Create', 'writes', 'Orders'],
    ['Work', 'grants', 'Simple'],
    ['Work', 'reads', 'Simple'],
    ['Work', 'writes', 'Simple'],
    ['Create', 'depends-on', 'Orders'],
  ])('%s %s %s', (from, kind, to) => {
    expect(has(from, kind, to)).toBe(true);
  });

  it('names events by their detail type, on their own lines, with the consumer', () => {
    const placed = model.events.filter(({ name }) => name.startsWith('Order'));
    expect(placed.map(({ name, consumer }) => [name, consumer])).toEqual([
      ['OrderPlaced', 'Work'],
      ['OrderPaid', 'Work'],
    ]);
    expect(placed[0]?.source.line).toBe(lineOf('detail-type:'));
    expect(model.events).toContainEqual(expect.objectContaining({ name: 'News', producer: 'News', consumer: 'Work' }));
    expect(model.events).toContainEqual(expect.objectContaining({ name: 's3:ObjectCreated:*', producer: 'Files' }));
  });
});

describe('code of a SAM function', () => {
  const code = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const bus = new EventBridgeClient({});
export const handler = async () => {
  await client.send(new QueryCommand({
    TableName: process.env.TABLE_NAME, IndexName: 'byRaw', KeyConditionExpression: 'raw = :raw' }));
  await client.send(new PutCommand({ TableName: process.env.TABLE_NAME, Item: {} }));
  await bus.send(new PutEventsCommand({ Entries: [{ DetailType: 'OrderPlaced', Source: 'shop.orders' }] }));
};
`;
  const model = scanFiles({ 'backend/template.yaml': template, 'backend/src/create/app.ts': code });

  it('becomes access patterns of the table that its environment names', () => {
    const patterns = model.stores.find(({ id }) => id === 'Orders')?.accessPatterns;
    expect(patterns).toEqual([
      expect.objectContaining({ operation: 'Query', index: 'byRaw', keyCondition: 'raw = :raw', by: 'Create' }),
      expect.objectContaining({ operation: 'PutItem', index: null, by: 'Create' }),
    ]);
  });

  it('becomes relations that are surer than what policies allow, and the producer of events', () => {
    const writes = model.relations.find(
      (each) => each.from === 'Create' && each.kind === 'writes' && each.to === 'Orders',
    );
    expect(writes).toMatchObject({ confidence: 0.9, source: { file: 'backend/src/create/app.ts', line: 9 } });
    expect(model.events).toContainEqual(
      expect.objectContaining({ name: 'OrderPlaced', producer: 'Create', consumer: 'Work' }),
    );
  });
});
