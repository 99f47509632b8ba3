import type { OfflineResponse } from '../../../kernel/http.ts';
import { invalidArgument } from '../errors.ts';
import { allow, bucketArn, encoderOf, numberOf, type S3Request } from '../request.ts';
import { xmlResponse } from '../xml.ts';
import { type Folded, fold, upperBound } from './folding.ts';

type Listed = Record<string, unknown>;

const LISTED = 'key, modified, etag, size, storage_class, checksums, extras';

function page(
  input: S3Request,
  options: { prefix: string; delimiter: string; limit: number },
  after: string,
): Folded<Listed> {
  const { prefix } = options;
  return fold(options, { key: after, within: '' }, (from, count) => {
    const isInside = from.key >= prefix;
    return input.state.store
      .all(
        `SELECT ${LISTED} FROM object WHERE bucket = ? AND latest = 1 AND marker = 0 AND key ${isInside ? '>' : '>='} ?
           AND key < ? ORDER BY key LIMIT ?`,
        ...[input.bucket, isInside ? from.key : prefix, upperBound(prefix), count],
      )
      .map((row) => ({ key: String(row.key), within: '', item: row }));
  });
}

/** What a listing tells of an object. */
export function listedElements(row: Listed, encode: (key: string) => string) {
  const [algorithm] = row.checksums === '{}' ? [] : Object.keys(JSON.parse(String(row.checksums)) as object);
  const isComposite = row.extras !== '{}' && String(row.extras).includes('"COMPOSITE"');
  return {
    Key: encode(String(row.key)),
    LastModified: new Date(Number(row.modified)).toISOString(),
    ETag: row.etag,
    ...(algorithm !== undefined && {
      ChecksumAlgorithm: algorithm.toUpperCase(),
      ChecksumType: isComposite ? 'COMPOSITE' : 'FULL_OBJECT',
    }),
    Size: row.size,
    StorageClass: row.storage_class,
  };
}

export function listObjects(input: S3Request): OfflineResponse {
  const { state, bucket, request } = input;
  const { query } = request;
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  state.bucket(bucket);
  const limit = numberOf(query, 'max-keys', 1000, 1000);
  const context = { 's3:prefix': prefix, 's3:delimiter': delimiter, 's3:max-keys': String(limit) };
  allow(input, 'ListBucket', bucketArn(bucket), { context });
  const encode = encoderOf(query);
  const isSecond = query.get('list-type') === '2';
  const token = query.get('continuation-token');
  const isContinued = token !== null && token !== '';
  const startAfter = query.get('start-after');
  const after = isSecond ? (isContinued ? fromToken(token) : (startAfter ?? '')) : (query.get('marker') ?? '');
  const found = page(input, { prefix, delimiter, limit }, after);
  const hasOwner = !isSecond || query.get('fetch-owner') === 'true';
  const next = found.next?.key;
  return xmlResponse('ListBucketResult', {
    Name: bucket,
    Prefix: encode(prefix),
    ...(isSecond
      ? {
          ContinuationToken: token ?? undefined,
          NextContinuationToken: next === undefined ? undefined : toToken(next),
          StartAfter: startAfter === null ? undefined : encode(startAfter),
          KeyCount: found.items.length + found.prefixes.length,
        }
      : {
          Marker: encode(after),
          // Without a delimiter the last key is the marker, and S3 leaves it to the client to see that.
          NextMarker: next === undefined || delimiter === '' ? undefined : encode(next),
        }),
    MaxKeys: limit,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: next !== undefined,
    Contents: found.items.map((row) => ({
      ...listedElements(row, encode),
      ...(hasOwner && { Owner: { ID: state.owner } }),
    })),
    CommonPrefixes: found.prefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

const toToken = (key: string) => Buffer.from(key).toString('base64');

/** @throws S3Error InvalidArgument */
function fromToken(token: string): string {
  const key = Buffer.from(token, 'base64').toString();
  if (toToken(key) !== token) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return key;
}
