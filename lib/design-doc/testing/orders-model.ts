import type { Component, Relation, Source, Store, SystemModel } from '#lib/scan/schema';

const template = 'template.yaml';
const at = (line: number, file = template): Source => ({ file, line });

function component(
  id: string,
  kind: Component['kind'],
  type: string,
  line: number,
  properties: Record<string, string | number | boolean> = {},
): Component {
  const list = Object.entries(properties).map(([name, value], index) => ({
    name,
    value,
    source: at(line + 2 + index),
  }));
  return { id, kind, type, name: id, properties: list, source: at(line), confidence: 1 };
}

const relation = (from: string, kind: Relation['kind'], to: string, line: number): Relation => ({
  from,
  to,
  kind,
  source: at(line),
  confidence: 0.9,
});

const ordersTable: Store = {
  id: 'OrdersTable',
  keys: [
    { name: 'pk', role: 'HASH', type: 'S' },
    { name: 'sk', role: 'RANGE', type: 'S' },
  ],
  indexes: [
    {
      name: 'byStatus',
      keys: [
        { name: 'status', role: 'HASH', type: 'S' },
        { name: 'createdAt', role: 'RANGE', type: 'S' },
      ],
    },
  ],
  accessPatterns: [
    {
      operation: 'PutItem',
      index: null,
      keyCondition: 'attribute_not_exists(pk)',
      by: 'CreateOrder',
      source: at(14, 'src/create-order.ts'),
      confidence: 0.9,
    },
    {
      operation: 'GetItem',
      index: null,
      keyCondition: 'pk = ORDER#${id}',
      by: 'GetOrder',
      source: at(9, 'src/get-order.ts'),
      confidence: 0.9,
    },
    {
      operation: 'Query',
      index: 'byStatus',
      keyCondition: '#status = :status and createdAt > :since',
      by: 'ListOrders',
      source: at(11, 'src/list-orders.ts'),
      confidence: 0.9,
    },
    {
      operation: 'UpdateItem',
      index: null,
      keyCondition: null,
      by: 'ShipOrder',
      source: at(17, 'src/ship-order.ts'),
      confidence: 0.9,
    },
  ],
  source: at(20),
  confidence: 1,
};

/** An orders service as a careful scan of its template and handlers would describe it. */
export const ordersModel: SystemModel = {
  components: [
    component('OrdersApi', 'api', 'AWS::Serverless::HttpApi', 10),
    component('OrdersTable', 'table', 'AWS::DynamoDB::Table', 20, {
      BillingMode: 'PAY_PER_REQUEST',
      'StreamSpecification.StreamViewType': 'NEW_AND_OLD_IMAGES',
    }),
    component('CreateOrder', 'function', 'AWS::Serverless::Function', 40, {
      Timeout: 10,
      MemorySize: 512,
      Runtime: 'nodejs22.x',
      'Policies.0': 'AmazonDynamoDBFullAccess',
    }),
    component('GetOrder', 'function', 'AWS::Serverless::Function', 60, { Timeout: 5, MemorySize: 256 }),
    component('ListOrders', 'function', 'AWS::Serverless::Function', 80, { Timeout: 40, MemorySize: 256 }),
    component('ShipOrder', 'function', 'AWS::Serverless::Function', 100, {
      Timeout: 30,
      MemorySize: 256,
      ReservedConcurrentExecutions: 5,
    }),
    component('OrderEvents', 'bus', 'AWS::Events::EventBus', 120),
    component('ShipOnCreated', 'rule', 'AWS::Events::Rule', 130, { 'EventPattern.detail-type': '["order.created"]' }),
    component('ShipDeadLetters', 'queue', 'AWS::SQS::Queue', 140, { MessageRetentionPeriod: 1209600 }),
    component('CreateErrors', 'alarm', 'AWS::CloudWatch::Alarm', 150, {
      MetricName: 'Errors',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
    component('Users', 'user-pool', 'AWS::Cognito::UserPool', 170),
    component('Fulfilment', 'state-machine', 'AWS::Serverless::StateMachine', 180, {
      'Definition.StartAt': 'Reserve',
      'Definition.States.Reserve.Type': 'Task',
      'Definition.States.Reserve.Next': 'Ship',
      'Definition.States.Ship.Type': 'Task',
      'Definition.States.Ship.End': true,
    }),
  ],
  relations: [
    relation('OrdersApi', 'invokes', 'CreateOrder', 45),
    relation('OrdersApi', 'invokes', 'GetOrder', 65),
    relation('OrdersApi', 'invokes', 'ListOrders', 85),
    relation('Users', 'authorizes', 'OrdersApi', 12),
    relation('CreateOrder', 'publishes', 'OrderEvents', 50),
    relation('OrderEvents', 'routes', 'ShipOnCreated', 131),
    relation('ShipOnCreated', 'triggers', 'ShipOrder', 134),
    relation('ShipOnCreated', 'dead-letters', 'ShipDeadLetters', 136),
    relation('CreateErrors', 'alarms', 'CreateOrder', 151),
    relation('ShipOrder', 'triggers', 'Fulfilment', 110),
  ],
  apis: [
    { method: 'POST', path: '/orders', target: 'CreateOrder', source: at(47), confidence: 1 },
    { method: 'GET', path: '/orders/{id}', target: 'GetOrder', source: at(67), confidence: 1 },
    { method: 'GET', path: '/orders', target: 'ListOrders', source: at(87), confidence: 1 },
  ],
  stores: [ordersTable],
  events: [{ name: 'order.created', producer: 'CreateOrder', consumer: 'ShipOrder', source: at(132), confidence: 0.9 }],
  findings: [
    {
      rule: 'lambda-timeout-outlasts-caller',
      severity: 'high',
      message: 'ListOrders may run 40 s, its API waits 29 s.',
      component: 'ListOrders',
      source: at(82),
      confidence: 0.9,
    },
    {
      rule: 'least-privilege-wildcard',
      severity: 'medium',
      message: 'CreateOrder is granted full access to every table.',
      component: 'CreateOrder',
      source: at(45),
      confidence: 1,
    },
  ],
  files: { scanned: 5, dialects: { cloudformation: 1, typescript: 4 }, unreadable: [] },
};
