import { describe, expect, it } from 'vitest';
import { readAll } from '../code/testing.ts';
import { amplify } from './dialect.ts';

const data = (schema: string, more = '') => ({
  'amplify/data/resource.ts': `import { a, defineData } from '@aws-amplify/backend';
${more}
const schema = a.schema({
${schema}
});
export const data = defineData({ schema });
`,
});

describe('models', () => {
  const files = {
    'amplify/data/order.ts': `import { a } from '@aws-amplify/backend';
export const Order = a
  .model({
    customerId: a.id().required(),
    at: a.timestamp().required(),
    status: a.string(),
    lines: a.hasMany('Line', 'orderId'),
  })
  .identifier(['customerId', 'at'])
  .secondaryIndexes((index) => [
    index('status').sortKeys(['at', 'customerId']).name('byStatus').queryField('ordersByStatus'),
    index('status'),
  ])
  .disableOperations(['subscriptions', 'delete'])
  .authorization((allow) => [allow.owner()]);`,
    ...data(
      '  Order,\n  Line: a.model({ orderId: a.id(), order: a.belongsTo("Order", "orderId") }),',
      "import { Order } from './order';",
    ),
  };

  it('become tables with keys, indexes and their names', () => {
    const { components, stores } = readAll(amplify, files);
    expect(components.map(({ id, kind, source }) => [id, kind, source.file, source.line])).toEqual([
      ['data', 'api', 'amplify/data/resource.ts', 7],
      ['Order', 'table', 'amplify/data/order.ts', 2],
      ['Line', 'table', 'amplify/data/resource.ts', 5],
    ]);
    expect(stores.map(({ id, keys, indexes }) => ({ id, keys, indexes }))).toEqual([
      {
        id: 'Order',
        keys: [
          { name: 'customerId', role: 'HASH', type: 'S' },
          { name: 'at', role: 'RANGE', type: 'N' },
        ],
        indexes: [
          {
            name: 'byStatus',
            keys: [
              { name: 'status', role: 'HASH', type: 'S' },
              { name: 'at#customerId', role: 'RANGE', type: 'S' },
            ],
          },
          { name: 'ordersByStatus', keys: [{ name: 'status', role: 'HASH', type: 'S' }] },
        ],
      },
      {
        id: 'Line',
        keys: [{ name: 'id', role: 'HASH', type: 'S' }],
        indexes: [{ name: 'gsi-Order.lines', keys: [{ name: 'orderId', role: 'HASH', type: 'S' }] }],
      },
    ]);
  });

  it('have the operations that are generated, without those that are disabled', () => {
    const { apis } = readAll(amplify, files);
    const ofOrder = apis.filter(({ target }) => target === 'Order').map(({ method, path }) => `${method} ${path}`);
    expect(ofOrder).toEqual([
      'QUERY getOrder',
      'QUERY listOrders',
      'MUTATION createOrder',
      'MUTATION updateOrder',
      'QUERY ordersByStatus',
      'QUERY listOrderByStatus',
    ]);
    expect(apis.map(({ path }) => path)).toContain('onCreateLine');
  });
});

describe('custom operations', () => {
  it('know the function behind them, directly or through a data source', () => {
    const { apis, relations } = readAll(amplify, {
      ...data(
        `  place: a.mutation().arguments({}).returns(a.string()).handler(a.handler.function(placeOrder)),
  price: a.query().returns(a.float()).handler([a.handler.custom({ dataSource: 'pricing', entry: './price.js' })]),
  onPlaced: a.subscription().for(a.ref('place')),`,
        "import { placeOrder } from '../functions/place/resource';",
      ),
      'amplify/functions/place/resource.ts': `import { defineFunction } from '@aws-amplify/backend';
export const placeOrder = defineFunction({ name: 'place-order' });
export const priceOrder = defineFunction({ entry: './price.ts' });`,
      'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { data } from './data/resource';
import { priceOrder } from './functions/place/resource';
const backend = defineBackend({ data, priceOrder });
backend.data.addLambdaDataSource('pricing', backend.priceOrder.resources.lambda);`,
    });
    expect(apis.map(({ method, path, target }) => `${method} ${path} ${target ?? ''}`)).toEqual([
      'MUTATION place placeOrder',
      'QUERY price priceOrder',
      'SUBSCRIPTION onPlaced ',
    ]);
    expect(relations).toContainEqual(expect.objectContaining({ from: 'data', to: 'placeOrder', kind: 'invokes' }));
  });
});

describe('functions, auth and storage', () => {
  const files = {
    'amplify/functions/report/resource.ts': `import { defineFunction } from '@aws-amplify/backend';

export const report = defineFunction({
  name: 'report',
  entry: './main.ts',
  timeoutSeconds: 60,
  schedule: 'every 5m',
  environment: { STAGE: 'prod', API_TOKEN: 'abc123def' },
});`,
    'amplify/auth/resource.ts': `import { defineAuth } from '@aws-amplify/backend';
import { report } from '../functions/report/resource';
export const auth = defineAuth({ loginWith: { email: true }, groups: ['admin'], triggers: { postConfirmation: report } });`,
    'amplify/storage/resource.ts': `import { defineStorage } from '@aws-amplify/backend';
export const storage = defineStorage({ name: 'files' });`,
    'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { report } from './functions/report/resource';
import { storage } from './storage/resource';
const backend = defineBackend({ auth, report, storage });
const { bucket } = backend.storage.resources;
backend.report.addEnvironment('BUCKET', bucket.bucketName);
bucket.grantRead(backend.report.resources.lambda);
backend.createStack('messaging');`,
  };

  it('state what they are, with the lines of their properties', () => {
    const { components, functions } = readAll(amplify, files);
    const report = components.find(({ id }) => id === 'report');
    expect(report).toMatchObject({ kind: 'function', name: 'report', source: { line: 3 } });
    expect(report?.properties.map(({ name, value, source }) => [name, value, source.line])).toEqual([
      ['Name', 'report', 4],
      ['Entry', './main.ts', 5],
      ['Timeout', 60, 6],
      ['Schedule', 'every 5m', 7],
      ['Environment.STAGE', 'prod', 8],
      ['Environment.API_TOKEN', '(hidden)', 8],
      ['MemorySize', 512, 3],
    ]);
    expect(functions).toEqual([
      { functionId: 'report', entries: ['amplify/functions/report/main'], handler: 'handler' },
    ]);
    expect(components.map(({ id, kind }) => [id, kind])).toEqual([
      ['report', 'function'],
      ['reportSchedule', 'rule'],
      ['auth', 'user-pool'],
      ['storage', 'bucket'],
      ['messaging', 'stack'],
    ]);
  });

  it('are connected by triggers, schedules, grants and variables', () => {
    const { relations, environment } = readAll(amplify, files);
    expect(relations.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
      'reportSchedule triggers report',
      'auth triggers report',
      'report depends-on storage',
      'report grants storage',
      'report reads storage',
    ]);
    expect(environment).toContainEqual(
      expect.objectContaining({ functionId: 'report', variable: 'BUCKET', value: { kind: 'id', id: 'storage' } }),
    );
  });
});
