import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareText, compareValues } from './compare.ts';
import { encodeKey, encodePartition, prefixEnd, segmentStart } from './key-encoding.ts';

const text = fc.string({ unit: 'binary', maxLength: 8 });

test('strings sort by their UTF-8 bytes, in keys and in comparisons', () => {
  fc.assert(
    fc.property(text, text, (left, right) => {
      const order = Buffer.compare(Buffer.from(left), Buffer.from(right));
      expect(Math.sign(compareText(left, right))).toBe(order);
      expect(Buffer.compare(encodeKey({ S: left }), encodeKey({ S: right }))).toBe(order);
    }),
  );
  expect(compareText('\u{1F600}', '\uFFFD')).toBeGreaterThan(0);
});

test('binary values sort by their bytes', () => {
  const binary = fc.uint8Array({ maxLength: 6 }).map((bytes) => ({ B: Buffer.from(bytes).toString('base64') }));
  fc.assert(
    fc.property(binary, binary, (left, right) => {
      expect(compareValues(left, right)).toBe(Buffer.compare(encodeKey(left), encodeKey(right)));
    }),
  );
});

test('all keys that begin with a prefix lie below its end, all others outside', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(bytes, bytes, (prefix, key) => {
      const end = prefixEnd(prefix);
      const isWithin = Buffer.compare(key, prefix) >= 0 && (!end || Buffer.compare(key, end) < 0);
      expect(isWithin).toBe(key.subarray(0, prefix.length).equals(prefix));
    }),
  );
});

test('segments of a scan hold each partition once', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 50 }), (key, total) => {
      const partition = encodePartition({ S: key });
      const holding = Array.from({ length: total }, (_, segment) => segment).filter((segment) => {
        const [from, to] = [segmentStart(segment, total), segmentStart(segment + 1, total)];
        return from && Buffer.compare(partition, from) >= 0 && (!to || Buffer.compare(partition, to) < 0);
      });
      expect(holding).toHaveLength(1);
    }),
  );
});
