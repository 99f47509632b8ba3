import type { OfflineResponse } from '../../../kernel/http.ts';
import { randomLetters } from '../../../kernel/ids.ts';
import { type ChecksumType, mayBeWhole } from '../checksum.ts';
import { checkCopyCondition, rangeOf } from '../conditions.ts';
import { checkKey, draftOf } from '../draft.ts';
import { checkCopySourceKey, checkCustomerKey, encryptionHeaders } from '../encryption.ts';
import { invalidArgument, invalidRequest, S3Error } from '../errors.ts';
import { abortHeaders } from '../lifecycle.ts';
import { piecesOf } from '../objects.ts';
import { allow, objectArn, type S3Request } from '../request.ts';
import { algorithmOf, checksumElements, checksumHeaders, statedChecksums } from '../stated-checksums.ts';
import { abortUpload, savePart, startUpload, type Upload, type UploadChecksum, uploadOf } from '../uploads.ts';
import { xmlResponse } from '../xml.ts';
import { sourceOf } from './copy-object.ts';
import { receive, stored } from './put-object.ts';

export function createMultipartUpload(input: S3Request): OfflineResponse {
  const { state, request, bucket: name, key } = input;
  const bucket = state.bucket(name);
  allow(input, 'PutObject', objectArn(name, key));
  checkKey(key);
  const draft = draftOf(request.headers, bucket, state.context.clock.now());
  const checksum = checksumOf(request.headers);
  const id = randomLetters(64);
  const started = startUpload(state, { id, bucket: name, key, draft: { ...draft, checksum } });
  const { headers, ...document } = xmlResponse('InitiateMultipartUploadResult', {
    Bucket: name,
    Key: key,
    UploadId: id,
  });
  return {
    ...document,
    headers: {
      ...headers,
      ...encryptionHeaders(draft.extras.encryption),
      ...abortHeaders(bucket, key, started),
      ...(checksum.isStated && {
        'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(),
        'x-amz-checksum-type': checksum.type,
      }),
    },
  };
}

/** @throws S3Error InvalidRequest */
function checksumOf(headers: Readonly<Record<string, string>>): UploadChecksum {
  const [name, type] = [headers['x-amz-checksum-algorithm'], headers['x-amz-checksum-type']];
  if (type !== undefined && type !== 'FULL_OBJECT' && type !== 'COMPOSITE') {
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  if (name === undefined) {
    if (type !== undefined)
      throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
    return { algorithm: 'crc64nvme', type: 'FULL_OBJECT', isStated: false };
  }
  const algorithm = algorithmOf(name);
  const byDefault: ChecksumType = algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
  if (type === 'FULL_OBJECT' ? !mayBeWhole(algorithm) : type === 'COMPOSITE' && algorithm === 'crc64nvme') {
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${name.toLowerCase()} checksum algorithm.`);
  }
  return { algorithm, type: type ?? byDefault, isStated: true };
}

function requestedUpload({ state, request, bucket, key }: S3Request): Upload {
  state.bucket(bucket);
  return uploadOf(state, request.query.get('uploadId') ?? '', bucket, key);
}

function partNumber({ request }: S3Request): number {
  const text = request.query.get('partNumber') ?? '';
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
  }
  return number;
}

export async function uploadPart(input: S3Request): Promise<OfflineResponse> {
  const { state, request, bucket, key } = input;
  allow(input, 'PutObject', objectArn(bucket, key));
  const number = partNumber(input);
  const upload = requestedUpload(input);
  const { extras, checksum } = upload.draft;
  checkCustomerKey(request.headers, extras.encryption);
  const stated = statedChecksums(request);
  const [other] = stated.filter((algorithm) => algorithm !== checksum.algorithm);
  // SDKs state a CRC32 by themselves, which is checked; but an upload that named its algorithm takes no other.
  if (other !== undefined && checksum.isStated) {
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm}, actual checksum Type: ${other}`,
    );
  }
  const content = await receive(input, [...new Set([checksum.algorithm, ...stated])]);
  stored(input, content, () => savePart(state, upload, number, content));
  const shown = other === undefined ? content.checksums : { [other]: content.checksums[other] };
  return {
    status: 200,
    headers: {
      etag: `"${content.md5}"`,
      ...withoutType(checksumHeaders(shown)),
      ...encryptionHeaders(extras.encryption),
    },
  };
}

const withoutType = ({ 'x-amz-checksum-type': _, ...headers }: Record<string, string>) => headers;

export async function uploadPartCopy(input: S3Request): Promise<OfflineResponse> {
  const { state, request, bucket, key } = input;
  const { headers } = request;
  const source = sourceOf(input);
  allow(input, 'PutObject', objectArn(bucket, key));
  const number = partNumber(input);
  const upload = requestedUpload(input);
  checkCopyCondition(headers, source);
  checkCopySourceKey(headers, source);
  checkCustomerKey(headers, upload.draft.extras.encryption);
  const range = copiedRange(headers['x-amz-copy-source-range'], source.size);
  const bytes = state.blobs.openAll(piecesOf(source), range);
  const chunks = Buffer.isBuffer(bytes) ? [bytes] : (bytes as AsyncIterable<Buffer>);
  const content = await state.blobs.write(chunks, { checksums: [upload.draft.checksum.algorithm] });
  const modified = stored(input, content, () => savePart(state, upload, number, content));
  const answer = xmlResponse('CopyPartResult', {
    ETag: `"${content.md5}"`,
    LastModified: new Date(modified).toISOString(),
    ...(upload.draft.checksum.isStated && checksumElements(content.checksums)),
  });
  const version = state.bucket(source.bucket).settings.versioning === 'Off' ? undefined : source.version;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...encryptionHeaders(upload.draft.extras.encryption),
      ...(version !== undefined && { 'x-amz-copy-source-version-id': version }),
    },
  };
}

/** Unlike a read's, this range must be there whole. @throws S3Error InvalidArgument */
function copiedRange(header: string | undefined, size: number) {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  if (!match) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  if (Number(match[2]) >= size || Number(match[1]) > Number(match[2])) {
    throw new S3Error('InvalidArgument', `Range specified is not valid for source object of size: ${size}`, {
      details: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
    });
  }
  return rangeOf(header, size);
}

export function abortMultipartUpload(input: S3Request): OfflineResponse {
  const { state, bucket, key } = input;
  allow(input, 'AbortMultipartUpload', objectArn(bucket, key));
  abortUpload(state, requestedUpload(input).id);
  return { status: 204 };
}
