import type { Run } from '../run.ts';
import type { FunctionTable, UtilFunction } from './function-table.ts';
import { isList, isRecord, type JsonRecord, setOwn, text } from './values.ts';

/** A value with its type, as AppSync's requests spell them: numbers stay numbers. */
export type AttributeValue = JsonRecord;

/** `util.dynamodb.toDynamoDB`. */
export function toDynamoDB(value: unknown): AttributeValue {
  if (value === null || value === undefined) return { NULL: null };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  return isList(value) ? { L: value.map(toDynamoDB) } : { M: toMapValues(value) };
}

/** `util.dynamodb.toMapValues`: each entry typed, the map itself not. */
function toMapValues(map: unknown): AttributeValue {
  const typed: AttributeValue = {};
  if (!isRecord(map)) return typed;
  for (const [key, value] of Object.entries(map)) {
    if (value !== undefined) setOwn(typed, key, toDynamoDB(value));
  }
  return typed;
}

type Convert = (value: unknown, ...rest: unknown[]) => unknown;

const nullable =
  (convert: (value: unknown) => unknown): Convert =>
  (value) =>
    value === null || value === undefined ? null : convert(value);

const set =
  (type: 'SS' | 'NS' | 'BS'): Convert =>
  (value) =>
    isList(value) ? { [type]: value } : null;

function toS3Object(key: unknown, bucket: unknown, region: unknown, version?: unknown): unknown {
  const s3: JsonRecord = { key, bucket, region };
  if (version !== undefined && version !== null) s3.version = version;
  return { S: JSON.stringify({ s3 }) };
}

function fromS3ObjectJson(value: unknown): unknown {
  const source = isRecord(value) ? value.S : value;
  const parsed: unknown = JSON.parse(text(source));
  return isRecord(parsed) ? (parsed.s3 ?? null) : null;
}

const CONVERSIONS: Readonly<Record<string, Convert>> = {
  toDynamoDB,
  toString: nullable((value) => ({ S: text(value) })),
  toStringSet: set('SS'),
  toNumber: nullable((value) => ({ N: value })),
  toNumberSet: set('NS'),
  toBinary: nullable((value) => ({ B: value })),
  toBinarySet: set('BS'),
  toBoolean: nullable((value) => ({ BOOL: value })),
  toNull: () => ({ NULL: null }),
  toList: (value) => (isList(value) ? { L: value.map(toDynamoDB) } : null),
  toMap: (value) => (isRecord(value) ? { M: toMapValues(value) } : null),
  toMapValues: (value) => (isRecord(value) ? toMapValues(value) : null),
  toS3Object,
};

const asFunction =
  (convert: Convert): UtilFunction =>
  (_run: Run, value, ...rest) =>
    convert(value, ...rest);

const asJson =
  (convert: Convert): UtilFunction =>
  (_run: Run, value, ...rest) =>
    JSON.stringify(convert(value, ...rest));

const entries = Object.entries(CONVERSIONS);

/** `util.dynamodb` of code. */
export const DYNAMODB: FunctionTable = {
  ...Object.fromEntries(entries.map(([name, convert]) => [name, asFunction(convert)])),
  fromS3ObjectJson: asFunction(fromS3ObjectJson),
};

/** `$util.dynamodb` of templates: every conversion also as JSON text. */
export const TEMPLATE_DYNAMODB: FunctionTable = {
  ...DYNAMODB,
  ...Object.fromEntries(entries.map(([name, convert]) => [`${name}Json`, asJson(convert)])),
};
