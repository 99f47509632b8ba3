import { badRequest } from '../data-source.ts';

/** A typed value as requests and the wire write it: `{ "S": "text" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type AttributeMap = Readonly<Record<string, AttributeValue>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a typed value means in JSON: numbers as numbers, sets as lists, binary as base64 text. */
function toPlain(value: unknown): unknown {
  if (!isRecord(value)) return null;
  for (const type in value) {
    const content = value[type];
    switch (type) {
      case 'S':
      case 'B':
      case 'BOOL':
      case 'SS':
      case 'BS':
        return content;
      case 'N':
        return Number(content);
      case 'NULL':
        return null;
      case 'M':
        return toPlainItem(content);
      case 'L':
        return Array.isArray(content) ? content.map(toPlain) : [];
      case 'NS':
        return Array.isArray(content) ? content.map(Number) : [];
      default:
        return null;
    }
  }
  return null;
}

/** A whole item in plain JSON, or null where there is none. */
export function toPlainItem(item: unknown): Record<string, unknown> | null {
  if (!isRecord(item)) return null;
  const plain: Record<string, unknown> = {};
  for (const name in item) plain[name] = toPlain(item[name]);
  return plain;
}

/** A map of typed values. Numbers that a template wrote bare become text, as the wire wants. @throws FieldError */
export function attributeMap(value: unknown, place: string): Record<string, AttributeValue> {
  if (!isRecord(value)) throw badRequest(`Value for field '${place}' not found.`);
  const map: Record<string, AttributeValue> = {};
  for (const name in value) map[name] = attributeValue(value[name], `${place}.${name}`);
  return map;
}

function attributeValue(value: unknown, place: string): AttributeValue {
  if (!isRecord(value)) throw badRequest(`Unable to convert the value at '${place}' to a typed DynamoDB value.`);
  if (typeof value.N === 'number') return { N: String(value.N) };
  if (Array.isArray(value.NS)) return { NS: value.NS.map(String) };
  if (isRecord(value.M)) return { M: attributeMap(value.M, place) };
  if (Array.isArray(value.L)) return { L: value.L.map((item) => attributeValue(item, place)) };
  if (value.NULL === null) return { NULL: true };
  return value;
}
