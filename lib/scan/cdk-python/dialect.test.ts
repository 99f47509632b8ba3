import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const ordersStack = `from aws_cdk import (
    Duration, Stack,
    aws_apigateway as apigw,
    aws_dynamodb as dynamodb,
    aws_events as events,
    aws_events_targets as targets,
    aws_lambda as _lambda,
    aws_lambda_event_sources as sources,
    aws_sqs as sqs,
)
from shared.settings import STAGE

class OrdersStack(Stack):
    def __init__(self, scope, construct_id, *, table, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        dead = sqs.Queue(self, "Dead")
        queue = sqs.Queue(
            self,
            "Jobs",
            visibility_timeout=Duration.seconds(30),
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=3, queue=dead),
        )
        create = self._function("Create", {"TABLE": table.table_name, "STAGE": STAGE})
        worker = self._function("Worker", {})
        worker.add_event_source(sources.SqsEventSource(queue, batch_size=5))
        table.grant_read_write_data(create)
        api = apigw.RestApi(self, "Api")
        api.root.add_resource("orders").add_resource("{id}").add_method("GET", apigw.LambdaIntegration(handler=create))
        rule = events.Rule(
            self, "Placed",
            event_pattern=events.EventPattern(source=["shop"], detail_type=["OrderPlaced"]),
        )
        rule.add_target(targets.LambdaFunction(worker))
        for color in ["red", "blue"]:
            sqs.Queue(self, f"{color}Queue");

    def _function(self, name, environment):
        return _lambda.Function(
            self, name,
            runtime=_lambda.Runtime.PYTHON_3_13,
            handler="orders.handler",
            code=_lambda.Code.from_asset("functions"),
            timeout=Duration.minutes(1),
            environment=environment,
        )
`;

const source = {
  'cdk.json': '{"app": "python3 app.py"}',
  'app.py': `import aws_cdk as cdk
from stacks.data import DataStack
from stacks.orders import OrdersStack

app = cdk.App()
data = DataStack(app, "Data")
OrdersStack(app, "Orders", table=data.table)
`,
  'shared/settings.py': 'STAGE = "dev"\n',
  'stacks/data.py': `from aws_cdk import Stack, aws_dynamodb as dynamodb

class DataStack(Stack):
    def __init__(self, scope, id, **kwargs):
        super().__init__(scope, id, **kwargs)
        self.table = dynamodb.Table(
            self, "OrdersTable",
            partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
            sort_key={"name": "sk", "type": dynamodb.AttributeType.NUMBER},
        )
        self.table.add_global_secondary_index(
            index_name="byStatus",
            partition_key=dynamodb.Attribute(name="status", type=dynamodb.AttributeType.STRING),
        )
`,
  'stacks/orders.py': ordersStack,
  'functions/orders.py': `import os
import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

def handler(event, context):
    return table.query(IndexName="byStatus", KeyConditionExpression=Key("status").eq("OPEN"))
`,
};
const model = scanFiles(source);
const lineOf = (file: keyof typeof source, text: string) =>
  source[file].slice(0, source[file].indexOf(text)).split('\n').length;
const component = (id: string) => model.components.find((one) => one.id === id);
const relation = (from: string, kind: string, to: string) =>
  model.relations.find((one) => one.from === from && one.kind === kind && one.to === to);

describe('a CDK app in Python', () => {
  it('has its constructs on the lines where they stand, also by a method and in a loop', () => {
    expect(component('Jobs')).toMatchObject({
      kind: 'queue',
      type: 'AWS::SQS::Queue',
      source: { file: 'stacks/orders.py', line: lineOf('stacks/orders.py', 'sqs.Queue(\n') },
    });
    expect(component('Create')).toMatchObject({
      type: 'AWS::Lambda::Function',
      source: { file: 'stacks/orders.py', line: lineOf('stacks/orders.py', '_lambda.Function(') },
    });
    expect(['redQueue', 'blueQueue', 'Data', 'Orders'].map((id) => component(id)?.kind)).toEqual([
      'queue',
      'queue',
      'stack',
      'stack',
    ]);
  });

  it('has properties under CloudFormation’s names, each with its line', () => {
    const file = 'stacks/orders.py';
    expect(component('Create')?.properties).toEqual(
      expect.arrayContaining([
        { name: 'Runtime', value: 'python3.13', source: { file, line: lineOf(file, 'runtime=') } },
        { name: 'Timeout', value: 60, source: { file, line: lineOf(file, 'timeout=Duration.minutes') } },
        expect.objectContaining({ name: 'Environment.STAGE', value: 'dev' }),
      ]),
    );
  });

  it('has tables with keys and indexes, across stacks', () => {
    expect(model.stores).toEqual([
      expect.objectContaining({
        id: 'OrdersTable',
        keys: [
          { name: 'pk', role: 'HASH', type: 'S' },
          { name: 'sk', role: 'RANGE', type: 'N' },
        ],
        indexes: [{ name: 'byStatus', keys: [{ name: 'status', role: 'HASH', type: 'S' }] }],
      }),
    ]);
    expect(model.stores[0]?.accessPatterns).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          operation: 'Query',
          index: 'byStatus',
          keyCondition: 'status = :status',
          by: 'Create',
          source: { file: 'functions/orders.py', line: 8 },
        }),
      ]),
    );
  });

  it('has what its methods add: grants, event sources, routes, rules and dead letters', () => {
    expect(relation('Create', 'grants', 'OrdersTable')).toMatchObject({ confidence: 0.9 });
    expect(relation('Create', 'reads', 'OrdersTable')).toMatchObject({ source: { file: 'functions/orders.py' } });
    expect(relation('Jobs', 'triggers', 'Worker')).toBeDefined();
    expect(relation('Jobs', 'dead-letters', 'Dead')).toBeDefined();
    expect(model.apis).toEqual([expect.objectContaining({ method: 'GET', path: '/orders/{id}', target: 'Create' })]);
    expect(model.events).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'OrderPlaced', consumer: 'Worker' })]),
    );
  });

  it('is told of where it is broken, and the rest counts', () => {
    const broken = scanFiles({
      'app.py': 'from aws_cdk import Stack, aws_sqs as sqs\n\nsqs.Queue(scope, "First")\nx = = 3 (\n',
      'deep.py': `from aws_cdk import aws_sqs\nx = ${'['.repeat(20_000)}\n`,
    });
    expect(broken.components.map(({ id }) => id)).toEqual(['First']);
    expect(broken.files.unreadable.map(({ file }) => file)).toContain('app.py');
  });
});
