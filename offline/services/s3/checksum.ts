import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

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
    case 'crc32c': {
      let value = 0xffffffff;
      return { update: (chunk) => (value = crc32c(chunk, value)), bytes: () => bigEndian(~value) };
    }
    case 'crc64nvme': {
      const state = new Uint32Array([0xffffffff, 0xffffffff]);
      return {
        update: (chunk) => {
          crc64(chunk, state);
        },
        bytes: () => Buffer.concat([bigEndian(~(state[1] ?? 0)), bigEndian(~(state[0] ?? 0))]),
      };
    }
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

const LANES = 8;
const CASTAGNOLI = 0x82f63b78n;
const NVME = 0x9a6c9329ac4bc9b5n;

/** Tables of "slicing by eight", one run of 256 a lane; `half` takes the low or the high 32 bits of wide polynomials. */
function slicingTables(polynomial: bigint, half: 0n | 32n): Uint32Array {
  const first = Array.from({ length: 256 }, (_, index) => {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    return value;
  });
  const table = new Uint32Array(LANES * 256);
  let lane = first;
  for (let n = 0; n < LANES; n += 1) {
    for (const [index, value] of lane.entries()) table[n * 256 + index] = Number((value >> half) & 0xffffffffn);
    lane = lane.map((value) => (value >> 8n) ^ (first[Number(value & 0xffn)] ?? 0n));
  }
  return table;
}

let castagnoli: Uint32Array | undefined;
let nvme: { low: Uint32Array; high: Uint32Array } | undefined;

function crc32c(chunk: Uint8Array, initial: number): number {
  const table = (castagnoli ??= slicingTables(CASTAGNOLI, 0n));
  const at = (lane: number, byte: number) => table[(lane << 8) | (byte & 0xff)] ?? 0;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  let value = initial;
  let position = 0;
  for (; position + LANES <= chunk.length; position += LANES) {
    const a = view.getInt32(position, true) ^ value;
    const b = view.getInt32(position + 4, true);
    value =
      at(7, a) ^
      at(6, a >>> 8) ^
      at(5, a >>> 16) ^
      at(4, a >>> 24) ^
      at(3, b) ^
      at(2, b >>> 8) ^
      at(1, b >>> 16) ^
      at(0, b >>> 24);
  }
  for (; position < chunk.length; position += 1) value = at(0, value ^ (chunk[position] ?? 0)) ^ (value >>> 8);
  return value;
}

function crc64(chunk: Uint8Array, state: Uint32Array): void {
  const { low, high } = (nvme ??= { low: slicingTables(NVME, 0n), high: slicingTables(NVME, 32n) });
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  let l = state[0] ?? 0;
  let h = state[1] ?? 0;
  let position = 0;
  for (; position + LANES <= chunk.length; position += LANES) {
    const a = view.getInt32(position, true) ^ l;
    const b = view.getInt32(position + 4, true) ^ h;
    const i7 = 1792 | (a & 0xff);
    const i6 = 1536 | ((a >>> 8) & 0xff);
    const i5 = 1280 | ((a >>> 16) & 0xff);
    const i4 = 1024 | (a >>> 24);
    const i3 = 768 | (b & 0xff);
    const i2 = 512 | ((b >>> 8) & 0xff);
    const i1 = 256 | ((b >>> 16) & 0xff);
    const i0 = b >>> 24;
    const of = (t: Uint32Array) =>
      (t[i7] ?? 0) ^
      (t[i6] ?? 0) ^
      (t[i5] ?? 0) ^
      (t[i4] ?? 0) ^
      (t[i3] ?? 0) ^
      (t[i2] ?? 0) ^
      (t[i1] ?? 0) ^
      (t[i0] ?? 0);
    l = of(low);
    h = of(high);
  }
  for (; position < chunk.length; position += 1) {
    const index = (l ^ (chunk[position] ?? 0)) & 0xff;
    l = ((l >>> 8) | (h << 24)) ^ (low[index] ?? 0);
    h = (h >>> 8) ^ (high[index] ?? 0);
  }
  state[0] = l;
  state[1] = h;
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
