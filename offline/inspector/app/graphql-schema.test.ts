import { expect, test } from 'vitest';
import { exampleOf, type Schema, typeName } from './graphql-schema.ts';

const scalar = (name: string) => ({ kind: 'SCALAR', name });
const needed = (ofType: { kind: string; name?: string }) => ({ kind: 'NON_NULL', ofType });
const schema: Schema = {
  queryType: { name: 'Query' },
  types: [
    {
      kind: 'OBJECT',
      name: 'Note',
      fields: [
        { name: 'id', type: needed(scalar('ID')) },
        { name: 'owner', type: { kind: 'OBJECT', name: 'Note' } },
      ],
    },
    {
      kind: 'OBJECT',
      name: 'Notes',
      fields: [
        { name: 'items', type: { kind: 'LIST', ofType: { kind: 'OBJECT', name: 'Note' } } },
        { name: 'nextToken', type: scalar('String') },
      ],
    },
  ],
};

test('types are written as in the schema', () => {
  expect(typeName({ kind: 'NON_NULL', ofType: { kind: 'LIST', ofType: needed(scalar('ID')) } })).toBe('[ID!]!');
});
test('a field becomes a request with its needed arguments and what can be read', () => {
  const args = [
    { name: 'id', type: needed(scalar('ID')) },
    { name: 'limit', type: scalar('Int') },
  ];
  expect(exampleOf(schema, 'query', { name: 'listNotes', type: { kind: 'OBJECT', name: 'Notes' }, args })).toBe(
    [
      'query($id: ID!) {',
      '  listNotes(id: $id) {',
      '    items {',
      '      id',
      '    }',
      '    nextToken',
      '  }',
      '}',
    ].join('\n'),
  );
});
