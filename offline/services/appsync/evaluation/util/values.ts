/** A map of a template or an object of code. */
export type JsonRecord = Record<string, unknown>;

/** Whether `value` is an object that is neither null nor a list. */
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether `value` is a list. */
export const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** The record's own property, null where it has none: prototypes never answer. */
export function ownValue(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

/** Sets an own property; `__proto__` is a key like any other. */
export function setOwn(record: JsonRecord, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    record[key] = value;
  }
}

/** A value as Java's `toString()` writes it: `[a, b]`, `{a=1}`, `null`. */
export function javaString(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return javaNumber(value);
  if (isList(value)) return `[${value.map(javaString).join(', ')}]`;
  if (isPlainMap(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}=${javaString(entry)}`);
    return `{${entries.join(', ')}}`;
  }
  const shown: { toString(): string } = value;
  return shown.toString();
}

/** Whether `value` is a map of data, not an object that knows how to show itself. */
function isPlainMap(value: unknown): value is JsonRecord {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function javaNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return value.toFixed(0);
  return String(value).replace(/e\+?/, 'E');
}

/** Java's `equals`, deep for lists and maps. */
export function javaEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || left === undefined) return right === null || right === undefined;
  if (isList(left)) {
    if (!isList(right) || right.length !== left.length) return false;
    return left.every((item, index) => javaEquals(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && javaEquals(left[key], right[key]));
}

/** `value` as text: a string as it is, null as the empty string, anything else as Java writes it. */
export const text = (value: unknown): string => (value === null || value === undefined ? '' : javaString(value));

/** `value` as text, undefined for null. */
export const optionalText = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : javaString(value);

/** `value` as a number; NaN where it is none. */
export function numeric(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
