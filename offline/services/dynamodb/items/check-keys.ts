import type { Path } from '../expressions/placeholders.ts';
import { invalid, invalidParameter } from '../failures.ts';
import type { KeyAttribute, Table } from '../tables/table.ts';
import { type AttributeValue, attributeOf, type Item, typeOf } from '../values/attribute-value.ts';

const LONGEST_HASH = 2048;
const LONGEST_RANGE = 1024;

const schemaMismatch = () => invalid('The provided key element does not match the schema');

/** Checks that a key is exactly the table's. @throws ServiceError ValidationException */
export function checkKey(table: Table, key: Item): void {
  if (Object.keys(key).length !== table.keyNames.length) throw schemaMismatch();
  for (const attribute of table.keyAttributes) {
    const value = attributeOf(key, attribute.name);
    if (!value || value[attribute.type] === undefined) throw schemaMismatch();
    checkLength(table, attribute, value);
  }
}

/** Checks the key attributes of an item to be written, and those of indexes that it has. @throws ServiceError */
export function checkItemKeys(table: Table, item: Item): void {
  for (const attribute of table.keyAttributes) {
    const value = attributeOf(item, attribute.name);
    if (!value) throw invalidParameter(`Missing the key ${attribute.name} in the item`);
    if (value[attribute.type] === undefined) {
      throw invalidParameter(
        `Type mismatch for key ${attribute.name} expected: ${attribute.type} actual: ${typeOf(value)}`,
      );
    }
    checkLength(table, attribute, value);
  }
  checkIndexKeys(table, item);
}

/** Checks the attributes of an item that are keys of indexes; `wrongType` is what an update says. @throws ServiceError ValidationException */
export function checkIndexKeys(table: Table, item: Item, wrongType?: string): void {
  for (const index of table.indexes) {
    for (const { name, type } of index.keyAttributes) {
      const value = attributeOf(item, name);
      if (!value) continue;
      if (value[type] === undefined) {
        if (wrongType !== undefined) throw invalid(wrongType);
        throw invalidParameter(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
        );
      }
      if (value.S === '' || value.B === '') {
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. IndexName: ${index.name}, IndexKey: ${name}`,
        );
      }
      const limit = name === index.keys.hash.name ? LONGEST_HASH : LONGEST_RANGE;
      if (byteLength(value) > limit) {
        throw invalidParameter(
          limit === LONGEST_HASH
            ? `Size of hashkey has exceeded the maximum size limit of ${LONGEST_HASH} bytes`
            : `Aggregated size of all range keys has exceeded the size limit of ${LONGEST_RANGE} bytes`,
        );
      }
    }
  }
}

/** @throws ServiceError where a path goes into a key attribute, which is always a scalar. */
export function checkKeyPath(table: Table, path: Path): void {
  if (path.length < 2) return;
  const [head] = path;
  const refusal = (kind: string) =>
    invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${head}`,
    );
  if (table.keyNames.includes(String(head))) throw refusal('Key');
  const isIndexKey = table.indexes.some(({ keyAttributes: keys }) => keys.some(({ name }) => name === head));
  if (isIndexKey) throw refusal('IndexKey');
}

function checkLength(table: Table, attribute: KeyAttribute, value: AttributeValue): void {
  if (attribute.type === 'N') return;
  const length = byteLength(value);
  if (length === 0) {
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${attribute.type === 'S' ? 'string' : 'binary'} value. Key: ${attribute.name}`,
    );
  }
  if (attribute === table.keys.hash) {
    if (length > LONGEST_HASH) {
      throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
    }
  } else if (length > LONGEST_RANGE) {
    throw invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
  }
}

const byteLength = (value: AttributeValue): number =>
  value.S !== undefined ? Buffer.byteLength(value.S) : Buffer.byteLength(value.B ?? '', 'base64');
