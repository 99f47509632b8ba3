import { toDynamoDB } from '../dynamodb.ts';
import { isList, isRecord, type JsonRecord, setOwn } from '../values.ts';

const SETS = new Set(['SS', 'NS', 'BS']);

/** A value with its DynamoDB type; what `toStringSet` and its like made stays the set it is. */
export function typed(value: unknown): JsonRecord {
  if (isList(value)) return { L: value.map(typed) };
  if (!isRecord(value)) return toDynamoDB(value);
  const [key] = Object.keys(value);
  if (key !== undefined && SETS.has(key) && isList(value[key]) && Object.keys(value).length === 1) return value;
  return { M: typedEntries(value) };
}

/** A map's entries with their DynamoDB types. */
export function typedEntries(map: unknown): JsonRecord {
  const entries: JsonRecord = {};
  if (!isRecord(map)) return entries;
  for (const [key, value] of Object.entries(map)) setOwn(entries, key, typed(value));
  return entries;
}
