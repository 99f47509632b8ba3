import type { Run } from '../run.ts';
import { TEMPLATE_DYNAMODB } from '../util/dynamodb.ts';
import {
  base64Decode,
  base64Encode,
  escapeJavaScript,
  matches,
  normalize,
  urlDecode,
  urlEncode,
} from '../util/encoding.ts';
import { appendError, error, unauthorized, validate } from '../util/errors.ts';
import type { FunctionTable } from '../util/function-table.ts';
import { HTTP } from '../util/http.ts';
import { autoId, autoKsuid, autoUlid } from '../util/identifiers.ts';
import { authType } from '../util/identity.ts';
import { MATH } from '../util/math.ts';
import { RDS } from '../util/rds/rds.ts';
import { TIME } from '../util/time/time.ts';
import { TRANSFORM } from '../util/transform/transform.ts';
import { isList, isRecord, type JsonRecord, javaString, setOwn, text } from '../util/values.ts';
import { XML } from '../util/xml.ts';
import { elements, within, without } from './list-methods.ts';

export { EXTENSIONS } from '../util/extensions.ts';

const isNull = (value: unknown): boolean => value === null || value === undefined;

/** Strings, lists and maps alike, as the generated templates use it. */
function isNullOrEmpty(value: unknown): boolean {
  if (isNull(value) || value === '') return true;
  if (isList(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

const isNullOrBlank = (value: unknown): boolean => isNull(value) || (typeof value === 'string' && value.trim() === '');

const orDefault =
  (isMissing: (value: unknown) => boolean) =>
  (_run: Run, value: unknown, otherwise: unknown): unknown =>
    isMissing(value) ? (otherwise ?? null) : value;

/** Runs its arguments and shows nothing. */
const quiet = (): string => '';

/** How JSON text begins, and the words that are JSON. */
const LIKE_JSON = /^\s*(?:[[{"\d-]|(?:true|false|null)\s*$)/;

/** Null for what is no JSON text: generated templates ask for claims that may be plain words, which is told cheaply. */
function parseJson(_run: Run, json: unknown): unknown {
  if (typeof json !== 'string' || !LIKE_JSON.test(json)) return null;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

function typeOf(_run: Run, value: unknown): string {
  if (isNull(value)) return 'Null';
  if (isList(value)) return 'List';
  if (isRecord(value)) return 'Map';
  const name = typeof value;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function log(run: Run, ...values: unknown[]): string {
  const [first, ...rest] = values;
  let next = 0;
  run.logs.push(text(first).replace(/\{\}/g, () => javaString(rest[next++])));
  return '';
}

function filterKeys(map: unknown, keys: unknown, keep: boolean): JsonRecord {
  const wanted = new Set((elements(keys) ?? []).map(javaString));
  const copy: JsonRecord = {};
  if (!isRecord(map)) return copy;
  for (const [key, value] of Object.entries(map)) if (wanted.has(key) === keep) setOwn(copy, key, value);
  return copy;
}

/** `$util` of templates. */
export const TEMPLATE_UTIL: FunctionTable = {
  qr: quiet,
  quiet,
  toJson: (_run, value) => JSON.stringify(value ?? null),
  parseJson,
  error,
  appendError,
  unauthorized,
  validate,
  authType,
  autoId,
  autoUlid,
  autoKsuid,
  escapeJavaScript,
  urlEncode,
  urlDecode,
  base64Encode,
  base64Decode,
  matches,
  isNull: (_run, value) => isNull(value),
  isNullOrEmpty: (_run, value) => isNullOrEmpty(value),
  isNullOrBlank: (_run, value) => isNullOrBlank(value),
  defaultIfNull: orDefault(isNull),
  defaultIfNullOrEmpty: orDefault(isNullOrEmpty),
  defaultIfNullOrBlank: orDefault(isNullOrBlank),
  isString: (_run, value) => typeof value === 'string',
  isNumber: (_run, value) => typeof value === 'number',
  isBoolean: (_run, value) => typeof value === 'boolean',
  isList: (_run, value) => isList(value),
  isMap: (_run, value) => isRecord(value),
  typeOf,
  log: { info: log, error: log, debug: log, warn: log },
  list: {
    copyAndRetainAll: (_run, list, values) => (isList(list) ? within(list, elements(values) ?? []) : null),
    copyAndRemoveAll: (_run, list, values) => (isList(list) ? without(list, elements(values) ?? []) : null),
  },
  map: {
    copyAndRetainAllKeys: (_run, map, keys) => filterKeys(map, keys, true),
    copyAndRemoveAllKeys: (_run, map, keys) => filterKeys(map, keys, false),
  },
  str: {
    normalize,
    toUpper: (_run, value) => text(value).toUpperCase(),
    toLower: (_run, value) => text(value).toLowerCase(),
    toReplace: (_run, value, part, by) => text(value).replaceAll(text(part), () => text(by)),
  },
  dynamodb: TEMPLATE_DYNAMODB,
  http: HTTP,
  math: MATH,
  rds: RDS,
  time: TIME,
  transform: TRANSFORM,
  xml: XML,
};
