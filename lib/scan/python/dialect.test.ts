import { describe, expect, it } from 'vitest';
import { readAll } from '../code/testing.ts';
import { python } from './dialect.ts';

const usesIn = (texts: Record<string, string>) => readAll(python, texts).uses;

describe('tables of boto3', () => {
  it('finds a query with its table, index and key condition at its line', () => {
    const uses = usesIn({
      'src/orders.py': `import os
import boto3
from boto3.dynamodb.conditions import Key

dynamodb = boto3.resource('dynamodb')
table = dynamodb.Table(os.environ['ORDERS_TABLE'])


def lambda_handler(event, context):
    return table.query(
        IndexName='byCustomer',
        KeyConditionExpression=Key('customerId').eq(event['id']) & Key('createdAt').begins_with('2026'),
    )
`,
    });
    expect(uses).toEqual([
      {
        file: 'src/orders.py',
        service: 'dynamodb',
        operation: 'Query',
        resource: { kind: 'environment', variable: 'ORDERS_TABLE' },
        index: 'byCustomer',
        keyCondition: 'customerId = :customerId AND begins_with(createdAt, :createdAt)',
        eventName: null,
        source: { file: 'src/orders.py', line: 10 },
        confidence: 0.9,
      },
    ]);
  });

  it.each([
    ['os.environ', "os.environ['T']"],
    ['os.environ.get', "os.environ.get('T', 'fallback')"],
    ['os.getenv', "os.getenv('T')"],
    ['a module variable', 'TABLE'],
    ['a class attribute', 'Config.TABLE'],
    ['a function', "required('T')"],
    ['an imported one', 'settings.TABLE'],
    ['an alternative', "os.environ.get('T') or 'x'"],
  ])('knows the environment variable through %s', (_, expression) => {
    const [use] = usesIn({
      'settings.py': "import os\nTABLE = os.environ['T']\n",
      'a.py': `import os
import boto3
import settings
TABLE = os.environ['T']
class Config:
    TABLE = os.environ['T']
def required(name):
    value = os.environ.get(name)
    if value is None:
        raise KeyError(name)
    return value
boto3.resource('dynamodb').Table(${expression}).put_item(Item={'id': 1})
`,
    });
    expect(use).toMatchObject({ operation: 'PutItem', resource: { kind: 'environment', variable: 'T' } });
  });

  it('follows self.table, a table that is passed in, and batch writers', () => {
    const uses = usesIn({
      'repository.py': `import boto3
class Base:
    def __init__(self, name):
        self.table = boto3.resource('dynamodb').Table(name)
class Orders(Base):
    def get(self, id):
        return self.table.get_item(Key={'id': id})
    def all(self, rows):
        with self.table.batch_writer() as batch:
            for row in rows:
                batch.put_item(Item=row)
`,
      'app.py': `import os
from repository import Orders
orders = Orders(os.environ['ORDERS'])
def save(table, item):
    table.put_item(Item=item)
def handler(event, context):
    save(orders.table, event)
`,
    });
    expect(uses.map(({ operation, resource, source }) => [operation, resource, source.line])).toEqual([
      ['GetItem', { kind: 'environment', variable: 'ORDERS' }, 7],
      ['BatchWriteItem', { kind: 'environment', variable: 'ORDERS' }, 9],
      ['BatchWriteItem', { kind: 'environment', variable: 'ORDERS' }, 11],
      ['PutItem', { kind: 'environment', variable: 'ORDERS' }, 5],
    ]);
  });
});

describe('clients of boto3', () => {
  it('reads conditions of text, inputs taken apart, transactions and paginators', () => {
    const uses = usesIn({
      'a.py': `import boto3
ddb = boto3.client("dynamodb", region_name="eu-west-1")
params = {"TableName": "orders", "KeyConditionExpression": "#p = :p", "ExpressionAttributeNames": {"#p": "pk"}}
params["IndexName"] = "gsi1"
ddb.query(**params)
items = []
items.append({"Put": {"TableName": "orders", "Item": {}}})
items.append({"Update": {"TableName": "stock"}})
ddb.transact_write_items(TransactItems=items)
for page in ddb.get_paginator("scan").paginate(TableName=f"{stage}-logs"):
    print(page)
`,
    });
    expect(
      uses.map(({ operation, resource, index, keyCondition, confidence }) => [
        operation,
        resource,
        index,
        keyCondition,
        confidence,
      ]),
    ).toEqual([
      ['Query', { kind: 'name', name: 'orders' }, 'gsi1', 'pk = :p', 1],
      ['TransactWriteItems', { kind: 'name', name: 'orders' }, null, null, 1],
      ['TransactWriteItems', { kind: 'name', name: 'stock' }, null, null, 1],
      ['Scan', { kind: 'name', name: '{stage}-logs' }, null, null, 0.6],
    ]);
  });

  it('names events, queues, topics, buckets, functions and state machines', () => {
    const uses = usesIn({
      'a.py': `import boto3, json, os
session = boto3.session.Session()
boto3.client('events').put_events(Entries=[{'DetailType': 'OrderPlaced', 'Source': 'shop', 'EventBusName': os.environ['BUS']}])
session.client('sqs').send_message(QueueUrl=os.environ['QUEUE_URL'], MessageBody='x')
boto3.resource('sns').Topic('arn:aws:sns:eu-west-1:1:alerts').publish(Message='x')
boto3.client('s3').upload_file('/tmp/a', 'files', 'a')
boto3.client('lambda').invoke(FunctionName='worker')
boto3.client('stepfunctions').start_execution(stateMachineArn=os.environ['MACHINE'])
boto3.client('secretsmanager').get_secret_value(SecretId='db')
`,
    });
    expect(
      uses.map(({ service, operation, resource, eventName }) => [service, operation, resource, eventName]),
    ).toEqual([
      ['events', 'PutEvents', { kind: 'environment', variable: 'BUS' }, 'OrderPlaced'],
      ['sqs', 'SendMessage', { kind: 'environment', variable: 'QUEUE_URL' }, null],
      ['sns', 'Publish', { kind: 'name', name: 'alerts' }, null],
      ['s3', 'PutObject', { kind: 'name', name: 'files' }, null],
      ['lambda', 'Invoke', { kind: 'name', name: 'worker' }, null],
      ['states', 'StartExecution', { kind: 'environment', variable: 'MACHINE' }, null],
      ['other', 'secretsmanager:GetSecretValue', { kind: 'name', name: 'db' }, null],
    ]);
  });

  it('makes hosts outside components', () => {
    const { components, uses } = readAll(python, {
      'a.py': "import requests\nBASE = 'https://api.example.com/v1'\nrequests.post(f'{BASE}/charges', json={})\n",
    });
    expect(components).toMatchObject([{ id: 'api.example.com', kind: 'external', source: { line: 3 } }]);
    expect(uses).toMatchObject([{ operation: 'http:POST', resource: { kind: 'id', id: 'api.example.com' } }]);
  });
});

describe('routes, imports and handlers', () => {
  it('makes apis of the routes of event handlers', () => {
    const { apis } = readAll(python, {
      'app.py': `from aws_lambda_powertools.event_handler import APIGatewayRestResolver, AppSyncResolver
app = APIGatewayRestResolver()
graph = AppSyncResolver()

@app.get("/orders/<order_id>")
@tracer.capture_method
def get_order(order_id): ...

@app.route("/orders", method=["GET", "POST"])
def orders(): ...

@graph.resolver(type_name="Query", field_name="order")
def order(id): ...
`,
    });
    expect(apis.map(({ method, path, source, confidence }) => [method, path, source.line, confidence])).toEqual([
      ['GET', '/orders/{order_id}', 5, 1],
      ['GET', '/orders', 9, 1],
      ['POST', '/orders', 9, 1],
      ['QUERY', 'order', 12, 1],
    ]);
  });

  it('finds the files of relative imports, packages and layers', () => {
    const { imports, handlers } = readAll(python, {
      'src/orders/app.py':
        'from . import models\nfrom ..shared.table import get\nimport orders.models as m\nimport layer_code\ndef handler(event, context):\n    pass\n',
      'src/orders/models.py': '',
      'src/shared/table.py': '',
      'layers/common/python/layer_code.py': '',
    });
    expect(imports).toEqual(['src/orders/models', 'src/shared/table', 'layers/common/python/layer_code']);
    expect(handlers).toMatchObject([{ name: 'handler', source: { line: 5 } }]);
  });

  it('says where a broken file breaks and reads the rest', () => {
    const { uses, unreadable } = readAll(python, {
      'a.py': "import boto3\nboto3.client('sqs').send_message(QueueUrl='q')\ndef broken(:\n    x = = 1\n",
    });
    expect(uses).toHaveLength(1);
    expect(unreadable).toEqual([{ line: 3, reason: 'syntax: not Python here' }]);
  });
});
