import type { OfflineRequest } from '../../kernel/http.ts';
import type { Checksums } from './blobs.ts';
import { type ChecksumAlgorithm, type ChecksumType, isChecksumAlgorithm } from './checksum.ts';
import { invalidRequest, S3Error } from './errors.ts';

const LENGTHS: Readonly<Record<ChecksumAlgorithm, number>> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
  sha512: 64,
  md5: 16,
};
const NOT_ALGORITHMS = new Set(['mode', 'type', 'algorithm']);

/** The algorithm of a name in any case. @throws S3Error InvalidRequest */
export function algorithmOf(name: string): ChecksumAlgorithm {
  const algorithm = name.toLowerCase();
  if (isChecksumAlgorithm(algorithm)) return algorithm;
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512]',
  );
}

/** The checksum algorithms a request speaks of: in headers, or in trailers to come. @throws S3Error InvalidRequest */
export function statedChecksums({ headers }: Pick<OfflineRequest, 'headers'>): ChecksumAlgorithm[] {
  const stated: ChecksumAlgorithm[] = [];
  for (const name of Object.keys(headers)) {
    if (!name.startsWith('x-amz-checksum-') || NOT_ALGORITHMS.has(name.slice('x-amz-checksum-'.length))) continue;
    const algorithm = algorithmOf(name.slice('x-amz-checksum-'.length));
    const value = headers[name] ?? '';
    if (Buffer.from(value, 'base64').length !== LENGTHS[algorithm] && !value.includes('-')) {
      throw invalidRequest(`Value for ${name} header is invalid.`);
    }
    stated.push(algorithm);
  }
  if (stated.length > 1)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  for (const name of (headers['x-amz-trailer'] ?? '').split(',')) {
    const trailer = name.trim().toLowerCase();
    if (!trailer.startsWith('x-amz-checksum-')) continue;
    if (stated.length > 0) {
      throw invalidRequest('Expecting a single x-amz-checksum- header');
    }
    stated.push(algorithmOf(trailer.slice('x-amz-checksum-'.length)));
  }
  const named = headers['x-amz-sdk-checksum-algorithm'];
  if (named !== undefined && stated.length > 0 && algorithmOf(named) !== stated[0]) {
    throw new S3Error('InvalidRequest', 'Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  return stated;
}

/** What is computed of a new object: what the client states, else what S3 takes by itself. */
export const computedChecksums = (stated: readonly ChecksumAlgorithm[]): readonly ChecksumAlgorithm[] =>
  stated.length > 0 ? stated : ['crc64nvme'];

/** `x-amz-checksum-…` and its type. */
export function checksumHeaders(checksums: Checksums, type: ChecksumType = 'FULL_OBJECT'): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(checksums)) {
    headers[`x-amz-checksum-${name}`] = value;
    headers['x-amz-checksum-type'] = type;
  }
  return headers;
}

/** `ChecksumCRC32` … and its type, as members of documents. */
export function checksumElements(checksums: Checksums, type?: ChecksumType): Record<string, string> {
  const elements: Record<string, string> = {};
  for (const [name, value] of Object.entries(checksums)) elements[`Checksum${name.toUpperCase()}`] = value;
  if (type !== undefined && Object.keys(elements).length > 0) elements.ChecksumType = type;
  return elements;
}
