import { field, literalOf, options } from '../code/value.ts';
import type { Store } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import type { Construct } from './construct.ts';
import type { Draft, StoreDraft } from './draft.ts';
import { constantOf } from './properties.ts';

type Key = Store['keys'][number];

/** A table's keys and indexes as its properties state them. */
export function readTable(construct: Construct, draft: Draft): void {
  const { props, id, source, confidence } = construct;
  const isL1 = field(props, 'keySchema') !== undefined;
  const store: StoreDraft = {
    id,
    keys: isL1 ? schemaKeys(props, props) : keysOf(props),
    indexes: [],
    source,
    confidence,
  };
  const lists = ['globalSecondaryIndexes', 'localSecondaryIndexes'];
  for (const list of lists)
    for (const index of itemsOf(field(props, list)))
      addIndex(store, index, isL1 ? props : undefined, list.startsWith('local'));
  draft.stores.push(store);
}

/** `table.addGlobalSecondaryIndex({ … })` and `table.addLocalSecondaryIndex({ … })` */
export function readIndex(
  tables: readonly Construct[],
  input: ScriptValue | undefined,
  isLocal: boolean,
  draft: Draft,
): void {
  for (const { id, source, confidence } of tables) {
    let store = draft.stores.find((one) => one.id === id);
    if (!store) {
      // Its table stands in another file: the same store, with this index.
      store = { id, keys: [], indexes: [], source, confidence };
      draft.stores.push(store);
    }
    addIndex(store, input, undefined, isLocal);
  }
}

function addIndex(
  store: StoreDraft,
  input: ScriptValue | undefined,
  schema: ScriptValue | undefined,
  isLocal: boolean,
): void {
  const name = literalOf(field(input, 'indexName'));
  if (name === undefined || store.indexes.some((index) => index.name === name)) return;
  const own = schema ? schemaKeys(input, schema) : keysOf(input);
  // A local index has its table's partition key.
  const keys = isLocal && !schema ? [...store.keys.filter(({ role }) => role === 'HASH'), ...own] : own;
  store.indexes.push({ name: name.slice(0, 256), keys });
}

function itemsOf(value: ScriptValue | undefined): readonly ScriptValue[] {
  return options(value).flatMap((one) => (one.kind === 'list' ? one.items : []));
}

function keysOf(props: ScriptValue | undefined): Key[] {
  const parts = [
    ['HASH', 'partitionKey'],
    ['RANGE', 'sortKey'],
  ] as const;
  return parts.flatMap(([role, name]) => {
    const key = field(props, name);
    const attribute = literalOf(field(key, 'name'));
    return attribute === undefined || attribute === ''
      ? []
      : [{ name: attribute.slice(0, 256), role, type: typeOf(field(key, 'type')) }];
  });
}

function typeOf(value: ScriptValue | undefined): Key['type'] {
  const name = value && (constantOf(value) ?? literalOf(value));
  if (name === 'NUMBER' || name === 'N') return 'N';
  return name === 'BINARY' || name === 'B' ? 'B' : 'S';
}

/** CloudFormation's own shape, of `CfnTable`. */
function schemaKeys(input: ScriptValue | undefined, props: ScriptValue | undefined): Key[] {
  const types = new Map(
    itemsOf(field(props, 'attributeDefinitions')).map((one) => [
      literalOf(field(one, 'attributeName')),
      field(one, 'attributeType'),
    ]),
  );
  return itemsOf(field(input, 'keySchema')).flatMap((key) => {
    const name = literalOf(field(key, 'attributeName'));
    const role = literalOf(field(key, 'keyType'));
    if (!name || (role !== 'HASH' && role !== 'RANGE')) return [];
    return [{ name: name.slice(0, 256), role, type: typeOf(types.get(name)) }];
  });
}
