import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Fed with a body, answers its digest in base64. */
export type Digest = { update(chunk: Uint8Array): void; base64(): string };

export const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

export function createDigest(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case 'crc32': {
      let value = 0;
      return { update: (chunk) => (value = crc32(chunk, value)), base64: () => bigEndian(value) };
    }
    case 'crc32c': {
      let value = 0xffffffff;
      return {
        update: (chunk) => {
          for (const byte of chunk) value = (CASTAGNOLI[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
        },
        base64: () => bigEndian((value ^ 0xffffffff) >>> 0),
      };
    }
    case 'sha1':
    case 'sha256': {
      const hash = createHash(algorithm);
      return { update: (chunk) => hash.update(chunk), base64: () => hash.digest('base64') };
    }
  }
}

const CASTAGNOLI = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function bigEndian(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}
