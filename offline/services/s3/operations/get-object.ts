import type { OfflineResponse } from '../../../kernel/http.ts';
import type { Bucket } from '../bucket.ts';
import { checkReadCondition, type Range, rangeOf } from '../conditions.ts';
import { checkCustomerKey, encryptionHeaders } from '../encryption.ts';
import {
  accessDenied,
  invalidArgument,
  invalidRequest,
  methodNotAllowed,
  noSuchKey,
  noSuchVersion,
  S3Error,
} from '../errors.ts';
import { expirationHeader } from '../lifecycle.ts';
import { lockHeaders } from '../object-lock.ts';
import { piecesOf, type StoredObject } from '../objects.ts';
import { allow, bucketArn, isAllowed, objectArn, type S3Request } from '../request.ts';
import { checksumHeaders } from '../stated-checksums.ts';
import { versionHeader } from './put-object.ts';

const ARCHIVED = new Set(['GLACIER', 'DEEP_ARCHIVE']);
const OVERRIDES = new Set(
  ['content-type', 'content-language', 'expires', 'cache-control', 'content-disposition', 'content-encoding'].map(
    (name) => `response-${name}`,
  ),
);

/** The version a request names. @throws S3Error InvalidArgument */
export function versionOf({ request }: S3Request): string | undefined {
  const version = request.query.get('versionId');
  if (version === '') throw invalidArgument('Version id cannot be the empty string', 'versionId', '');
  return version ?? undefined;
}

/**
 * The object a request means, once the caller may `action` it (`…Version` where a version is named).
 * @throws S3Error NoSuchKey; AccessDenied for those who may not list, as S3 hides what is not there; MethodNotAllowed
 * for a delete marker.
 */
export function wanted(
  input: S3Request,
  [action, versionAction]: readonly [string, string] = ['GetObject', 'GetObjectVersion'],
): { bucket: Bucket; object: StoredObject } {
  const { state, request, bucket: name, key } = input;
  const bucket = state.bucket(name);
  const version = versionOf(input);
  const object = state.objects.find(name, key, version);
  const context = object && tagContext(object);
  allow(input, version === undefined ? action : versionAction, objectArn(name, key), {
    ...(context && { context }),
    object,
  });
  if (object && !object.marker) return { bucket, object };
  if (!isAllowed(input, 'ListBucket', bucketArn(name), { context: { 's3:prefix': key } })) throw accessDenied();
  if (!object) throw version === undefined ? noSuchKey(key) : noSuchVersion(key, version);
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': object.version };
  if (version === undefined) throw noSuchKey(key, headers);
  const shown = { ...headers, allow: 'DELETE', 'last-modified': new Date(object.modified).toUTCString() };
  throw methodNotAllowed(request.method, 'DeleteMarker', shown);
}

/** Condition keys that policies may ask of an existing object. */
const tagContext = ({ tags }: StoredObject) =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]));

function describe(input: S3Request, bucket: Bucket, object: StoredObject): Record<string, string> {
  const { request, caller } = input;
  const { extras, tags, storageClass } = object;
  const described: Record<string, string> = {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    etag: object.etag,
    'last-modified': new Date(object.modified).toUTCString(),
    'accept-ranges': 'bytes',
    ...versionHeader(bucket, object),
    ...encryptionHeaders(extras.encryption),
    ...lockHeaders(extras),
    ...expirationHeader(bucket, object),
    ...(storageClass !== 'STANDARD' && { 'x-amz-storage-class': storageClass }),
    ...(extras.redirect !== undefined && { 'x-amz-website-redirect-location': extras.redirect }),
    ...(Object.keys(tags).length > 0 && { 'x-amz-tagging-count': String(Object.keys(tags).length) }),
    ...(extras.restoredUntil !== undefined && {
      'x-amz-restore': `ongoing-request="false", expiry-date="${new Date(extras.restoredUntil).toUTCString()}"`,
    }),
  };
  for (const [name, value] of Object.entries(object.metadata)) described[`x-amz-meta-${name}`] = value;
  for (const [name, value] of request.query) {
    if (!OVERRIDES.has(name.toLowerCase())) continue;
    if (caller.principal.kind === 'anonymous') {
      throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
    }
    described[name.slice('response-'.length).toLowerCase()] = value;
  }
  return described;
}

/** Headers, status and the range of bytes that a GET or HEAD answers with. */
function answer(input: S3Request): {
  bucket: Bucket;
  object: StoredObject;
  range: Range | undefined;
  status: number;
  headers: Record<string, string>;
} {
  const { bucket, object } = wanted(input);
  const { headers: asked } = input.request;
  if (asked['x-amz-server-side-encryption'] !== undefined) {
    throw invalidArgument('x-amz-server-side-encryption header is not supported for this operation.');
  }
  checkCustomerKey(asked, object.extras.encryption);
  const headers = describe(input, bucket, object);
  checkReadCondition(input.request, object, headers);
  const part = partRange(input, object);
  const range = part ?? rangeOf(asked.range, object.size);
  const length = range ? range.end - range.start + 1 : object.size;
  headers['content-length'] = String(length);
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${object.size}`;
  if (part && object.parts.length > 0) headers['x-amz-mp-parts-count'] = String(object.parts.length);
  if (asked['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED' && (!range || length === object.size)) {
    Object.assign(headers, checksumHeaders(object.checksums, object.extras.checksumType));
  }
  return { bucket, object, range, status: range ? 206 : 200, headers };
}

/** The bytes of the part that `partNumber` names. @throws S3Error InvalidPartNumber */
function partRange({ request }: S3Request, { parts, size }: StoredObject): Range | undefined {
  const text = request.query.get('partNumber');
  if (text === null) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
  }
  if (request.headers.range !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const sizes = parts.length > 0 ? parts.map((part) => part.size) : [size];
  const own = sizes[number - 1];
  if (own === undefined) {
    throw new S3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      status: 416,
      details: { PartNumberRequested: text, ActualPartCount: sizes.length },
    });
  }
  const start = sizes.slice(0, number - 1).reduce((sum, one) => sum + one, 0);
  return own === 0 ? undefined : { start, end: start + own - 1 };
}

export function getObject(input: S3Request): OfflineResponse {
  const { object, range, status, headers } = answer(input);
  const { storageClass, extras } = object;
  if (ARCHIVED.has(storageClass) && (extras.restoredUntil ?? 0) < input.state.context.clock.now()) {
    throw new S3Error('InvalidObjectState', "The operation is not valid for the object's storage class", {
      status: 403,
      details: { StorageClass: storageClass },
    });
  }
  const isEmpty = object.size === 0;
  return { status, headers, ...(!isEmpty && { body: input.state.blobs.openAll(piecesOf(object), range) }) };
}

export function headObject(input: S3Request): OfflineResponse {
  const { status, headers } = answer(input);
  return { status, headers };
}
