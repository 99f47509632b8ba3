import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

describe('a GraphQL schema', () => {
  it('has operations as APIs on the lines of their fields, with the roots that it names', () => {
    const { apis } = scanFiles({
      'schema.graphql': `schema {
  query: Root
  mutation: Mutation
}
type Root {
  order(id: ID!): Order
}
extend type Mutation {
  place(input: OrderInput!): Order! @function(name: "placeOrder-\${env}")
}
type Subscription {
  onPlaced: Order @aws_subscribe(mutations: ["place"])
}
`,
    });
    expect(apis.map(({ method, path, target, source }) => [method, path, target, source.line])).toEqual([
      ['QUERY', 'order', null, 6],
      ['MUTATION', 'place', 'placeOrder', 9],
      ['SUBSCRIPTION', 'onPlaced', null, 12],
    ]);
  });

  it('has types with their fields and directives', () => {
    const { components } = scanFiles({
      's.graphql':
        'type Order @auth(rules: [{ allow: owner }]) {\n  id: ID!\n  lines: [Line!]!\n}\ninput OrderInput {\n  note: String\n}\n',
    });
    expect(components).toEqual([
      expect.objectContaining({
        id: 'Order',
        type: 'GraphQL type',
        source: { file: 's.graphql', line: 1 },
        properties: [
          { name: 'id', value: 'ID!', source: { file: 's.graphql', line: 2 } },
          { name: 'lines', value: '[Line!]!', source: { file: 's.graphql', line: 3 } },
          { name: '@auth', value: '@auth(rules: [{ allow: owner }])', source: { file: 's.graphql', line: 1 } },
        ],
      }),
      expect.objectContaining({ id: 'OrderInput', type: 'GraphQL input' }),
    ]);
  });

  it("has Amplify's models as tables with their keys and indexes", () => {
    const { stores, apis } = scanFiles({
      's.graphql': `type Order @model {
  customerId: ID! @primaryKey(sortKeyFields: ["placedAt"]) @index(name: "byCustomer", sortKeyFields: ["total", "note"])
  placedAt: AWSDateTime!
  total: Int
  note: String
}
type Old @model @key(fields: ["total", "id"]) @key(name: "byNote", fields: ["note"]) {
  id: ID!
  total: Float
  note: String
}
`,
    });
    expect(stores.map(({ id, keys, indexes }) => [id, keys, indexes])).toEqual([
      [
        'Order',
        [
          { name: 'customerId', role: 'HASH', type: 'S' },
          { name: 'placedAt', role: 'RANGE', type: 'S' },
        ],
        [
          {
            name: 'byCustomer',
            keys: [
              { name: 'customerId', role: 'HASH', type: 'S' },
              { name: 'total#note', role: 'RANGE', type: 'S' },
            ],
          },
        ],
      ],
      [
        'Old',
        [
          { name: 'total', role: 'HASH', type: 'N' },
          { name: 'id', role: 'RANGE', type: 'S' },
        ],
        [{ name: 'byNote', keys: [{ name: 'note', role: 'HASH', type: 'S' }] }],
      ],
    ]);
    expect(apis.map(({ path }) => path)).toContain('listOrders');
  });

  it('is told of where it breaks; what stands before counts', () => {
    const { apis, files } = scanFiles({ 's.graphql': 'type Query {\n  a: Int\n}\ntype B {\n  c: [Int\n}\n' });
    expect(apis.map(({ path }) => path)).toEqual(['a']);
    expect(files.unreadable).toEqual([
      { file: 's.graphql', line: 6, reason: expect.stringContaining('Syntax Error') as string },
    ]);
  });
});
