import { describe, expect, test } from 'vitest';
import { createDigest } from './checksum.ts';

/** Bit by bit, as the definition has it. */
function byDefinition(polynomial: bigint, size: number, bytes: Uint8Array): string {
  const ones = (1n << BigInt(size * 8)) - 1n;
  let register = ones;
  for (const byte of bytes) {
    register ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) register = register & 1n ? (register >> 1n) ^ polynomial : register >> 1n;
  }
  return (register ^ ones).toString(16).padStart(size * 2, '0');
}

const pattern = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8) * 7) & 0xff);

describe.each([
  { algorithm: 'crc32c', size: 4, polynomial: 0x82f63b78n, check: 'e3069283' },
  { algorithm: 'crc64nvme', size: 8, polynomial: 0x9a6c9329ac4bc9b5n, check: 'ae8b14860a799888' },
] as const)('$algorithm', ({ algorithm, size, polynomial, check }) => {
  const digestOf = (...chunks: readonly Uint8Array[]) => {
    const digest = createDigest(algorithm);
    for (const chunk of chunks) digest.update(chunk);
    return digest.bytes().toString('hex');
  };

  test('has the check value of its catalogue', () => {
    expect(digestOf(Buffer.from('123456789'))).toBe(check);
  });

  test.each([0, 1, 7, 15, 16, 17, 31, 33, 1000])('is what the definition says of %i bytes', (length) => {
    expect(digestOf(pattern(length))).toBe(byDefinition(polynomial, size, pattern(length)));
  });

  test('does not depend on how the bytes are cut, nor on their number', () => {
    const whole = pattern(400_001);
    expect(digestOf(whole)).toBe(byDefinition(polynomial, size, whole));
    expect(digestOf(whole.subarray(0, 13), whole.subarray(13, 170_000), whole.subarray(170_000))).toBe(digestOf(whole));
  });

  test('two bodies that come at the same time do not mix', () => {
    const [left, right] = [createDigest(algorithm), createDigest(algorithm)];
    left.update(pattern(100));
    right.update(pattern(50));
    left.update(pattern(20));
    expect(left.bytes().toString('hex')).toBe(digestOf(pattern(100), pattern(20)));
    expect(right.bytes().toString('hex')).toBe(digestOf(pattern(50)));
  });
});
