import { invalid } from '../failures.ts';
import { type Index, placeInIndex, type Table } from '../tables/table.ts';
import { attributeOf, type Item } from '../values/attribute-value.ts';
import { checkItem } from '../values/check-value.ts';
import { checkKey } from './check-keys.ts';
import type { Position } from './rows.ts';

const OWN_WORDS = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

/** Checks the values of an ExclusiveStartKey. @throws ServiceError ValidationException */
export function checkStartKeyValues(key: Item | undefined): void {
  try {
    checkItem(key ?? {});
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationException' || OWN_WORDS.test(error.message)) throw error;
    throw invalid(`The provided starting key is invalid: ${error.message}`);
  }
}

/** Refuses a start key of a query that lacks what is queried by; DynamoDB looks at this before the conditions. */
export function checkStartKeyShape(table: Table, index: Index | undefined, key: Item): void {
  const schema = index?.keyAttributes ?? table.keyAttributes;
  const expected = new Set([...table.keyNames, ...schema.map(({ name }) => name)]);
  if (Object.keys(key).length !== expected.size) throw invalid('The provided starting key is invalid');
  for (const { name, type } of schema) {
    const value = attributeOf(key, name);
    if (!value) throw invalid('The provided starting key is invalid');
    if (value[type] === undefined) throw invalid('The provided key element does not match the schema');
  }
}

/** Where a page begins that follows the one that ended with `key`. @throws ServiceError ValidationException */
export function readStartKey(table: Table, index: Index | undefined, key: Item): Position {
  const expected = new Set([...table.keyNames, ...(index?.keyAttributes ?? []).map(({ name }) => name)]);
  if (Object.keys(key).length !== expected.size) {
    throw invalid(
      index
        ? 'The provided starting key is invalid'
        : 'The provided starting key is invalid: The provided key element does not match the schema',
    );
  }
  for (const { name, type } of index?.keyAttributes ?? []) {
    const value = attributeOf(key, name);
    if (!value) throw invalid('The provided starting key is invalid');
    if (value[type] === undefined) throw invalid('The provided key element does not match the schema');
  }
  const tableKey = table.keyOf(key);
  try {
    checkKey(table, tableKey);
  } catch (error) {
    throw invalid(`The provided starting key is invalid: ${error instanceof Error ? error.message : String(error)}`);
  }
  const entry = index && placeInIndex(index, key);
  return { item: table.place(tableKey), ...(entry && { entry }) };
}
