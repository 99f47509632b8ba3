import { expect, test } from 'vitest';
import type { Graph } from './kinds.ts';
import { cornerOf, LAYOUT, mapOf, wayOf } from './map.ts';

const node = (id: string, type: string) => ({ id, logicalId: id, type, name: id, stack: '' });
const graph: Graph = {
  nodes: [
    node('api', 'AWS::AppSync::GraphQLApi'),
    node('source', 'AWS::AppSync::DataSource'),
    node('bus', 'AWS::Events::EventBus'),
    node('rule', 'AWS::Events::Rule'),
    node('write', 'AWS::Lambda::Function'),
    node('role', 'AWS::IAM::Role'),
    node('policy', 'AWS::IAM::Policy'),
    node('mapping', 'AWS::Lambda::EventSourceMapping'),
    node('queue', 'AWS::SQS::Queue'),
    node('notes', 'Custom::AmplifyDynamoDBTable'),
  ],
  edges: [
    { from: 'source', to: 'api', property: 'ApiId' },
    { from: 'source', to: 'notes', property: 'DynamoDBConfig.TableName' },
    { from: 'rule', to: 'bus', property: 'EventBusName' },
    { from: 'rule', to: 'write', property: 'Targets.0.Arn' },
    { from: 'write', to: 'role', property: 'Role' },
    { from: 'policy', to: 'role', property: 'Roles.0' },
    { from: 'policy', to: 'notes', property: 'PolicyDocument.Statement.0.Resource' },
    { from: 'mapping', to: 'queue', property: 'EventSourceArn' },
    { from: 'mapping', to: 'write', property: 'FunctionName' },
  ],
};

test('the map shows how the parts hang together, without roles, mappings and data sources', () => {
  const { nodes, links } = mapOf(graph);
  expect(Object.fromEntries(nodes.map(({ id, column }) => [id, column]))).toEqual({
    ...{ api: 0, bus: 1, rule: 1, write: 2, queue: 3, notes: 3 },
  });
  expect(links.map(({ from, to }) => `${from} → ${to}`).toSorted()).toEqual([
    ...['api → notes', 'bus → rule', 'queue → write', 'rule → write', 'write → notes'],
  ]);
});

test('a line goes past the boxes between, never behind one', () => {
  const rows = [3, 4, 8, 9];
  const places = rows.flatMap((count, column) => Array.from({ length: count }, (_, row) => ({ column, row })));
  for (const from of places) {
    for (const to of places.filter(({ column }) => column !== from.column)) {
      const way = wayOf(from, to, rows);
      expect(way).toHaveLength(2 * Math.abs(to.column - from.column));
      for (const box of places.filter(({ column }) => (column - from.column) * (column - to.column) < 0)) {
        const { x, y } = cornerOf(box);
        const passing = way.filter((point) => point.x === x || point.x === x + LAYOUT.wide);
        for (const point of passing) expect(point.y <= y || point.y >= y + LAYOUT.high).toBe(true);
      }
    }
  }
});
