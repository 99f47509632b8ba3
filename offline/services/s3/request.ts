import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest } from '../../kernel/http.ts';
import type { Signature } from '../../kernel/sigv4.ts';
import { isChecksumAlgorithm } from './blobs.ts';
import type { ChecksumAlgorithm } from './checksum.ts';
import { accessDenied, invalidArgument, malformedXml } from './errors.ts';
import type { S3State } from './state.ts';
import { parseXml } from './xml.ts';

const LARGEST_DOCUMENT = 2 * 1024 * 1024;
/** Stored with an object and given back with it. */
const STORED_HEADERS = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'] as const;

/** A request that was verified, with bucket and key taken from its path or host. */
export type S3Request = {
  readonly state: S3State;
  readonly request: OfflineRequest;
  readonly signature: Signature;
  readonly bucket: string;
  readonly key: string;
};

/** Bucket and key: path style, or the bucket before `.localhost` in the host. @throws ServiceError InvalidURI */
export function addressOf({ rawPath, headers }: OfflineRequest): { bucket: string; key: string } {
  const virtual = /^(.+)\.localhost(:\d+)?$/.exec(headers.host ?? '')?.[1];
  const path = rawPath.replace(/^\//, '');
  const slash = path.indexOf('/');
  const bucket = virtual ?? (slash === -1 ? path : path.slice(0, slash));
  const key = virtual === undefined ? (slash === -1 ? '' : path.slice(slash + 1)) : path;
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
  } catch (cause) {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.", { cause });
  }
}

/** @throws ServiceError AccessDenied when the caller's role does not grant the action. */
export function allow(
  { state, signature: { principal } }: S3Request,
  action: string,
  resource: string,
  context: Record<string, string> = {},
): void {
  const isAllowed = state.context.policies.isAllowed({ principal, action: `s3:${action}`, resource, context });
  if (!isAllowed) throw accessDenied();
}

export const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`;

export function storedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const stored: Record<string, string> = {};
  for (const name of STORED_HEADERS) if (headers[name]) stored[name] = headers[name];
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  if (encoding.length > 0) stored['content-encoding'] = encoding.join(', ');
  return stored;
}

export function userMetadata(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), value] as const] : [],
  );
  const size = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > 2048) {
    throw new ServiceError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size.');
  }
  return Object.fromEntries(entries);
}

/** Tags of `x-amz-tagging`: a query string. */
export const tagsOf = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(headers['x-amz-tagging'] ?? ''));

/** The checksum algorithms a request speaks of, in headers, trailers to come, or by name. */
export function statedChecksums({ headers }: OfflineRequest): ChecksumAlgorithm[] {
  const names = new Set<string>();
  for (const name of Object.keys(headers)) {
    const [, algorithm] = /^x-amz-checksum-(crc32c?|crc64nvme|sha1|sha256)$/.exec(name) ?? [];
    if (algorithm) names.add(algorithm);
  }
  for (const name of (headers['x-amz-trailer'] ?? '').split(',')) {
    if (name.trim().startsWith('x-amz-checksum-')) names.add(name.trim().slice('x-amz-checksum-'.length));
  }
  return [...names].map((name) => {
    if (isChecksumAlgorithm(name)) return name;
    throw invalidArgument(
      `The offline backend cannot compute the checksum ${name}; use CRC32, CRC32C, SHA1 or SHA256.`,
    );
  });
}

/** The request's XML document. @throws ServiceError MalformedXML */
export async function documentOf({ request, signature }: S3Request): Promise<unknown> {
  const body = await request.body(LARGEST_DOCUMENT);
  const text = signature.payloadHash.startsWith('STREAMING-') ? undefined : body.toString();
  if (text === undefined) throw malformedXml();
  try {
    return parseXml(text);
  } catch (cause) {
    throw Object.assign(malformedXml(), { cause });
  }
}

/** A whole number of the query within bounds. @throws ServiceError InvalidArgument */
export function numberOf(query: URLSearchParams, name: string, fallback: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw invalidArgument(`Argument ${name} must be an integer between 0 and ${most}`);
  return Math.min(value, most);
}
