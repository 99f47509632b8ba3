import { createHash } from 'node:crypto';
import type { OfflineRequest } from '../../kernel/http.ts';
import type { AccessRequest } from '../../kernel/iam.ts';
import { principalArn } from '../../kernel/principal.ts';
import type { Caller } from './authenticate.ts';
import { checkMd5 } from './blobs.ts';
import { payloadOf } from './body.ts';
import { createDigest } from './checksum.ts';
import { accessDenied, invalidArgument, invalidRequest, malformedXml, S3Error } from './errors.ts';
import type { Change, StoredObject } from './objects.ts';
import { isPublicPolicy, verdictOf } from './policy.ts';
import type { S3State } from './state.ts';
import { statedChecksums } from './stated-checksums.ts';
import { parseXml, type XmlNode } from './xml.ts';

const LARGEST_DOCUMENT = 8 * 1024 * 1024;

/** A request whose signature was verified, with bucket and key taken from its path or host. */
export type S3Request = {
  readonly state: S3State;
  readonly request: OfflineRequest;
  readonly caller: Caller;
  readonly bucket: string;
  readonly key: string;
  readonly requestId: string;
};

/** Bucket and key: path style, or the bucket before `.localhost` or `.s3.localhost` in the host. @throws S3Error InvalidURI */
export function addressOf({ rawPath, headers }: OfflineRequest): { bucket: string; key: string } {
  const virtual = /^(.+?)(?:\.s3(?:\.[a-z0-9-]+)?)?\.localhost(?::\d+)?$/.exec(headers.host ?? '')?.[1];
  const path = rawPath.startsWith('/') ? rawPath.slice(1) : rawPath;
  const slash = path.indexOf('/');
  const isVirtual = virtual !== undefined && virtual !== 's3';
  const bucket = isVirtual ? virtual : slash === -1 ? path : path.slice(0, slash);
  const key = isVirtual ? path : slash === -1 ? '' : path.slice(slash + 1);
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
  } catch (cause) {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.", { details: { URI: rawPath }, cause });
  }
}

export const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`;

type Asker = Pick<S3Request, 'state' | 'caller'> & Partial<Pick<S3Request, 'request'>>;

/**
 * Whether the caller may: the bucket's policy can deny it, and it or the caller's role must grant it. What is public by
 * policy or ACL is open to callers who signed nothing, unless the public access block closes it.
 */
export function isAllowed(
  { state, caller: { principal }, request: asked }: Asker,
  action: string,
  resource: string,
  { context = {}, object }: { context?: Record<string, string> | undefined; object?: StoredObject | undefined } = {},
): boolean {
  const { policies, account } = state.context;
  // What is http here is https in the cloud.
  const request: AccessRequest & { context: Record<string, string> } = {
    ...{ principal, action: `s3:${action}`, resource },
    // Headers are condition keys, so that a policy can ask for encryption or a tag.
    context: { ...context, 'aws:SecureTransport': 'true', 'aws:PrincipalArn': principalArn(principal, account) },
  };
  for (const [name, value] of Object.entries(asked?.headers ?? {})) {
    if (name.startsWith('x-amz-') && name !== 'x-amz-tagging') request.context[`s3:${name}`] = value;
  }
  for (const [name, value] of new URLSearchParams(asked?.headers['x-amz-tagging'] ?? '')) {
    request.context[`s3:RequestObjectTag/${name}`] = value;
  }
  const settings = state.findBucket(resource.split(':::')[1]?.split('/')[0] ?? '')?.settings;
  const isBlocked = settings?.publicAccessBlock;
  const { policy } = settings ?? {};
  if (policy !== undefined) {
    const verdict = verdictOf(policy, request, account);
    if (verdict === 'denied') return false;
    const isClosed =
      principal.kind === 'anonymous' && isBlocked?.RestrictPublicBuckets === true && isPublicPolicy(policy);
    if (verdict === 'allowed' && !isClosed) return true;
  }
  if (principal.kind !== 'anonymous') return policies.isAllowed(request);
  if (!settings || isBlocked?.IgnorePublicAcls || settings.ownership === 'BucketOwnerEnforced') return false;
  if (action === 'GetObject') return (object?.extras.acl ?? '').startsWith('public-read');
  if (action === 'ListBucket') return settings.acl.startsWith('public-read');
  return action === 'PutObject' && settings.acl === 'public-read-write';
}

/** @throws S3Error AccessDenied, in S3's words to those who signed nothing and in IAM's to others */
export function allow(
  input: Asker,
  action: string,
  resource: string,
  options: { context?: Record<string, string>; object?: StoredObject | undefined } = {},
): void {
  if (isAllowed(input, action, resource, options)) return;
  const { principal } = input.caller;
  if (principal.kind === 'anonymous') throw accessDenied();
  const arn = principalArn(principal, input.state.context.account);
  throw accessDenied(
    `User: ${arn} is not authorized to perform: s3:${action} on resource: "${resource}" because no identity-based policy allows the s3:${action} action`,
  );
}

/** What notifications tell of the request that made a change. */
export const changeOf = ({ state, caller, requestId }: S3Request, event: string): Change => ({
  event,
  requestId,
  requester: caller.principal.kind === 'role' ? `AWS:${caller.principal.sessionName}` : state.context.account,
  sourceIp: '127.0.0.1',
});

/** The whole payload of a small request, its digests checked. @throws S3Error BadDigest */
export async function bodyOf({ request, caller }: S3Request): Promise<Buffer> {
  const { headers } = request;
  let body: Buffer;
  let trailers: Record<string, string> = {};
  if (caller.payloadHash.startsWith('STREAMING-')) {
    const payload = payloadOf(request, caller);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of payload.chunks) {
      size += chunk.length;
      if (size > LARGEST_DOCUMENT) throw new S3Error('MaxMessageLengthExceeded', 'Your request was too big.');
      chunks.push(chunk);
    }
    body = Buffer.concat(chunks);
    trailers = payload.trailers;
  } else {
    body = await request.body(LARGEST_DOCUMENT);
    if (
      /^[0-9a-f]{64}$/.test(caller.payloadHash) &&
      createHash('sha256').update(body).digest('hex') !== caller.payloadHash
    ) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
  }
  if (headers['content-md5'] !== undefined) checkMd5(headers['content-md5'], createHash('md5').update(body).digest());
  for (const algorithm of statedChecksums(request)) {
    const digest = createDigest(algorithm);
    digest.update(body);
    const name = `x-amz-checksum-${algorithm}`;
    const stated = headers[name] ?? trailers[name];
    if (stated !== undefined && stated !== digest.bytes().toString('base64')) {
      throw new S3Error(
        'BadDigest',
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
  }
  return body;
}

/** The root element of the request's XML document. @throws S3Error MalformedXML */
export async function documentOf(input: S3Request, root: string): Promise<XmlNode> {
  const body = await bodyOf(input);
  if (body.length === 0) throw malformedXml();
  return parseXml(body.toString(), root);
}

/** S3 wants a digest with documents that would be dear to get wrong. @throws S3Error InvalidRequest */
export function requireDigest({ request }: S3Request): void {
  const has = request.headers['content-md5'] !== undefined || statedChecksums(request).length > 0;
  if (!has) throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
}

/** A whole number of the query within bounds. @throws S3Error InvalidArgument */
export function numberOf(query: URLSearchParams, name: string, fallback: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!/^-?\d+$/.test(text))
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  if (value < 0 || value > 2_147_483_647) {
    throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, text);
  }
  return Math.min(value, most);
}

/** `url` or nothing. @throws S3Error InvalidArgument */
export function encoderOf(query: URLSearchParams): (key: string) => string {
  const encoding = query.get('encoding-type');
  if (encoding === null || encoding === '') return (key) => key;
  if (encoding !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
  return encodeKey;
}

/** Form encoding that leaves slashes, as S3 writes keys in listings and notifications. */
export const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
