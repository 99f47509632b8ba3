import { invalid, invalidParameter, serializationFailure } from '../failures.ts';
import { ATTRIBUTE_TYPES, type AttributeValue, type Item } from './attribute-value.ts';
import { normalizeNumber } from './number.ts';

const DEEPEST = 32;
/** Base64 whose unused last bits are zero. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;
const WRITTEN_BOOLEANS: Readonly<Record<string, boolean>> = {
  TRUE: true,
  1: true,
  YES: true,
  FALSE: false,
  0: false,
  NO: false,
};
const KNOWN: ReadonlySet<string> = new Set(ATTRIBUTE_TYPES);

/** Validates a map of attributes and brings its numbers into canonical form. @throws ServiceError in DynamoDB's words. */
export function checkItem(item: Item, depth = 0): void {
  for (const name in item) checkValue(item[name], depth + 1);
}

/** Validates one value and brings its numbers into canonical form. `depth` counts nesting levels, the item's own is 1. */
export function checkValue(value: unknown, depth = 1): asserts value is AttributeValue {
  if (typeof value !== 'object' || value === null) throw serializationFailure('Unexpected value type in payload');
  if (Array.isArray(value)) {
    throw serializationFailure('Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue');
  }
  if (depth > DEEPEST) {
    throw invalid(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  }
  let types = 0;
  for (const type in value) {
    if (!KNOWN.has(type) || (value as Record<string, unknown>)[type] == null) {
      // The shape has no such member: AWS's deserializer drops it.
      Reflect.deleteProperty(value, type);
      continue;
    }
    types += 1;
    checkMember(value, type, depth);
  }
  if (types === 0) {
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (types > 1) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
}

function checkMember(value: AttributeValue, type: string, depth: number): void {
  switch (type) {
    case 'S':
      expectString(value.S);
      return;
    case 'N': {
      const text = expectString(value.N);
      const canonical = normalizeNumber(text);
      if (canonical !== text) value.N = canonical;
      return;
    }
    case 'B':
      expectBase64(value.B);
      return;
    case 'BOOL':
      value.BOOL = expectBoolean(value.BOOL);
      return;
    case 'NULL':
      value.NULL = expectBoolean(value.NULL);
      if (!value.NULL) {
        throw invalidParameter('Null attribute value types must have the value of true');
      }
      return;
    case 'SS':
      checkSet(expectList(value.SS), 'An string set  may not be empty', expectString, inputCollection);
      return;
    case 'NS':
      value.NS = checkSet(
        expectList(value.NS),
        'An number set  may not be empty',
        (text) => normalizeNumber(expectString(text)),
        () => invalid('Input collection contains duplicates'),
      );
      return;
    case 'BS':
      checkSet(expectList(value.BS), 'Binary sets should not be empty', expectBase64, (set) =>
        invalidParameter(`Input collection [${set.join(', ')}]of type BS contains duplicates.`),
      );
      return;
    case 'L':
      for (const element of expectList(value.L)) checkValue(element, depth + 1);
      return;
    case 'M':
      checkItem(expectMap(value.M), depth);
  }
}

const inputCollection = (set: readonly string[]) =>
  invalidParameter(`Input collection [${set.join(', ')}] contains duplicates.`);

function checkSet(
  set: readonly unknown[],
  empty: string,
  member: (text: unknown) => string,
  duplicate: (set: readonly string[]) => Error,
): string[] {
  if (set.length === 0) throw invalidParameter(empty);
  const members = set.map(member);
  if (new Set(members).size !== members.length) throw duplicate(members);
  return members;
}

function expectString(value: unknown): string {
  if (typeof value === 'string') return value;
  throw serializationFailure(conversion(value, 'String'));
}

function expectBase64(value: unknown): string {
  if (typeof value !== 'string') {
    throw serializationFailure(
      typeof value === 'object'
        ? conversion(value, 'nio.ByteBuffer')
        : 'only base-64-encoded strings are convertible to bytes',
    );
  }
  if (value.length % 4 !== 0) {
    throw serializationFailure(`Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`);
  }
  if (!BASE64.test(value)) throw serializationFailure('Invalid last non-pad Base64 character dectected');
  return value;
}

function expectBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    // The service's deserializer takes these words as well.
    const written = WRITTEN_BOOLEANS[value.toUpperCase()];
    if (written === undefined) throw serializationFailure('Unexpected token received from parser');
    return written;
  }
  throw serializationFailure(conversion(value, 'Boolean'));
}

function expectList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw serializationFailure(
    typeof value === 'object' ? 'Start of structure or map found where not expected' : 'Unexpected field type',
  );
}

function expectMap(value: unknown): Item {
  if (typeof value !== 'object' || value === null) throw serializationFailure('Unexpected field type');
  if (Array.isArray(value)) {
    throw serializationFailure(
      'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>',
    );
  }
  return value as Item;
}

/** The words of AWS's deserializer for a JSON value that cannot become a Java `type`. */
export function conversion(value: unknown, type: string): string {
  if (typeof value === 'boolean') return `${value ? 'TRUE_VALUE' : 'FALSE_VALUE'} cannot be converted to ${type}`;
  if (typeof value === 'string') return `STRING_VALUE cannot be converted to ${type}`;
  if (typeof value === 'number') {
    return `${Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'} cannot be converted to ${type}`;
  }
  if (!Array.isArray(value)) return 'Start of structure or map found where not expected';
  return `Unrecognized collection type class java.${type.includes('.') ? type : `lang.${type}`}`;
}
