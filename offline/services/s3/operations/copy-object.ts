import type { OfflineResponse } from '../../../kernel/http.ts';
import type { StoredBlob } from '../blobs.ts';
import type { Bucket } from '../bucket.ts';
import type { ChecksumAlgorithm } from '../checksum.ts';
import { checkCopyCondition, checkWriteCondition } from '../conditions.ts';
import { checkKey, extrasOf, storageClassOf, storedHeaders, userMetadata } from '../draft.ts';
import { checkCopySourceKey, encryptionHeaders } from '../encryption.ts';
import { invalidArgument, invalidRequest, noSuchKey, noSuchVersion, S3Error } from '../errors.ts';
import { expirationHeader } from '../lifecycle.ts';
import { type Draft, piecesOf, type StoredObject } from '../objects.ts';
import { allow, changeOf, objectArn, type S3Request } from '../request.ts';
import { algorithmOf, checksumElements } from '../stated-checksums.ts';
import { tagsOfHeader } from '../tags.ts';
import { xmlResponse } from '../xml.ts';
import { newVersionHeader, stored } from './put-object.ts';

const LARGEST_COPY = 5 * 1024 ** 3;

/** Bucket, key and version of `x-amz-copy-source`. @throws S3Error InvalidArgument */
function parseSource(header: string): { bucket: string; key: string; version?: string } {
  const wrong = () =>
    invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  const mark = header.lastIndexOf('?versionId=');
  const path = mark === -1 ? header : header.slice(0, mark);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, '');
  } catch {
    throw wrong();
  }
  const slash = decoded.indexOf('/');
  if (slash < 1 || slash === decoded.length - 1) throw wrong();
  const version = mark === -1 ? undefined : header.slice(mark + '?versionId='.length);
  return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1), ...(version !== undefined && { version }) };
}

/** The object that a copy is made of, once the caller may read it. @throws S3Error */
export function sourceOf(input: S3Request): StoredObject {
  const { state, request } = input;
  const { bucket, key, version } = parseSource(request.headers['x-amz-copy-source'] ?? '');
  state.bucket(bucket);
  const object = state.objects.find(bucket, key, version);
  allow(input, version === undefined ? 'GetObject' : 'GetObjectVersion', objectArn(bucket, key), { object });
  if (!object) throw version === undefined ? noSuchKey(key) : noSuchVersion(key, version);
  if (object.marker) {
    if (version === undefined) throw noSuchKey(key);
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  }
  return object;
}

export async function copyObject(input: S3Request): Promise<OfflineResponse> {
  const { state, request, bucket: name, key } = input;
  const { headers } = request;
  const bucket = state.bucket(name);
  const source = sourceOf(input);
  allow(input, 'PutObject', objectArn(name, key));
  checkKey(key);
  checkCopyCondition(headers, source);
  checkCopySourceKey(headers, source);
  if (source.size > LARGEST_COPY) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_COPY}`,
    );
  }
  const draft = draftOfCopy(input, bucket, source);
  checkWriteCondition(headers, state.objects.find(name, key), key);
  const content = await copyContent(input, source);
  const object = stored(input, content, () =>
    state.objects.put({ bucket, key, content, change: changeOf(input, 'ObjectCreated:Copy'), ...draft }, (existing) => {
      checkWriteCondition(headers, existing, key);
    }),
  );
  const answer = xmlResponse('CopyObjectResult', {
    LastModified: new Date(object.modified).toISOString(),
    ETag: object.etag,
    ...checksumElements(object.checksums, 'FULL_OBJECT'),
  });
  const isVersioned = state.bucket(source.bucket).settings.versioning !== 'Off';
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...newVersionHeader(bucket, object),
      ...(isVersioned && { 'x-amz-copy-source-version-id': source.version }),
      ...encryptionHeaders(object.extras.encryption),
      ...expirationHeader(bucket, object),
    },
  };
}

function directive(headers: Readonly<Record<string, string>>, name: string): 'COPY' | 'REPLACE' {
  const value = headers[name];
  if (value === undefined || value === 'COPY') return 'COPY';
  if (value === 'REPLACE') return 'REPLACE';
  throw invalidArgument(`Unknown ${name.includes('tagging') ? 'tagging' : 'metadata'} directive.`, name, value);
}

function draftOfCopy({ state, request, bucket: name, key }: S3Request, bucket: Bucket, source: StoredObject): Draft {
  const { headers } = request;
  const replaces = directive(headers, 'x-amz-metadata-directive') === 'REPLACE';
  const retags = directive(headers, 'x-amz-tagging-directive') === 'REPLACE';
  const changesNothing =
    !replaces &&
    ![
      'x-amz-storage-class',
      'x-amz-website-redirect-location',
      'x-amz-server-side-encryption',
      'x-amz-server-side-encryption-customer-algorithm',
    ].some((header) => headers[header] !== undefined);
  if (changesNothing && source.bucket === name && source.key === key && source.latest) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  return {
    headers: replaces ? storedHeaders(headers) : source.headers,
    metadata: replaces ? userMetadata(headers) : source.metadata,
    tags: retags ? tagsOfHeader(headers['x-amz-tagging']) : source.tags,
    storageClass: storageClassOf(headers),
    extras: extrasOf(headers, bucket, state.context.clock.now()),
  };
}

/** The source's contents under a name of their own; read only where its checksum is not known yet. */
async function copyContent({ state, request }: S3Request, source: StoredObject): Promise<StoredBlob> {
  if (
    ['GLACIER', 'DEEP_ARCHIVE'].includes(source.storageClass) &&
    (source.extras.restoredUntil ?? 0) < state.context.clock.now()
  ) {
    throw new S3Error(
      'ObjectNotInActiveTierError',
      'The source object of the COPY operation is not in the active tier and is only stored in Amazon S3 Glacier.',
      { status: 403 },
    );
  }
  const asked = request.headers['x-amz-checksum-algorithm'];
  const [kept] = Object.keys(source.checksums);
  const algorithm: ChecksumAlgorithm = algorithmOf(asked ?? kept ?? 'crc64nvme');
  const known = source.checksums[algorithm];
  if (source.parts.length === 0 && known !== undefined) {
    const md5 = source.etag.replaceAll('"', '');
    return state.blobs.duplicate({ blob: source.blob, size: source.size, md5, checksums: { [algorithm]: known } });
  }
  const bytes = state.blobs.openAll(piecesOf(source));
  return state.blobs.write(Buffer.isBuffer(bytes) ? [bytes] : (bytes as AsyncIterable<Buffer>), {
    checksums: [algorithm],
  });
}
