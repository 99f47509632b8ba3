import type { OfflineResponse } from '../../../kernel/http.ts';
import { allow, bucketArn, numberOf, type S3Request } from '../request.ts';
import { type StoredObject, toObject } from '../state.ts';
import { xmlResponse } from '../xml.ts';

const LAST_CHARACTER = '\u{10FFFF}';

type Page = { objects: StoredObject[]; prefixes: string[]; next: string | undefined };

/**
 * One page of keys after `after`, in UTF-8 order; keys with the delimiter behind the prefix are folded into common
 * prefixes, each counted once. Reads what the page holds, not what it folds away.
 */
function page(input: S3Request, options: { prefix: string; delimiter: string; after: string; limit: number }): Page {
  const { prefix, delimiter, limit } = options;
  const found: Page = { objects: [], prefixes: [], next: undefined };
  let position = options.after;
  let last: string | undefined;
  const from = () => (position >= prefix ? { sql: 'key > ?', key: position } : { sql: 'key >= ?', key: prefix });
  for (;;) {
    const { sql, key } = from();
    const rows = input.state.store.all(
      `SELECT * FROM object WHERE bucket = ? AND latest = 1 AND marker = 0 AND ${sql} AND key < ? ORDER BY key LIMIT ?`,
      ...[input.bucket, key, prefix === '' ? LAST_CHARACTER : prefix + LAST_CHARACTER, limit + 1],
    );
    if (rows.length === 0) return found;
    for (const row of rows) {
      const object = toObject(row);
      if (found.objects.length + found.prefixes.length >= limit) {
        found.next = last;
        return found;
      }
      const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
      if (end === -1) {
        found.objects.push(object);
        position = object.key;
        last = position;
        continue;
      }
      const common = object.key.slice(0, end + delimiter.length);
      position = common + LAST_CHARACTER;
      last = position;
      found.prefixes.push(common);
      break;
    }
  }
}

export function listObjects(input: S3Request): OfflineResponse {
  const { state, bucket, request } = input;
  const { query } = request;
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  allow(input, 'ListBucket', bucketArn(bucket), { 's3:prefix': prefix, 's3:delimiter': delimiter });
  state.bucket(bucket);
  const isSecond = query.get('list-type') === '2';
  const limit = numberOf(query, 'max-keys', 1000, 1000);
  const token = query.get('continuation-token');
  const after = isSecond
    ? token === null
      ? (query.get('start-after') ?? '')
      : Buffer.from(token, 'base64').toString()
    : (query.get('marker') ?? '');
  const found =
    limit === 0 ? { objects: [], prefixes: [], next: undefined } : page(input, { prefix, delimiter, after, limit });
  const encode = query.get('encoding-type') === 'url' ? encodeKey : (key: string) => key;
  return xmlResponse('ListBucketResult', {
    Name: bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: limit,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: found.next !== undefined,
    ...(isSecond
      ? {
          KeyCount: found.objects.length + found.prefixes.length,
          ContinuationToken: token ?? undefined,
          StartAfter: query.get('start-after') ?? undefined,
          NextContinuationToken: found.next === undefined ? undefined : Buffer.from(found.next).toString('base64'),
        }
      : { Marker: encode(after), NextMarker: found.next === undefined ? undefined : encode(found.next) }),
    Contents: found.objects.map((object) => ({
      Key: encode(object.key),
      LastModified: new Date(object.modified).toISOString(),
      ETag: object.etag,
      Size: object.size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: found.prefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

export function listObjectVersions(input: S3Request): OfflineResponse {
  const { state, bucket, request } = input;
  const prefix = request.query.get('prefix') ?? '';
  allow(input, 'ListBucketVersions', bucketArn(bucket), { 's3:prefix': prefix });
  state.bucket(bucket);
  const limit = numberOf(request.query, 'max-keys', 1000, 1000);
  const marker = Number(Buffer.from(request.query.get('version-id-marker') ?? '', 'base64').toString()) || undefined;
  const keyMarker = request.query.get('key-marker') ?? '';
  const rows = state.store.all(
    `SELECT * FROM object WHERE bucket = ?1 AND key >= ?2 AND key < ?3
       AND (key > ?4 OR (key = ?4 AND sequence < ?5)) ORDER BY key, sequence DESC LIMIT ?6`,
    ...[bucket, prefix, prefix === '' ? LAST_CHARACTER : prefix + LAST_CHARACTER, keyMarker],
    ...[marker ?? (keyMarker === '' ? Number.MAX_SAFE_INTEGER : 0), limit + 1],
  );
  const shown = rows.slice(0, limit).map(toObject);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const entry = (object: StoredObject) => ({
    Key: object.key,
    VersionId: object.version,
    IsLatest: object.latest,
    LastModified: new Date(object.modified).toISOString(),
    ...(!object.marker && { ETag: object.etag, Size: object.size, StorageClass: 'STANDARD' }),
  });
  return xmlResponse('ListVersionsResult', {
    Name: bucket,
    Prefix: prefix,
    MaxKeys: limit,
    IsTruncated: last !== undefined,
    NextKeyMarker: last?.key,
    NextVersionIdMarker: last && Buffer.from(String(last.sequence)).toString('base64'),
    Version: shown.filter(({ marker: isMarker }) => !isMarker).map(entry),
    DeleteMarker: shown.filter(({ marker: isMarker }) => isMarker).map(entry),
  });
}

const encodeKey = (key: string) => encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
