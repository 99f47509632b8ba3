import { expect, it } from 'vitest';
import { readAll } from '../code/testing.ts';
import { python } from './dialect.ts';

it('reads PynamoDB’s models and Powertools’ idempotency', () => {
  const { uses } = readAll(python, {
    'models.py': `import os
from pynamodb.models import Model
from pynamodb.indexes import GlobalSecondaryIndex

class StatusIndex(GlobalSecondaryIndex):
    class Meta:
        index_name = "byStatus"

class Order(Model):
    class Meta:
        table_name = os.environ["TABLE"]
    by_status = StatusIndex()
`,
    'app.py': `import os
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent
from models import Order
layer = DynamoDBPersistenceLayer(table_name=os.environ["TABLE"])

@idempotent(persistence_store=layer)
def handler(event, context):
    Order.by_status.query("OPEN")
    order = Order("1")
    order.save()
    return Order.scan()
`,
  });
  const resource = { kind: 'environment', variable: 'TABLE' };
  expect(uses.every((use) => JSON.stringify(use.resource) === JSON.stringify(resource))).toBe(true);
  expect(uses.map(({ source, operation, index }) => [source.line, operation, index])).toEqual([
    [4, 'GetItem', null],
    [4, 'PutItem', null],
    [4, 'UpdateItem', null],
    [8, 'Query', 'byStatus'],
    [10, 'PutItem', null],
    [11, 'Scan', null],
  ]);
});
