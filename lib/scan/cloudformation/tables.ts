import type { Store } from '../schema.ts';
import type { Node } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import type { Resource } from './template.ts';

type Key = Store['keys'][number];

const simpleTypes: Readonly<Record<string, Key['type']>> = { string: 'S', number: 'N', binary: 'B' };

/** A table's keys and indexes, typed by its attribute definitions. */
export function readTable(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties: node } = resource;
  const types = typesOf(either(node, draft, 'AttributeDefinitions'), draft);
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((name) =>
    evaluator.items(either(node, draft, name)).flatMap((index) => {
      const indexName = evaluator.text(either(index, draft, 'IndexName'));
      return indexName === undefined
        ? []
        : [{ name: indexName, keys: keysOf(either(index, draft, 'KeySchema'), types, draft) }];
    }),
  );
  draft.stores.push({
    id: resource.id,
    keys: keysOf(either(node, draft, 'KeySchema'), types, draft),
    indexes,
    accessPatterns: [],
    source: draft.source(resource.line),
    confidence: 1,
  });
}

/** `AWS::Serverless::SimpleTable`: one key, `id` where it says none. */
export function readSimpleTable(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const key = evaluator.at(resource.properties, 'PrimaryKey');
  const name = evaluator.text(evaluator.at(key, 'Name')) ?? 'id';
  const type = simpleTypes[(evaluator.text(evaluator.at(key, 'Type')) ?? 'string').toLowerCase()] ?? 'S';
  draft.stores.push({
    id: resource.id,
    keys: [{ name, role: 'HASH', type }],
    indexes: [],
    accessPatterns: [],
    source: draft.source(resource.line),
    confidence: 1,
  });
}

/** Amplify's own table resource writes the same properties in lower case. */
function either(node: Node | undefined, { evaluator }: Draft, name: string): Node | undefined {
  return evaluator.at(node, name) ?? evaluator.at(node, name.charAt(0).toLowerCase() + name.slice(1));
}

function typesOf(definitions: Node | undefined, draft: Draft): ReadonlyMap<string, Key['type']> {
  const types = new Map<string, Key['type']>();
  for (const definition of draft.evaluator.items(definitions)) {
    const name = draft.evaluator.text(either(definition, draft, 'AttributeName'));
    const type = draft.evaluator.text(either(definition, draft, 'AttributeType'));
    if (name !== undefined && (type === 'S' || type === 'N' || type === 'B')) types.set(name, type);
  }
  return types;
}

function keysOf(schema: Node | undefined, types: ReadonlyMap<string, Key['type']>, draft: Draft): Key[] {
  return draft.evaluator.items(schema).flatMap((key) => {
    const name = draft.evaluator.text(either(key, draft, 'AttributeName'));
    const role = draft.evaluator.text(either(key, draft, 'KeyType'));
    if (name === undefined || name === '' || (role !== 'HASH' && role !== 'RANGE')) return [];
    return [{ name, role, type: types.get(name) ?? 'S' }];
  });
}
