import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineResponse } from '../../../kernel/http.ts';
import { payloadOf } from '../body.ts';
import { checkWriteCondition, rangeOf, unmetReadCondition } from '../conditions.ts';
import { accessDenied, invalidArgument, malformedXml, noSuchKey } from '../errors.ts';
import {
  allow,
  bucketArn,
  documentOf,
  objectArn,
  type S3Request,
  statedChecksums,
  storedHeaders,
  tagsOf,
  userMetadata,
} from '../request.ts';
import type { Bucket, StoredObject } from '../state.ts';
import { asList, xmlResponse } from '../xml.ts';

const LONGEST_KEY = 1024;

const versionHeader = (bucket: Bucket, { version }: StoredObject): Record<string, string> =>
  bucket.settings.versioning === 'Off' ? {} : { 'x-amz-version-id': version };

const checksumHeaders = ({ checksums }: StoredObject): Record<string, string> =>
  Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]));

export async function putObject(input: S3Request): Promise<OfflineResponse> {
  const { state, request, signature, bucket: name, key } = input;
  const bucket = state.bucket(name);
  allow(input, 'PutObject', objectArn(name, key));
  if (Buffer.byteLength(key) > LONGEST_KEY) throw new ServiceError('KeyTooLongError', 'Your key is too long');
  const { headers } = request;
  checkWriteCondition(headers, state.find(name, key), key);
  const { chunks, trailers } = payloadOf(request, signature);
  const blob = await state.blobs.write(chunks, {
    ...(/^[0-9a-f]{64}$/.test(signature.payloadHash) && { sha256: signature.payloadHash }),
    ...(headers['content-md5'] && { md5: headers['content-md5'] }),
    checksums: statedChecksums(request),
    stated: (algorithm) => headers[`x-amz-checksum-${algorithm}`] ?? trailers[`x-amz-checksum-${algorithm}`],
  });
  const decoded = headers['x-amz-decoded-content-length'];
  if (decoded !== undefined && Number(decoded) !== blob.size) {
    state.blobs.remove([blob.blob]);
    throw new ServiceError('IncompleteBody', 'The body is not as long as x-amz-decoded-content-length says.');
  }
  try {
    const object = state.put(
      {
        ...{ bucket, key, blob, etag: `"${blob.md5}"`, event: 'ObjectCreated:Put' },
        headers: storedHeaders(headers),
        metadata: userMetadata(headers),
        tags: tagsOf(headers),
      },
      (existing) => {
        checkWriteCondition(headers, existing, key);
      },
    );
    return {
      status: 200,
      headers: { etag: object.etag, ...versionHeader(bucket, object), ...checksumHeaders(object) },
    };
  } catch (error) {
    state.blobs.remove([blob.blob]);
    throw error;
  }
}

/** The object a read means. @throws ServiceError NoSuchKey; AccessDenied for those who may not list, as S3 hides what is not there. */
function wanted(input: S3Request): { bucket: Bucket; object: StoredObject } {
  const { state, request, bucket: name, key } = input;
  const bucket = state.bucket(name);
  const version = request.query.get('versionId') ?? undefined;
  allow(input, version === undefined ? 'GetObject' : 'GetObjectVersion', objectArn(name, key));
  const object = state.find(name, key, version);
  if (object && !object.marker) return { bucket, object };
  const { principal } = input.signature;
  const mayList = state.context.policies.isAllowed({
    principal,
    action: 's3:ListBucket',
    resource: bucketArn(name),
    context: { 's3:prefix': key },
  });
  if (!mayList) throw accessDenied();
  if (version !== undefined && !object) {
    throw new ServiceError('NoSuchVersion', 'The specified version does not exist.', { status: 404 });
  }
  throw noSuchKey(key);
}

function describe(input: S3Request, bucket: Bucket, object: StoredObject): Record<string, string> {
  const { headers, query } = input.request;
  const described: Record<string, string> = {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    etag: object.etag,
    'last-modified': new Date(object.modified).toUTCString(),
    'accept-ranges': 'bytes',
    ...versionHeader(bucket, object),
    ...(headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED' && !headers.range && checksumHeaders(object)),
  };
  for (const [name, value] of Object.entries(object.metadata)) described[`x-amz-meta-${name}`] = value;
  for (const [name, value] of query) {
    // Only signed requests come here, so these overrides are the signer's own.
    if (name.startsWith('response-')) described[name.slice('response-'.length).toLowerCase()] = value;
  }
  return described;
}

export function getObject(input: S3Request): OfflineResponse {
  const { bucket, object } = wanted(input);
  const unchanged = unmetReadCondition(input.request, object);
  if (unchanged) return unchanged;
  const range = rangeOf(input.request.headers.range, object.size);
  const headers = describe(input, bucket, object);
  const length = range ? range.end - range.start + 1 : object.size;
  headers['content-length'] = String(length);
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${object.size}`;
  return {
    status: range ? 206 : 200,
    headers,
    ...(length > 0 && { body: input.state.blobs.stream(object.blob, range) }),
  };
}

export function headObject(input: S3Request): OfflineResponse {
  const { bucket, object } = wanted(input);
  const unchanged = unmetReadCondition(input.request, object);
  if (unchanged) return unchanged;
  const range = rangeOf(input.request.headers.range, object.size);
  const length = range ? range.end - range.start + 1 : object.size;
  return {
    status: range ? 206 : 200,
    headers: { ...describe(input, bucket, object), 'content-length': String(length) },
  };
}

export function deleteObject(input: S3Request): OfflineResponse {
  const { state, request, bucket: name, key } = input;
  const version = request.query.get('versionId') ?? undefined;
  allow(input, version === undefined ? 'DeleteObject' : 'DeleteObjectVersion', objectArn(name, key));
  const deleted = state.delete(state.bucket(name), key, version);
  return {
    status: 204,
    headers: {
      ...(deleted.version !== undefined && { 'x-amz-version-id': deleted.version }),
      ...(deleted.marker && { 'x-amz-delete-marker': 'true' }),
    },
  };
}

const deletions = z
  .array(z.object({ Key: z.string(), VersionId: z.string().optional() }))
  .min(1)
  .max(1000);

export async function deleteObjects(input: S3Request): Promise<OfflineResponse> {
  const { state, bucket: name } = input;
  const bucket = state.bucket(name);
  const { Delete } = (await documentOf(input)) as { Delete?: { Object?: unknown; Quiet?: unknown } };
  const objects = deletions.safeParse(asList(Delete?.Object));
  if (!objects.success) throw malformedXml();
  const Deleted: object[] = [];
  const failures: object[] = [];
  for (const { Key: key, VersionId: version } of objects.data) {
    try {
      allow(input, version === undefined ? 'DeleteObject' : 'DeleteObjectVersion', objectArn(name, key));
      const { version: id, marker } = state.delete(bucket, key, version);
      Deleted.push({ Key: key, VersionId: version, ...(marker && { DeleteMarker: true, DeleteMarkerVersionId: id }) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failures.push({ Key: key, Code: error.code, Message: error.message });
    }
  }
  const isQuiet = Delete?.Quiet === 'true';
  return xmlResponse('DeleteResult', { Deleted: isQuiet ? [] : Deleted, Error: failures });
}

/** Bucket, key and version of `x-amz-copy-source`. */
export function copySource(header: string): { bucket: string; key: string; version?: string } {
  const [path = '', query = ''] = header.replace(/^\//, '').split('?');
  const [bucket = '', ...rest] = path.split('/').map((part) => decodeURIComponent(part));
  if (rest.length === 0) throw invalidArgument('x-amz-copy-source must be BUCKET/KEY');
  const version = new URLSearchParams(query).get('versionId');
  return { bucket, key: rest.join('/'), ...(version !== null && { version }) };
}

export async function copyObject(input: S3Request): Promise<OfflineResponse> {
  const { state, request, bucket: name, key } = input;
  const source = copySource(request.headers['x-amz-copy-source'] ?? '');
  allow(input, source.version === undefined ? 'GetObject' : 'GetObjectVersion', objectArn(source.bucket, source.key));
  allow(input, 'PutObject', objectArn(name, key));
  const [bucket, from] = [state.bucket(name), state.bucket(source.bucket)];
  const object = state.find(from.name, source.key, source.version);
  if (!object || object.marker) throw noSuchKey(source.key);
  const replaces = request.headers['x-amz-metadata-directive']?.toUpperCase() === 'REPLACE';
  const copy = await state.blobs.join([object.blob]);
  const stored = state.put(
    {
      ...{ bucket, key, etag: object.etag, event: 'ObjectCreated:Copy', tags: object.tags },
      blob: { ...copy, checksums: object.checksums },
      headers: replaces ? storedHeaders(request.headers) : object.headers,
      metadata: replaces ? userMetadata(request.headers) : object.metadata,
    },
    () => undefined,
  );
  return {
    ...xmlResponse('CopyObjectResult', {
      ETag: stored.etag,
      LastModified: new Date(stored.modified).toISOString(),
    }),
    headers: { 'content-type': 'application/xml', ...versionHeader(bucket, stored) },
  };
}

export function getObjectTagging(input: S3Request): OfflineResponse {
  const { object } = wanted(input);
  const Tag = Object.entries(object.tags).map(([Key, Value]) => ({ Key, Value }));
  return xmlResponse('Tagging', { TagSet: { Tag } });
}
