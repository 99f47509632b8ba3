import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';

export type NativeItem = Record<string, NativeAttributeValue>;

/** An item as DynamoDB takes it; values that are undefined are left out, also of lists and sets. */
export function toAttributes(item: NativeItem): Record<string, AttributeValue> {
  return marshall(item, { removeUndefinedValues: true });
}

/** Reads what DynamoDB gives as an item. */
export const itemSchema = z.pipe(
  z.custom<Record<string, AttributeValue>>((value: unknown) => typeof value === 'object' && value !== null),
  z.transform((attributes): NativeItem => unmarshall(attributes)),
);

/** JSON with binary values in base64. */
export function toWire(input: object): string {
  return JSON.stringify(input, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
    const raw = this[key];
    if (raw instanceof ArrayBuffer) return Buffer.from(raw).toString('base64');
    if (!ArrayBuffer.isView(raw)) return value;
    return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64');
  });
}

/** Only of a binary value is the type's name followed by a text, and of a set of them by a list. */
const mayHoldBinary = /"BS?"\s*:\s*["[]/;

export function fromWire(text: string): unknown {
  if (!mayHoldBinary.test(text)) return JSON.parse(text);
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'B' && typeof value === 'string') return bytesOf(value);
    return key === 'BS' && Array.isArray(value) ? value.map(bytesOf) : value;
  });
}

const bytesOf = (base64: unknown) => new Uint8Array(Buffer.from(String(base64), 'base64'));
