import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Crc, createCrc } from './crc.ts';

/** Fed with a body, answers its digest. */
export type Digest = { update(chunk: Uint8Array): void; bytes(): Buffer };

const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256', 'sha512', 'md5'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm =>
  CHECKSUM_ALGORITHMS.some((algorithm) => algorithm === name);

export function createDigest(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case 'crc32': {
      let value = 0;
      return { update: (chunk) => (value = crc32(chunk, value)), bytes: () => bigEndian(value) };
    }
    case 'crc32c':
      return crcDigest(CASTAGNOLI, 4);
    case 'crc64nvme':
      return crcDigest(NVME, 8);
    case 'sha1':
    case 'sha256':
    case 'sha512':
    case 'md5': {
      const hash = createHash(algorithm);
      return { update: (chunk) => hash.update(chunk), bytes: () => hash.digest() };
    }
  }
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

const CASTAGNOLI = 0x82f63b78n;
const NVME = 0x9a6c9329ac4bc9b5n;
const crcs = new Map<bigint, Crc>();

function crcDigest(polynomial: bigint, size: 4 | 8): Digest {
  const crc = crcs.get(polynomial) ?? createCrc(polynomial);
  crcs.set(polynomial, crc);
  const ones = (1n << BigInt(size * 8)) - 1n;
  let register = ones;
  return {
    update: (chunk) => {
      register = crc(register, chunk);
    },
    bytes: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(register ^ ones);
      return bytes.subarray(8 - size);
    },
  };
}

/** Those whose value for a whole follows from its parts' values. */
const POLYNOMIALS: Partial<Record<ChecksumAlgorithm, { polynomial: bigint; width: bigint }>> = {
  crc32: { polynomial: 0xedb88320n, width: 32n },
  crc32c: { polynomial: CASTAGNOLI, width: 32n },
  crc64nvme: { polynomial: NVME, width: 64n },
};

export const mayBeWhole = (algorithm: ChecksumAlgorithm): boolean => POLYNOMIALS[algorithm] !== undefined;

type Piece = { size: number; checksum: string };

/** The checksum (base64) of pieces put together: for `COMPOSITE` the digest of their digests and `-N`, else the whole's own. */
export function checksumOfParts(algorithm: ChecksumAlgorithm, type: ChecksumType, pieces: readonly Piece[]): string {
  if (type === 'COMPOSITE') {
    const digest = createDigest(algorithm);
    for (const { checksum } of pieces) digest.update(Buffer.from(checksum, 'base64'));
    return `${digest.bytes().toString('base64')}-${pieces.length}`;
  }
  const crc = POLYNOMIALS[algorithm];
  if (!crc) throw new Error(`${algorithm} of a whole does not follow from its parts`);
  const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64').toString('hex') || '0'}`);
  let value = 0n;
  for (const { size, checksum } of pieces) {
    value = multiply(powerOfX(BigInt(size) * 8n, crc), value, crc) ^ number(checksum);
  }
  return Buffer.from(value.toString(16).padStart(Number(crc.width / 4n), '0'), 'hex').toString('base64');
}

type Field = { polynomial: bigint; width: bigint };

/** Product of two reflected polynomials modulo the field's. */
function multiply(left: bigint, right: bigint, { polynomial, width }: Field): bigint {
  let product = 0n;
  let factor = right;
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if (left & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}

function powerOfX(exponent: bigint, field: Field): bigint {
  let result = 1n << (field.width - 1n);
  let square = 1n << (field.width - 2n);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(square, result, field);
    square = multiply(square, square, field);
  }
  return result;
}
