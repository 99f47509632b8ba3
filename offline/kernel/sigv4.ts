import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { CredentialStore } from './credentials.ts';
import { ServiceError } from './errors.ts';
import type { OfflineRequest } from './http.ts';
import type { Principal } from './principal.ts';

/** What a verified signature tells; S3 needs the key and scope to verify the chunks of a streamed body. */
export type Signature = {
  principal: Principal;
  accessKeyId: string;
  signingName: string;
  region: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  timestamp: string;
  signature: string;
  signingKey: Buffer;
  /** The value the payload was signed with: a hash, `UNSIGNED-PAYLOAD` or `STREAMING-…`. */
  payloadHash: string;
  presigned: boolean;
};

type Parts = {
  accessKeyId: string;
  date: string;
  region: string;
  signingName: string;
  signedHeaders: string[];
  signature: string;
  timestamp: string;
  sessionToken: string | undefined;
  expiresSeconds: number | undefined;
};

type Dependencies = { clock: Clock; credentials: CredentialStore };

const CLOCK_SKEW_MS = 15 * 60 * 1000;
const hex = (data: string | Uint8Array) => hash('sha256', data, 'hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** Whether the request carries a Signature Version 4, in its header or its query. */
export const isSigned = (request: OfflineRequest): boolean =>
  (request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256') || isPresigned(request);

const isPresigned = (request: OfflineRequest) => request.rawQuery !== '' && request.query.has('X-Amz-Signature');

/**
 * Verifies a request's Signature Version 4. `payloadHash` is the hash of the body that was read, or absent for S3, where
 * `x-amz-content-sha256` speaks for a body that is still to be streamed (and checked by S3 itself).
 * @throws ServiceError with AWS's codes: MissingAuthenticationToken, InvalidClientTokenId, ExpiredToken,
 * SignatureDoesNotMatch, RequestExpired, IncompleteSignature.
 */
export function verifySignature(
  { clock, credentials }: Dependencies,
  request: OfflineRequest,
  body: Uint8Array | undefined,
): Signature {
  const presigned = isPresigned(request);
  const parts = presigned ? fromQuery(request) : fromHeader(request);
  const known = credentials.find(parts.accessKeyId, parts.sessionToken);
  if (!known) {
    throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.', {
      status: 403,
    });
  }
  if (known.expiresAt !== undefined && known.expiresAt < clock.now()) {
    throw new ServiceError('ExpiredTokenException', 'The security token included in the request is expired', {
      status: 403,
    });
  }
  checkTime(parts, clock);

  const payloadHash = body
    ? hex(body)
    : presigned
      ? (request.headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD')
      : (request.headers['x-amz-content-sha256'] ?? hex(''));
  const scope = `${parts.date}/${parts.region}/${parts.signingName}/aws4_request`;
  const canonical = canonicalRequest(request, parts, payloadHash, presigned);
  const stringToSign = `AWS4-HMAC-SHA256\n${parts.timestamp}\n${scope}\n${hex(canonical)}`;
  const { bytes: signingKey, key } = deriveKey(known.secretAccessKey, parts);
  const expected = createHmac('sha256', key).update(stringToSign).digest('hex');
  if (!isSame(expected, parts.signature)) {
    throw new ServiceError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      { status: 403 },
    );
  }
  const { accessKeyId, signingName, region, timestamp, signature } = parts;
  return {
    principal: known.principal,
    accessKeyId,
    signingName,
    region,
    timestamp,
    signature,
    signingKey,
    payloadHash,
    presigned,
  };
}

function fromHeader({ headers }: OfflineRequest): Parts {
  const match = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(headers.authorization ?? '');
  if (!match?.[1]) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', { status: 403 });
  }
  const fields = readFields(match[1]);
  const timestamp = headers['x-amz-date'] ?? toAmzDate(headers.date);
  return parts({
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    timestamp,
    sessionToken: headers['x-amz-security-token'],
    expiresSeconds: undefined,
  });
}

/** `Credential=…, SignedHeaders=…, Signature=…`, in any order. */
function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const field of text.split(',')) {
    const sign = field.indexOf('=');
    if (sign === -1) fields.set(field.trim(), '');
    else fields.set(field.slice(0, sign).trim(), field.slice(sign + 1).trim());
  }
  return fields;
}

function fromQuery({ query }: OfflineRequest): Parts {
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') throw incomplete('X-Amz-Algorithm');
  const expires = Number(query.get('X-Amz-Expires') ?? 'NaN');
  if (!Number.isInteger(expires) || expires < 0 || expires > 604_800) {
    throw new ServiceError(
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return parts({
    credential: query.get('X-Amz-Credential') ?? undefined,
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? undefined,
    signature: query.get('X-Amz-Signature') ?? undefined,
    timestamp: query.get('X-Amz-Date') ?? undefined,
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds: expires,
  });
}

function parts(input: {
  credential: string | undefined;
  signedHeaders: string | undefined;
  signature: string | undefined;
  timestamp: string | undefined;
  sessionToken: string | undefined;
  expiresSeconds: number | undefined;
}): Parts {
  const [accessKeyId, date, region, signingName, terminator] = input.credential?.split('/') ?? [];
  if (!accessKeyId || !date || !region || !signingName || terminator !== 'aws4_request') throw incomplete('Credential');
  if (!input.signedHeaders) throw incomplete('SignedHeaders');
  if (!input.signature) throw incomplete('Signature');
  if (!input.timestamp || !/^\d{8}T\d{6}Z$/.test(input.timestamp)) throw incomplete('X-Amz-Date');
  return {
    accessKeyId,
    date,
    region,
    signingName,
    signedHeaders: input.signedHeaders.split(';'),
    signature: input.signature,
    timestamp: input.timestamp,
    sessionToken: input.sessionToken,
    expiresSeconds: input.expiresSeconds,
  };
}

const incomplete = (what: string) =>
  new ServiceError('IncompleteSignatureException', `Authorization header requires '${what}' parameter.`, {
    status: 403,
  });

function checkTime({ timestamp, expiresSeconds }: Parts, clock: Clock): void {
  const now = clock.now();
  const digits = (from: number, to: number) => Number(timestamp.slice(from, to));
  const signedAt = Date.UTC(
    digits(0, 4),
    digits(4, 6) - 1,
    digits(6, 8),
    digits(9, 11),
    digits(11, 13),
    digits(13, 15),
  );
  if (expiresSeconds !== undefined) {
    if (now > signedAt + expiresSeconds * 1000) {
      throw new ServiceError('AccessDenied', 'Request has expired', { status: 403 });
    }
    return;
  }
  // A moved clock moves the backend alone: programs and functions go on signing with the machine's time.
  const skew = Math.min(Math.abs(now - signedAt), Math.abs(now - clock.offsetMs - signedAt));
  if (skew > CLOCK_SKEW_MS) {
    throw new ServiceError('RequestExpired', 'The request signature has expired: the client clock differs too much.', {
      status: 403,
    });
  }
}

function canonicalRequest(request: OfflineRequest, parts: Parts, payloadHash: string, presigned: boolean): string {
  // S3 signs the path as sent; every other service signs it encoded once more.
  const path =
    parts.signingName === 's3' || request.rawPath === '/'
      ? request.rawPath
      : request.rawPath.split('/').map(encodeRfc3986).join('/');
  const query = request.rawQuery === '' ? '' : canonicalQuery(request.rawQuery, presigned);
  const headers = parts.signedHeaders
    // Clients of HTTP/2 sign the pseudo-header, which requests here carry as `host`.
    .map((name) => `${name}:${asSigned(request.headers[name === ':authority' ? 'host' : name] ?? '')}\n`)
    .join('');
  return [request.method, path || '/', query, headers, parts.signedHeaders.join(';'), payloadHash].join('\n');
}

function canonicalQuery(rawQuery: string, presigned: boolean): string {
  return rawQuery
    .split('&')
    .filter((pair) => pair !== '' && !(presigned && pair.startsWith('X-Amz-Signature=')))
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return `${encodeRfc3986(decode(name))}=${encodeRfc3986(decode(value))}`;
    })
    .sort()
    .join('&');
}

/** A header's value as its sender hashed it: HTTP hands its bytes on as Latin-1, and they were UTF-8. */
function asSigned(value: string): string {
  const text = /[\u0080-\u00ff]/.test(value) ? Buffer.from(value, 'latin1').toString() : value;
  const trimmed = text.trim();
  return trimmed.includes('  ') ? trimmed.replace(/ +/g, ' ') : trimmed;
}

type SigningKey = { readonly bytes: Buffer; readonly key: KeyObject };
const keys = new Map<string, SigningKey>();

/** Follows from its parts alone, so it is derived once. As a key object it is not imported anew for each request. */
function deriveKey(secret: string, { date, region, signingName }: Parts): SigningKey {
  const id = `${secret}/${date}/${region}/${signingName}`;
  let known = keys.get(id);
  if (!known) {
    const bytes = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), signingName), 'aws4_request');
    known = { bytes, key: createSecretKey(bytes) };
    if (keys.size > 500) keys.clear();
    keys.set(id, known);
  }
  return known;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}

const encodeRfc3986 = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

function toAmzDate(date: string | undefined): string | undefined {
  const time = date ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** The service that a signed request names in its credential scope (`s3`, `lambda`, `monitoring`), unverified. */
export const signingNameOf = ({ headers, query }: OfflineRequest): string | undefined =>
  /Credential=[^,\s]*\/([a-z0-9-]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1] ??
  (query.has('X-Amz-Credential') ? query.get('X-Amz-Credential')?.split('/').at(-2) : undefined);
