import type { OfflineResponse } from '../../../kernel/http.ts';
import { abortHeaders } from '../lifecycle.ts';
import { allow, bucketArn, encoderOf, numberOf, objectArn, type S3Request } from '../request.ts';
import { checksumElements } from '../stated-checksums.ts';
import { partsOf, toUpload, type Upload, uploadOf } from '../uploads.ts';
import { xmlResponse } from '../xml.ts';
import { fold, upperBound } from './folding.ts';

const time = (milliseconds: number) => new Date(milliseconds).toISOString();

export function listParts(input: S3Request): OfflineResponse {
  const { state, request, bucket: name, key } = input;
  const { query } = request;
  allow(input, 'ListMultipartUploadParts', objectArn(name, key));
  const bucket = state.bucket(name);
  const upload = uploadOf(state, query.get('uploadId') ?? '', name, key);
  const limit = numberOf(query, 'max-parts', 1000, 1000);
  const marker = numberOf(query, 'part-number-marker', 0, 2_147_483_647);
  const rest = partsOf(state, upload.id).filter(({ number }) => number > marker);
  const shown = rest.slice(0, limit);
  const { checksum, storageClass } = upload.draft;
  const answer = xmlResponse('ListPartsResult', {
    ...{ Bucket: name, Key: key, UploadId: upload.id },
    Initiator: { ID: state.owner },
    Owner: { ID: state.owner },
    StorageClass: storageClass,
    PartNumberMarker: marker,
    NextPartNumberMarker: shown.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: rest.length > shown.length,
    ...(checksum.isStated && { ChecksumAlgorithm: checksum.algorithm.toUpperCase(), ChecksumType: checksum.type }),
    Part: shown.map((part) => ({
      PartNumber: part.number,
      LastModified: time(part.modified),
      ETag: `"${part.md5}"`,
      Size: part.size,
      ...(checksum.isStated && checksumElements({ [checksum.algorithm]: part.checksums[checksum.algorithm] })),
    })),
  });
  return { ...answer, headers: { ...answer.headers, ...abortHeaders(bucket, key, upload.started) } };
}

export function listMultipartUploads(input: S3Request): OfflineResponse {
  const { state, bucket: name, request } = input;
  const { query } = request;
  allow(input, 'ListBucketMultipartUploads', bucketArn(name));
  state.bucket(name);
  const encode = encoderOf(query);
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const limit = numberOf(query, 'max-uploads', 1000, 1000);
  const keyMarker = query.get('key-marker') ?? '';
  // Without a key's marker an upload's is ignored; alone a key's stands past all its uploads.
  const uploadMarker = keyMarker === '' ? '' : (query.get('upload-id-marker') ?? '');
  const found = fold({ prefix, delimiter, limit }, { key: keyMarker, within: uploadMarker }, (from, count) =>
    state.store
      .all(
        `SELECT * FROM upload WHERE bucket = ?1 AND key >= ?2 AND key < ?3
           AND (key > ?4 OR (key = ?4 AND ?5 <> '' AND id > ?5)) ORDER BY key, id LIMIT ?6`,
        ...[name, prefix, upperBound(prefix), from.key, from.within, count],
      )
      .map(toUpload)
      .map((upload) => ({ key: upload.key, within: upload.id, item: upload })),
  );
  const entry = ({ id, key, started, draft: { storageClass, checksum } }: Upload) => ({
    ...{ UploadId: id, Key: encode(key), Initiated: time(started), StorageClass: storageClass },
    Owner: { ID: state.owner },
    Initiator: { ID: state.owner },
    ...(checksum.isStated && { ChecksumAlgorithm: checksum.algorithm.toUpperCase(), ChecksumType: checksum.type }),
  });
  return xmlResponse('ListMultipartUploadsResult', {
    Bucket: name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadMarker,
    NextKeyMarker: found.next && encode(found.next.key),
    NextUploadIdMarker: found.next?.within,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    Prefix: encode(prefix),
    MaxUploads: limit,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: found.next !== undefined,
    Upload: found.items.map(entry),
    CommonPrefixes: found.prefixes.map((common) => ({ Prefix: encode(common) })),
  });
}
