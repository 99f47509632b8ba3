import { crc32 } from 'node:zlib';
import type { AttributeValue } from './attribute-value.ts';
import { encodeNumber } from './number.ts';

export const NO_KEY = Buffer.alloc(0);

/** Bytes that sort as DynamoDB sorts key values of one type. */
export function encodeKey(value: AttributeValue): Buffer {
  if (value.S !== undefined) return Buffer.from(value.S);
  if (value.N !== undefined) return encodeNumber(value.N);
  return Buffer.from(value.B ?? '', 'base64');
}

/**
 * A partition key: a hash of 32 bits, then the key. Scans go in the order of the hash, as DynamoDB's do, and parallel
 * segments are ranges of it.
 */
export function encodePartition(value: AttributeValue): Buffer {
  const key = encodeKey(value);
  const bytes = Buffer.allocUnsafe(key.length + 4);
  bytes.writeUInt32BE(crc32(key), 0);
  key.copy(bytes, 4);
  return bytes;
}

/** The first hash of a segment of a parallel scan, as the prefix of partition keys; undefined past the last. */
export function segmentStart(segment: number, total: number): Buffer | undefined {
  const hash = Math.ceil((segment * 2 ** 32) / total);
  if (hash >= 2 ** 32) return undefined;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(hash);
  return bytes;
}

/** The least key above all keys that begin with `prefix`; undefined where there is none. */
export function prefixEnd(prefix: Buffer): Buffer | undefined {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1;
  if (length === 0) return undefined;
  const end = Buffer.from(prefix.subarray(0, length));
  end[length - 1] = (end[length - 1] ?? 0) + 1;
  return end;
}
