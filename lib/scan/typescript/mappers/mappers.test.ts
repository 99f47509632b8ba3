import { describe, expect, it } from 'vitest';
import { readAll } from '../../code/testing.ts';
import { typescript } from '../dialect.ts';

const table = { kind: 'environment', variable: 'TABLE' };
const patternsOf = (files: Readonly<Record<string, string>>) =>
  readAll(typescript, files).uses.map(({ operation, resource, index, keyCondition, source }) => {
    expect(resource).toEqual(table);
    return [source.line, operation, index, keyCondition];
  });

describe('object mappers', () => {
  it('ElectroDB: entities, services, collections and transactions, also from another file', () => {
    const found = patternsOf({
      'src/entities.ts': `import { Entity, Service } from 'electrodb';
const table = process.env.TABLE;
export const Order = new Entity({
  model: { entity: 'order', version: '1', service: 'shop' },
  indexes: {
    primary: { pk: { field: 'pk', composite: ['id'] } },
    byStatus: {
      index: 'gsi1',
      collection: ['account'],
      pk: { field: 'gsi1pk', composite: ['status'] },
      sk: { field: 'gsi1sk', composite: ['created'] },
    },
  },
}, { table });
export const shop = new Service({ order: Order }, { table });
`,
      'src/orders.ts': `import { Order, shop } from './entities';
export const handler = async () => {
  await Order.query.byStatus({ status: 'OPEN' }).go();
  await Order.query.primary({ id: '1' }).go();
  await Order.get([{ id: '1' }]).go();
  await shop.entities.order.patch({ id: '2' }).set({ status: 'PAID' }).go();
  await shop.collections.account({ status: 'OPEN' }).go();
  await Order.scan.where(({ id }, { eq }) => eq(id, '1')).go();
  await shop.transaction.write(({ order }) => [order.put({ id: '1' }).commit()]).go();
};
`,
    });
    const both = 'gsi1pk = :gsi1pk AND begins_with(gsi1sk, :gsi1sk)';
    expect(found).toEqual([
      [3, 'Query', 'gsi1', both],
      [4, 'Query', null, 'pk = :pk'],
      [5, 'BatchGetItem', null, null],
      [6, 'UpdateItem', null, null],
      [7, 'Query', 'gsi1', both],
      [8, 'Scan', null, null],
      [9, 'TransactWriteItems', null, null],
    ]);
  });

  it('DynamoDB-Toolbox: commands, and the methods of old', () => {
    const found = patternsOf({
      'a.ts': `import { Entity, GetItemCommand, QueryCommand, ScanCommand, Table } from 'dynamodb-toolbox';
const table = new Table({
  name: process.env.TABLE,
  partitionKey: { name: 'pk', type: 'string' },
  sortKey: 'sk',
  indexes: { gsi1: { type: 'global', partitionKey: { name: 'status', type: 'string' }, sortKey: { name: 'at', type: 'number' } } },
});
const Order = new Entity({ name: 'Order', table });
await Order.build(GetItemCommand).key({ id: '1' }).send();
await table.build(QueryCommand).entities(Order).query({ index: 'gsi1', partition: 'OPEN', range: { gt: 5 } }).send();
await table.build(ScanCommand).send();
await Order.query('order#1', { beginsWith: 'item#' });
await Order.put({ id: '1' });
`,
    });
    expect(found).toEqual([
      [9, 'GetItem', null, null],
      [10, 'Query', 'gsi1', 'status = :status AND at > :at'],
      [11, 'Scan', null, null],
      [12, 'Query', null, 'pk = :pk AND begins_with(sk, :sk)'],
      [13, 'PutItem', null, null],
    ]);
  });

  it('Dynamoose, OneTable, the DataMapper and Powertools’ idempotency', () => {
    const found = patternsOf({
      'a.js': `const dynamoose = require('dynamoose');
const Order = dynamoose.model(process.env.TABLE, {});
Order.query('status').eq('OPEN').where('at').between(1, 2).using('byStatus').exec();
new Order({ id: '1' }).save();
`,
      'b.ts': `import { Table } from 'dynamodb-onetable';
const table = new Table({ name: process.env.TABLE, schema: { indexes: { primary: { hash: 'pk', sort: 'sk' }, gs1: { hash: 'gs1pk' } } } });
const Account = table.getModel('Account');
Account.find({ status: 'x' }, { index: 'gs1' });
table.create('Account', { id: '1' });
`,
      'c.ts': `import { DataMapper } from '@aws/dynamodb-data-mapper';
import { table } from '@aws/dynamodb-data-mapper-annotations';
@table(process.env.TABLE)
class Order {}
const mapper = new DataMapper({ client });
mapper.query(Order, { id: '1' }, { indexName: 'byStatus' });
mapper.get(Object.assign(new Order(), { id: '1' }));
`,
      'd.ts': `import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
new DynamoDBPersistenceLayer({ tableName: process.env.TABLE });
`,
    });
    expect(found).toEqual([
      [3, 'Query', 'byStatus', 'status = :status AND at BETWEEN :atFrom AND :atTo'],
      [4, 'PutItem', null, null],
      [4, 'Query', 'gs1', 'gs1pk = :gs1pk'],
      [5, 'PutItem', null, null],
      [6, 'Query', 'byStatus', null],
      [7, 'GetItem', null, null],
      [2, 'GetItem', null, null],
      [2, 'PutItem', null, null],
      [2, 'UpdateItem', null, null],
    ]);
  });

  it('are nothing to a source that has none, whatever its methods are called', () => {
    const { uses } = readAll(typescript, {
      'a.ts': "const map = new Map();\nmap.get('x');\nnew Entity({}).query.byStatus({});\n",
    });
    expect(uses).toEqual([]);
  });
});
