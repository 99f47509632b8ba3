import { createHash } from 'node:crypto';
import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineResponse } from '../../../kernel/http.ts';
import { uuid } from '../../../kernel/ids.ts';
import { payloadOf } from '../body.ts';
import { checkWriteCondition, rangeOf } from '../conditions.ts';
import { invalidArgument, malformedXml, noSuchKey, noSuchUpload } from '../errors.ts';
import {
  allow,
  bucketArn,
  documentOf,
  objectArn,
  type S3Request,
  statedChecksums,
  storedHeaders,
  userMetadata,
} from '../request.ts';
import { asList, xmlResponse } from '../xml.ts';
import { copySource } from './objects.ts';

const SMALLEST_PART = 5 * 1024 * 1024;

type Upload = { id: string; headers: Record<string, string>; metadata: Record<string, string> };
type Part = { number: number; blob: string; size: number; md5: string; modified: number };

function uploadOf({ state, request, bucket, key }: S3Request): Upload {
  const id = request.query.get('uploadId') ?? '';
  const row = state.store.get('SELECT * FROM upload WHERE id = ? AND bucket = ? AND key = ?', id, bucket, key);
  if (!row) throw noSuchUpload();
  return {
    id,
    headers: JSON.parse(String(row.headers)) as Record<string, string>,
    metadata: JSON.parse(String(row.metadata)) as Record<string, string>,
  };
}

const partsOf = ({ state }: S3Request, upload: string): Part[] =>
  state.store.all('SELECT * FROM part WHERE upload = ? ORDER BY number', upload).map((row) => ({
    number: Number(row.number),
    blob: String(row.blob),
    size: Number(row.size),
    md5: String(row.md5),
    modified: Number(row.modified),
  }));

export function createMultipartUpload(input: S3Request): OfflineResponse {
  const { state, request, bucket, key } = input;
  state.bucket(bucket);
  allow(input, 'PutObject', objectArn(bucket, key));
  const id = uuid().replaceAll('-', '');
  state.store.run(
    'INSERT INTO upload (id, bucket, key, headers, metadata, started) VALUES (?, ?, ?, ?, ?, ?)',
    ...[id, bucket, key, JSON.stringify(storedHeaders(request.headers)), JSON.stringify(userMetadata(request.headers))],
    state.context.clock.now(),
  );
  return xmlResponse('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id });
}

function savePart(input: S3Request, upload: string, number: number, blob: { blob: string; size: number; md5: string }) {
  const { state } = input;
  const replaced = state.store.get('SELECT blob FROM part WHERE upload = ? AND number = ?', upload, number)?.blob;
  state.store.run(
    'INSERT OR REPLACE INTO part (upload, number, blob, size, md5, modified) VALUES (?, ?, ?, ?, ?, ?)',
    ...[upload, number, blob.blob, blob.size, blob.md5, state.context.clock.now()],
  );
  if (typeof replaced === 'string') state.blobs.remove([replaced]);
}

function partNumber({ request }: S3Request): number {
  const number = Number(request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive');
  }
  return number;
}

export async function uploadPart(input: S3Request): Promise<OfflineResponse> {
  const { state, request, signature, bucket, key } = input;
  allow(input, 'PutObject', objectArn(bucket, key));
  const { id } = uploadOf(input);
  const number = partNumber(input);
  const { chunks, trailers } = payloadOf(request, signature);
  const { headers } = request;
  const blob = await state.blobs.write(chunks, {
    ...(/^[0-9a-f]{64}$/.test(signature.payloadHash) && { sha256: signature.payloadHash }),
    ...(headers['content-md5'] && { md5: headers['content-md5'] }),
    checksums: statedChecksums(request),
    stated: (algorithm) => headers[`x-amz-checksum-${algorithm}`] ?? trailers[`x-amz-checksum-${algorithm}`],
  });
  savePart(input, id, number, blob);
  const checksums = Object.entries(blob.checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value] as const);
  return { status: 200, headers: { etag: `"${blob.md5}"`, ...Object.fromEntries(checksums) } };
}

export async function uploadPartCopy(input: S3Request): Promise<OfflineResponse> {
  const { state, request, bucket, key } = input;
  const source = copySource(request.headers['x-amz-copy-source'] ?? '');
  allow(input, 'GetObject', objectArn(source.bucket, source.key));
  allow(input, 'PutObject', objectArn(bucket, key));
  const { id } = uploadOf(input);
  const object = state.find(source.bucket, source.key, source.version);
  if (!object || object.marker) throw noSuchKey(source.key);
  const range = rangeOf(request.headers['x-amz-copy-source-range'], object.size);
  const blob = await state.blobs.write(state.blobs.stream(object.blob, range) as AsyncIterable<Buffer>, {
    checksums: [],
    stated: () => undefined,
  });
  savePart(input, id, partNumber(input), blob);
  return xmlResponse('CopyPartResult', {
    ETag: `"${blob.md5}"`,
    LastModified: new Date(state.context.clock.now()).toISOString(),
  });
}

type StatedPart = { PartNumber?: unknown; ETag?: unknown };

export async function completeMultipartUpload(input: S3Request): Promise<OfflineResponse> {
  const { state, bucket: name, key, request } = input;
  allow(input, 'PutObject', objectArn(name, key));
  const bucket = state.bucket(name);
  const upload = uploadOf(input);
  const document = (await documentOf(input)) as { CompleteMultipartUpload?: { Part?: unknown } };
  const stated = asList(document.CompleteMultipartUpload?.Part) as StatedPart[];
  if (stated.length === 0) throw malformedXml();
  const stored = new Map(partsOf(input, upload.id).map((part) => [part.number, part]));
  const chosen: Part[] = [];
  for (const { PartNumber, ETag } of stated) {
    const part = stored.get(Number(PartNumber));
    if (!part || String(ETag).replaceAll('"', '') !== part.md5) {
      throw new ServiceError('InvalidPart', 'One or more of the specified parts could not be found.');
    }
    if ((chosen.at(-1)?.number ?? 0) >= part.number) {
      throw new ServiceError('InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    chosen.push(part);
  }
  if (chosen.slice(0, -1).some(({ size }) => size < SMALLEST_PART)) {
    throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  const blob = await state.blobs.join(chosen.map((part) => part.blob));
  const digests = Buffer.concat(chosen.map(({ md5 }) => Buffer.from(md5, 'hex')));
  const etag = `"${createHash('md5').update(digests).digest('hex')}-${chosen.length}"`;
  const object = state.store.transaction(() => {
    const put = state.put(
      {
        bucket,
        key,
        blob,
        etag,
        headers: upload.headers,
        metadata: upload.metadata,
        event: 'ObjectCreated:CompleteMultipartUpload',
      },
      (existing) => {
        checkWriteCondition(request.headers, existing, key);
      },
    );
    forget(input, upload.id);
    return put;
  });
  state.blobs.remove([...stored.values()].map((part) => part.blob));
  return {
    ...xmlResponse('CompleteMultipartUploadResult', {
      Location: `${state.context.endpoint}/${name}/${key}`,
      ...{ Bucket: name, Key: key, ETag: etag },
    }),
    headers: {
      'content-type': 'application/xml',
      ...(bucket.settings.versioning !== 'Off' && { 'x-amz-version-id': object.version }),
    },
  };
}

function forget({ state }: S3Request, upload: string): void {
  state.store.run('DELETE FROM part WHERE upload = ?', upload);
  state.store.run('DELETE FROM upload WHERE id = ?', upload);
}

export function abortMultipartUpload(input: S3Request): OfflineResponse {
  const { state, bucket, key } = input;
  allow(input, 'AbortMultipartUpload', objectArn(bucket, key));
  const { id } = uploadOf(input);
  const blobs = partsOf(input, id).map(({ blob }) => blob);
  state.store.transaction(() => {
    forget(input, id);
  });
  state.blobs.remove(blobs);
  return { status: 204 };
}

export function listParts(input: S3Request): OfflineResponse {
  allow(input, 'ListMultipartUploadParts', objectArn(input.bucket, input.key));
  const { id } = uploadOf(input);
  const Part = partsOf(input, id).map(({ number, size, md5, modified }) => ({
    ...{ PartNumber: number, ETag: `"${md5}"`, Size: size },
    LastModified: new Date(modified).toISOString(),
  }));
  return xmlResponse('ListPartsResult', {
    ...{ Bucket: input.bucket, Key: input.key, UploadId: id, IsTruncated: false, Part },
  });
}

export function listMultipartUploads(input: S3Request): OfflineResponse {
  allow(input, 'ListBucketMultipartUploads', bucketArn(input.bucket));
  input.state.bucket(input.bucket);
  const rows = input.state.store.all('SELECT * FROM upload WHERE bucket = ? ORDER BY key, started', input.bucket);
  const Upload = rows.map(({ id, key, started }) => ({
    ...{ Key: key, UploadId: id },
    Initiated: new Date(Number(started)).toISOString(),
  }));
  return xmlResponse('ListMultipartUploadsResult', { Bucket: input.bucket, IsTruncated: false, Upload });
}
