import { createHash } from 'node:crypto';
import type { OfflineResponse } from '../../../kernel/http.ts';
import type { Checksums } from '../blobs.ts';
import { checksumOfParts } from '../checksum.ts';
import { checkWriteCondition } from '../conditions.ts';
import { encryptionHeaders } from '../encryption.ts';
import { invalidRequest, malformedXml, S3Error } from '../errors.ts';
import { expirationHeader } from '../lifecycle.ts';
import type { StoredObject } from '../objects.ts';
import { allow, changeOf, documentOf, objectArn, type S3Request } from '../request.ts';
import { checksumElements, statedChecksums } from '../stated-checksums.ts';
import { forgetUpload, type Part, partsOf, type Upload, uploadOf } from '../uploads.ts';
import { XML_HEADERS, type XmlNode, xmlResponse } from '../xml.ts';
import { newVersionHeader } from './put-object.ts';

const SMALLEST_PART = 5 * 1024 * 1024;

export async function completeMultipartUpload(input: S3Request): Promise<OfflineResponse> {
  const { state, bucket: name, key, request } = input;
  const bucket = state.bucket(name);
  allow(input, 'PutObject', objectArn(name, key));
  const id = request.query.get('uploadId') ?? '';
  // A client that did not hear of its success asks again, and is told the same.
  const before = state.store.get(
    'SELECT answer FROM finished_upload WHERE id = ? AND bucket = ? AND key = ?',
    id,
    name,
    key,
  );
  if (before) return { status: 200, headers: { ...XML_HEADERS }, body: String(before.answer) };
  const upload = uploadOf(state, id, name, key);
  const document = await documentOf({ ...input, request: withoutObjectChecksum(request) }, 'CompleteMultipartUpload');
  const parts = chosenParts(document, upload, partsOf(state, id));
  const { checksum, ...draft } = upload.draft;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const checksums = objectChecksum(input, upload, parts);
  checkSize(request.headers['x-amz-mp-object-size'], size);
  const digests = Buffer.concat(parts.map(({ md5 }) => Buffer.from(md5, 'hex')));
  const etag = `"${createHash('md5').update(digests).digest('hex')}-${parts.length}"`;
  const answer = xmlResponse('CompleteMultipartUploadResult', {
    Location: `${state.context.endpoint}/${encodeURIComponent(name)}/${encodeURIComponent(key)}`,
    ...{ Bucket: name, Key: key, ETag: etag },
    ...checksumElements(checksums, checksum.type),
  });
  const chosen = new Set(parts.map(({ blob }) => blob));
  let files: string[] = [];
  const object = state.objects.put(
    {
      ...draft,
      ...{ bucket, key, extras: { ...draft.extras, checksumType: checksum.type } },
      content: {
        ...{ size, etag, checksums },
        parts: parts.map(({ number, blob, size: own, checksums: sums }) => ({
          number,
          blob,
          size: own,
          checksums: sums,
        })),
      },
      change: changeOf(input, 'ObjectCreated:CompleteMultipartUpload'),
    },
    (existing) => {
      checkWriteCondition(request.headers, existing, key);
    },
    () => {
      // Another request may have completed or aborted it meanwhile.
      uploadOf(state, id, name, key);
      const unused = partsOf(state, id).flatMap(({ blob }) => (chosen.has(blob) ? [] : [blob]));
      forgetUpload(state, id);
      files = state.blobs.forget(unused);
      state.store.run('DELETE FROM finished_upload WHERE rowid <= (SELECT MAX(rowid) FROM finished_upload) - 1000');
      state.store.run(
        'INSERT INTO finished_upload (id, bucket, key, answer) VALUES (?, ?, ?, ?)',
        id,
        name,
        key,
        typeof answer.body === 'string' ? answer.body : '',
      );
    },
  );
  state.blobs.removeFiles(files);
  return { ...answer, headers: { ...answer.headers, ...completedHeaders(input, object) } };
}

function completedHeaders({ state, bucket: name }: S3Request, object: StoredObject): Record<string, string> {
  const bucket = state.bucket(name);
  return {
    ...newVersionHeader(bucket, object),
    ...encryptionHeaders(object.extras.encryption),
    ...expirationHeader(bucket, object),
  };
}

/** The checksum headers of this request speak of the object, not of the document. */
function withoutObjectChecksum(request: S3Request['request']): S3Request['request'] {
  const headers = Object.entries(request.headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  return Object.assign(Object.create(request) as S3Request['request'], { headers: Object.fromEntries(headers) });
}

/** The parts that the client names, as it names them. @throws S3Error InvalidPart, InvalidPartOrder, EntityTooSmall */
function chosenParts(document: XmlNode, upload: Upload, uploaded: readonly Part[]): Part[] {
  const stated = document.nodes('Part');
  if (stated.length === 0) throw malformedXml();
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  const { algorithm, type, isStated } = upload.draft.checksum;
  const chosen: Part[] = [];
  let last = 0;
  for (const node of stated) {
    const number = node.number('PartNumber');
    const etag = node.text('ETag')?.trim().replaceAll('"', '');
    if (number === undefined || etag === undefined) throw malformedXml();
    if (number <= last) {
      throw new S3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
        { details: { UploadId: upload.id } },
      );
    }
    last = number;
    const part = byNumber.get(number);
    const checksum = node.text(`Checksum${algorithm.toUpperCase()}`)?.trim();
    if (!part || etag !== part.md5 || (checksum !== undefined && checksum !== part.checksums[algorithm])) {
      throw new S3Error(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { details: { UploadId: upload.id, PartNumber: number, ETag: etag } },
      );
    }
    if (isStated && type === 'COMPOSITE' && checksum === undefined) {
      throw invalidRequest(
        `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    }
    chosen.push(part);
  }
  const small = chosen.slice(0, -1).find(({ size }) => size < SMALLEST_PART);
  if (small) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      details: { ProposedSize: small.size, MinSizeAllowed: SMALLEST_PART, PartNumber: small.number, ETag: small.md5 },
    });
  }
  return chosen;
}

/** @throws S3Error BadDigest when the client expects another */
function objectChecksum({ request }: S3Request, upload: Upload, parts: readonly Part[]): Checksums {
  const { algorithm, type } = upload.draft.checksum;
  const pieces = parts.map(({ size, checksums }) => ({ size, checksum: checksums[algorithm] ?? '' }));
  // Parts of an upload that an earlier release began were not summed.
  if (pieces.some(({ checksum }) => checksum === '')) return {};
  const value = checksumOfParts(algorithm, type, pieces);
  statedChecksums(request);
  const statedType = request.headers['x-amz-checksum-type'];
  if (statedType !== undefined && statedType !== type) {
    throw invalidRequest(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const stated = request.headers[`x-amz-checksum-${algorithm}`];
  if (stated !== undefined && stated.split('-')[0] !== value.split('-')[0]) {
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { [algorithm]: value };
}

function checkSize(stated: string | undefined, size: number): void {
  if (stated === undefined || Number(stated) === size) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${stated} does not match what was computed: ${size}`,
  );
}
