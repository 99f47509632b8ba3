import { describe, expect, it } from 'vitest';
import { readAll } from '../code/testing.ts';
import { cdk } from './dialect.ts';

const stack = (body: string, imports = '') => `import * as cdk from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
${imports}
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
${body}
  }
}
`;
const read = (body: string, imports?: string) =>
  readAll(cdk, { 'cdk.json': '{}', 'lib/shop-stack.ts': stack(body, imports) });
/** The line of the body's first line. */
const first = 11;
const briefly = ({ from, to, kind }: { from: string; to: string; kind: string }) => `${from} ${kind} ${to}`;

describe('tables', () => {
  it('have their keys, types and indexes at the line of the construct', () => {
    const { components, stores } = read(
      `    const table = new dynamodb.Table(this, 'Orders', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'at', type: dynamodb.AttributeType.NUMBER },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      tableName: 'shop-orders',
    });
    table.addGlobalSecondaryIndex({ indexName: 'byStatus', partitionKey: { name: 'status', type: dynamodb.AttributeType.STRING } });
    table.addLocalSecondaryIndex({ indexName: 'byTotal', sortKey: { name: 'total', type: dynamodb.AttributeType.NUMBER } });`,
    );
    expect(components[0]).toMatchObject({
      id: 'Orders',
      kind: 'table',
      type: 'AWS::DynamoDB::Table',
      name: 'shop-orders',
      source: { file: 'lib/shop-stack.ts', line: first + 0 },
      confidence: 1,
    });
    expect(components[0]?.properties).toContainEqual({
      name: 'BillingMode',
      value: 'PAY_PER_REQUEST',
      source: { file: 'lib/shop-stack.ts', line: first + 3 },
    });
    expect(stores).toMatchObject([
      {
        id: 'Orders',
        keys: [
          { name: 'pk', role: 'HASH', type: 'S' },
          { name: 'at', role: 'RANGE', type: 'N' },
        ],
        indexes: [
          { name: 'byStatus', keys: [{ name: 'status', role: 'HASH', type: 'S' }] },
          { name: 'byTotal', keys: [{ name: 'pk' }, { name: 'total', role: 'RANGE', type: 'N' }] },
        ],
      },
    ]);
  });
});

describe('functions', () => {
  const body = `    const table = new dynamodb.TableV2(this, 'Orders', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING } });
    const dlq = new Queue(this, 'Failed');
    const create = new NodejsFunction(this, 'Create', {
      entry: path.join(__dirname, '../src/create.ts'),
      timeout: Duration.minutes(2),
      memorySize: 512,
      runtime: lambda.Runtime.NODEJS_22_X,
      environment: { TABLE_NAME: table.tableName, STAGE: 'prod' },
      deadLetterQueue: dlq,
    });
    const list = new lambda.Function(this, 'List', { handler: 'list.main', code: lambda.Code.fromAsset('src/python') });
    table.grantReadWriteData(create);
    table.grantReadData(list);
    list.addEnvironment('ORDERS', table.tableArn);`;

  it('know their code, environment and dead letters', () => {
    const { functions, environment, relations } = read(body, "import path from 'node:path';");
    expect(functions).toEqual([
      { functionId: 'Create', entries: ['src/create'], handler: 'handler' },
      { functionId: 'List', entries: expect.arrayContaining(['src/python/list']) as string[], handler: 'main' },
    ]);
    expect(
      environment.map(({ functionId, variable, value, source }) => [functionId, variable, value, source.line]),
    ).toEqual([
      ['Create', 'TABLE_NAME', { kind: 'id', id: 'Orders' }, first + 7],
      ['Create', 'STAGE', { kind: 'name', name: 'prod' }, first + 7],
      ['List', 'ORDERS', { kind: 'id', id: 'Orders' }, first + 13],
    ]);
    expect(relations.map(briefly)).toEqual([
      'Create depends-on Orders',
      'Create dead-letters Failed',
      'Create grants Orders',
      'Create reads Orders',
      'Create writes Orders',
      'List grants Orders',
      'List reads Orders',
      'List depends-on Orders',
    ]);
  });

  it("show CloudFormation's names and units", () => {
    const { components } = read(body, "import path from 'node:path';");
    const properties = components.find(({ id }) => id === 'Create')?.properties ?? [];
    expect(Object.fromEntries(properties.map(({ name, value }) => [name, value]))).toMatchObject({
      Timeout: 120,
      MemorySize: 512,
      Runtime: 'nodejs22.x',
      'Environment.TABLE_NAME': '${Orders.tableName}',
      'Environment.STAGE': 'prod',
    });
    expect(properties.find(({ name }) => name === 'Timeout')?.source.line).toBe(first + 4);
  });

  it('are several where a method makes them, and one where a loop does', () => {
    const { components, functions } = readAll(cdk, {
      'stack.ts': `import { Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
class Api extends Stack {
  constructor() {
    super();
    this.create('Get', 'src/get.ts');
    this.create('Put', 'src/put.ts');
    for (const name of names) new NodejsFunction(this, \`\${name}Fn\`, {});
  }
  private create(id: string, entry: string) {
    return new NodejsFunction(this, id, { entry });
  }
}`,
    });
    expect(components.map(({ id, confidence }) => [id, confidence])).toEqual([
      ['{name}Fn', 0.6],
      ['Get', 0.9],
      ['Put', 0.9],
    ]);
    expect(functions.map(({ entries }) => entries[0])).toEqual(['stack.{name}Fn', 'src/get', 'src/put']);
  });
});

describe('across files', () => {
  it('follows fields and properties that are passed to other stacks', () => {
    const { relations, components } = readAll(cdk, {
      'bin/app.ts': `import { App } from 'aws-cdk-lib';
import { DataStack } from '../lib/data';
import { ApiStack } from '../lib/api';
const app = new App();
const data = new DataStack(app, 'Data');
new ApiStack(app, 'Api', { table: data.table });`,
      'lib/data.ts': `import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
export class DataStack extends Stack {
  readonly table: Table;
  constructor(scope, id) { super(scope, id); this.table = new Table(this, 'Orders', {}); }
}`,
      'lib/api.ts': `import { Stack } from 'aws-cdk-lib';
import { Function } from 'aws-cdk-lib/aws-lambda';
export class ApiStack extends Stack {
  constructor(scope, id, props: { table: Table }) {
    super(scope, id, props);
    const fn = new Function(this, 'Handler', {});
    props.table.grantWriteData(fn);
  }
}`,
    });
    expect(components.map(({ id, kind }) => [id, kind])).toEqual([
      ['Data', 'stack'],
      ['Api', 'stack'],
      ['Orders', 'table'],
      ['Handler', 'function'],
    ]);
    expect(relations.map(briefly)).toEqual(['Handler grants Orders', 'Handler writes Orders']);
  });
});

describe('APIs', () => {
  it('have the paths of resource trees and HTTP routes, with their functions', () => {
    const { apis, relations } = read(
      `    const fn = new NodejsFunction(this, 'Fn');
    const api = new apigateway.RestApi(this, 'Rest');
    const orders = api.root.addResource('orders');
    orders.addMethod('GET', new apigateway.LambdaIntegration(fn));
    orders.addResource('{id}').addMethod('DELETE', new apigateway.LambdaIntegration(fn));
    new apigateway.LambdaRestApi(this, 'Proxy', { handler: fn });
    const http = new HttpApi(this, 'Http');
    http.addRoutes({ path: '/items/{id}', methods: [HttpMethod.PUT, HttpMethod.POST], integration: new HttpLambdaIntegration('I', fn) });`,
      `import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';`,
    );
    expect(apis.map(({ method, path, target }) => `${method} ${path} ${target ?? ''}`)).toEqual([
      'ANY /{proxy+} Fn',
      'GET /orders Fn',
      'DELETE /orders/{id} Fn',
      'PUT /items/{id} Fn',
      'POST /items/{id} Fn',
    ]);
    expect(new Set(relations.map(briefly))).toEqual(new Set(['Proxy routes Fn', 'Rest routes Fn', 'Http routes Fn']));
  });

  it('of GraphQL know the function behind a resolver', () => {
    const { apis, components } = read(
      `    const fn = new NodejsFunction(this, 'Fn');
    const api = new GraphqlApi(this, 'Graph', { name: 'graph' });
    const source = api.addLambdaDataSource('orders', fn);
    source.createResolver('GetOrder', { typeName: 'Query', fieldName: 'getOrder' });`,
      "import { GraphqlApi } from 'aws-cdk-lib/aws-appsync';",
    );
    expect(apis).toMatchObject([{ method: 'QUERY', path: 'getOrder', target: 'Fn' }]);
    expect(components.map(({ id, kind }) => [id, kind])).toContainEqual(['orders', 'data-source']);
  });
});

describe('messages', () => {
  it('flow from rules, queues, topics and buckets to their targets', () => {
    const { relations, events } = read(
      `    const fn = new NodejsFunction(this, 'Fn');
    const dlq = new Queue(this, 'Dlq');
    const queue = new Queue(this, 'Jobs', { deadLetterQueue: { queue: dlq, maxReceiveCount: 3 } });
    const bus = new EventBus(this, 'Bus');
    new Rule(this, 'Placed', { eventBus: bus, eventPattern: { source: ['shop'], detailType: ['OrderPlaced'] }, targets: [new targets.LambdaFunction(fn)] });
    const rule = new Rule(this, 'Cancelled', { eventPattern: { detailType: ['OrderCancelled'] } });
    rule.addTarget(new targets.SqsQueue(queue));
    fn.addEventSource(new SqsEventSource(queue));
    fn.configureAsyncInvoke({ onFailure: new SqsDestination(dlq) });
    new Topic(this, 'Alerts').addSubscription(new LambdaSubscription(fn));
    fn.metricErrors().createAlarm(this, 'Errors', { threshold: 1 });
    fn.addToRolePolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }));`,
      `import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';`,
    );
    expect(relations.map(briefly)).toEqual([
      'Jobs dead-letters Dlq',
      'Placed subscribes Bus',
      'Placed triggers Fn',
      'Cancelled triggers Jobs',
      'Jobs triggers Fn',
      'Fn dead-letters Dlq',
      'Alerts triggers Fn',
      'Errors alarms Fn',
      'Fn grants Bus',
      'Fn publishes Bus',
    ]);
    expect(events.map(({ name, consumer }) => [name, consumer])).toEqual([
      ['OrderPlaced', 'Fn'],
      ['OrderCancelled', 'Jobs'],
      ['Alerts', 'Fn'],
    ]);
  });

  it('state machines call what their tasks name', () => {
    const { relations } = read(
      `    const fn = new NodejsFunction(this, 'Fn');
    const step = new tasks.LambdaInvoke(this, 'Step', { lambdaFunction: fn });
    new StateMachine(this, 'Flow', { definitionBody: DefinitionBody.fromChainable(step) });`,
      `import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';`,
    );
    expect(relations.map(briefly)).toEqual(['Flow invokes Fn']);
  });
});
