import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Todos:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: todos.handler, Runtime: nodejs24.x }
  Users:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: app.lambda_handler, Runtime: python3.13 }
`;

describe('routes that code takes', () => {
  it('are answered by the function whose code takes them, also in files that it imports', () => {
    const { apis } = scanFiles({
      'template.yaml': template,
      'src/todos.ts': `import { Router } from '@aws-lambda-powertools/event-handler/experimental-rest';
import { lists } from './lists';
const app = new Router({ prefix: '/v1' });
app.get('/todos/:id', async () => ({}));
app.route(async () => ({}), { path: '/todos', method: ['GET', 'PUT'] });
export const handler = async (event: unknown, context: unknown) => app.resolve(event, context);
`,
      'src/lists.ts': `import { Hono } from 'hono';
export const lists = new Hono().basePath('/lists');
lists.get('/:id{[0-9]+}', (c) => c.json({}));
`,
      'src/app.py': `from aws_lambda_powertools.event_handler import APIGatewayRestResolver
import users
app = APIGatewayRestResolver()
app.include_router(users.router, prefix="/users")

def lambda_handler(event, context):
    return app.resolve(event, context)
`,
      'src/users.py': `from aws_lambda_powertools.event_handler.api_gateway import Router
router = Router()

@router.get("/<user_id>")
def one(user_id): ...

@router.post("/")
def create(): ...
`,
    });
    expect(apis.map(({ method, path, target, source }) => [method, path, target, source.line])).toEqual([
      ['GET', '/lists/{id}', 'Todos', 3],
      ['GET', '/v1/todos/{id}', 'Todos', 4],
      ['GET', '/v1/todos', 'Todos', 5],
      ['PUT', '/v1/todos', 'Todos', 5],
      ['GET', '/users/{user_id}', 'Users', 4],
      ['POST', '/users', 'Users', 7],
    ]);
  });

  it('have no target where nobody knows whose code it is', () => {
    const { apis } = scanFiles({
      'src/app.ts':
        "import express from 'express';\nconst app = express();\napp.get('/orders', list);\nconst other = fetcher();\nother.get('/not-ours', list);\n",
    });
    expect(apis).toEqual([expect.objectContaining({ path: '/orders', target: null })]);
  });

  it('are fields of GraphQL where resolvers take them', () => {
    const { apis } = scanFiles({
      'src/app.ts': `import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';
const app = new AppSyncGraphQLResolver();
app.onQuery('order', async () => ({}));
app.resolver(async () => ({}), { fieldName: 'placeOrder', typeName: 'Mutation' });
`,
    });
    expect(apis.map(({ method, path }) => [method, path])).toEqual([
      ['QUERY', 'order'],
      ['MUTATION', 'placeOrder'],
    ]);
  });
});

describe('code that stands within a template', () => {
  it('is read on its own lines, and names of the template count in it', () => {
    const { relations, stores } = scanFiles({
      'template.yaml': `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] }
  Report:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Code:
        ZipFile: !Sub |
          import boto3
          def handler(event, context):
              return boto3.resource('dynamodb').Table('\${Orders}').scan()
`,
    });
    expect(relations).toContainEqual(
      expect.objectContaining({
        from: 'Report',
        kind: 'reads',
        to: 'Orders',
        source: { file: 'template.yaml', line: 14 },
      }),
    );
    expect(stores[0]?.accessPatterns).toMatchObject([{ operation: 'Scan', by: 'Report' }]);
  });
});

describe('a policy that is written as JSON', () => {
  it('counts as one, on its lines', () => {
    const { findings } = scanFiles({
      'template.yaml': `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: all
          PolicyDocument: |
            {"Statement": [{
              "Effect": "Allow",
              "Action": "*",
              "Resource": "*" }]}
`,
    });
    const wildcards = findings.filter(({ rule }) => rule.startsWith('iam-wildcard'));
    expect(wildcards.map(({ rule, source }) => [rule, source.line])).toEqual([
      ['iam-wildcard-action', 10],
      ['iam-wildcard-resource', 11],
    ]);
  });
});

describe('events', () => {
  const rule = (source: string) => `Resources:
  Ship: { Type: AWS::Lambda::Function, Properties: { Handler: ship.handler, Code: src } }
  Place: { Type: AWS::Lambda::Function, Properties: { Handler: place.handler, Code: src } }
  Placed:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [${source}], detail-type: [OrderPlaced] }
      Targets: [{ Id: ship, Arn: !GetAtt Ship.Arn }]
`;
  const place = `import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
export const handler = () => new EventBridgeClient({}).send(
  new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'OrderPlaced', Detail: '{}' }] }));
`;

  it('go from publisher to consumer by detail type and source', () => {
    const { events } = scanFiles({ 'template.yaml': rule('shop'), 'src/place.ts': place });
    expect(events).toMatchObject([
      {
        name: 'OrderPlaced',
        eventSource: 'shop',
        producer: 'Place',
        consumer: 'Ship',
        source: { file: 'template.yaml', line: 7 },
        publishedAt: { file: 'src/place.ts', line: 3 },
        confidence: 0.9,
      },
    ]);
  });

  it('are two where one name comes from two sources', () => {
    const { events } = scanFiles({ 'template.yaml': rule('returns'), 'src/place.ts': place });
    expect(events.map(({ eventSource, producer, consumer }) => [eventSource, producer, consumer])).toEqual([
      ['returns', null, 'Ship'],
      ['shop', 'Place', null],
    ]);
  });

  it('go to the bus of a name, not to a table that has the same', () => {
    const { relations } = scanFiles({
      'template.yaml': `Resources:
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: orders } }
  Place: { Type: AWS::Lambda::Function, Properties: { Handler: place.handler, Code: src } }
`,
      'src/place.ts': place.replace("Source: 'shop'", "EventBusName: 'orders'"),
    });
    expect(relations).toMatchObject([{ from: 'Place', kind: 'publishes', to: 'Bus', confidence: 0.9 }]);
  });
});
