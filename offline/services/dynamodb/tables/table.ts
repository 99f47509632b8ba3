import type { AttributeValue, Item, KeyType } from '../values/attribute-value.ts';
import { attributeOf } from '../values/attribute-value.ts';
import { encodeKey, encodePartition, NO_KEY } from '../values/key-encoding.ts';
import type { IndexDefinition, KeySchemaElement, TableDefinition } from './definition.ts';

export type KeyAttribute = { readonly name: string; readonly type: KeyType };
export type Keys = { readonly hash: KeyAttribute; readonly range?: KeyAttribute };
/** The place of an item, as stored. */
export type Place = { readonly pk: Uint8Array; readonly sk: Uint8Array };

/** A secondary index, prepared for use. */
export type Index = {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly keys: Keys;
  readonly keyAttributes: readonly KeyAttribute[];
  /** Attributes that the index holds; undefined: all. */
  readonly projected?: ReadonlySet<string>;
  readonly relation: string;
};

/** A table, prepared for use. Replaced as a whole when its definition changes. */
export class Table {
  readonly id: number;
  readonly definition: TableDefinition;
  readonly arn: string;
  readonly keys: Keys;
  readonly keyNames: readonly string[];
  readonly keyAttributes: readonly KeyAttribute[];
  readonly indexes: readonly Index[];
  /** The SQLite relation of its items. */
  readonly relation: string;
  readonly timeToLive: string | undefined;
  /** Number of items and their bytes, counted when first asked for. */
  count: { items: number; bytes: number } | undefined;

  constructor(id: number, definition: TableDefinition, arn: string) {
    this.id = id;
    this.definition = definition;
    this.arn = arn;
    this.relation = `items_${id}`;
    this.keys = readKeys(definition, definition.keySchema);
    this.keyAttributes = this.keys.range ? [this.keys.hash, this.keys.range] : [this.keys.hash];
    this.keyNames = definition.keySchema.map(({ AttributeName }) => AttributeName);
    // Where an item fits no index, DynamoDB complains about the global ones first.
    this.indexes = definition.indexes
      .toSorted((a, b) => Number(b.isGlobal) - Number(a.isGlobal))
      .map((index) => this.#prepare(index));
    this.timeToLive = definition.ttl?.enabled ? definition.ttl.attribute : undefined;
  }

  get name(): string {
    return this.definition.name;
  }

  get streamArn(): string | undefined {
    const { stream } = this.definition;
    return stream && `${this.arn}/stream/${stream.label}`;
  }

  index(name: string): Index | undefined {
    return this.indexes.find((index) => index.name === name);
  }

  /** The place of an item whose key attributes are validated. */
  place(item: Item): Place {
    const hash = attributeOf(item, this.keys.hash.name);
    const range = this.keys.range && attributeOf(item, this.keys.range.name);
    return { pk: hash ? encodePartition(hash) : NO_KEY, sk: range ? encodeKey(range) : NO_KEY };
  }

  /** The key attributes of an item. */
  keyOf(item: Item): Item {
    const key: Item = {};
    for (const name of this.keyNames) {
      const value = attributeOf(item, name);
      if (value) key[name] = value;
    }
    return key;
  }

  #prepare({ name, isGlobal, keySchema, projection, id }: IndexDefinition): Index {
    const keys = readKeys(this.definition, keySchema);
    const keyAttributes = keys.range ? [keys.hash, keys.range] : [keys.hash];
    const base = { name, isGlobal, keys, keyAttributes, relation: `index_${this.id}_${id}` };
    if (projection.ProjectionType === 'ALL') return base;
    const names = [...this.keyNames, ...keyAttributes.map((key) => key.name), ...(projection.NonKeyAttributes ?? [])];
    return { ...base, projected: new Set(names) };
  }
}

/** The place of an item in an index, or undefined where it lacks a key of the index. */
export function placeInIndex(index: Index, item: Item): Place | undefined {
  const hash = keyValue(item, index.keys.hash);
  if (!hash) return undefined;
  if (!index.keys.range) return { pk: encodePartition(hash), sk: NO_KEY };
  const range = keyValue(item, index.keys.range);
  return range && { pk: encodePartition(hash), sk: encodeKey(range) };
}

function keyValue(item: Item, { name, type }: KeyAttribute): AttributeValue | undefined {
  const value = attributeOf(item, name);
  return value?.[type] === undefined ? undefined : value;
}

function readKeys(definition: TableDefinition, schema: readonly KeySchemaElement[]): Keys {
  const attribute = (name: string): KeyAttribute => ({
    name,
    type: definition.attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? 'S',
  });
  const [hash, range] = schema;
  if (!hash) throw new Error(`table ${definition.name} has no key schema`);
  return { hash: attribute(hash.AttributeName), ...(range && { range: attribute(range.AttributeName) }) };
}
