import type { OfflineResponse } from '../../../kernel/http.ts';
import { invalidArgument, malformedXml, S3Error } from '../errors.ts';
import { allow, bucketArn, documentOf, encoderOf, numberOf, type S3Request } from '../request.ts';
import { xmlResponse } from '../xml.ts';
import { fold, upperBound } from './folding.ts';
import { listedElements } from './listing.ts';

export function listObjectVersions(input: S3Request): OfflineResponse {
  const { state, bucket, request } = input;
  const { query } = request;
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  state.bucket(bucket);
  allow(input, 'ListBucketVersions', bucketArn(bucket), {
    context: { 's3:prefix': prefix, 's3:delimiter': delimiter },
  });
  const encode = encoderOf(query);
  const limit = numberOf(query, 'max-keys', 1000, 1000);
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker') ?? '';
  if (versionMarker !== '' && keyMarker === '') {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      versionMarker,
    );
  }
  /** Versions of a key come newest first: what is older than the named one is still to come. */
  const sequenceOf = (key: string, version: string): number =>
    version === '' ? 0 : (state.objects.find(bucket, key, version)?.sequence ?? 0);
  const found = fold({ prefix, delimiter, limit }, { key: keyMarker, within: versionMarker }, (from, count) =>
    state.store
      .all(
        `SELECT * FROM object WHERE bucket = ?1 AND key >= ?2 AND key < ?3
           AND (key > ?4 OR (key = ?4 AND sequence < ?5)) ORDER BY key, sequence DESC LIMIT ?6`,
        ...[bucket, prefix, upperBound(prefix), from.key, sequenceOf(from.key, from.within), count],
      )
      .map((row) => ({ key: String(row.key), within: String(row.version), item: row })),
  );
  const entry = (row: Record<string, unknown>) => {
    const { Key, LastModified, ...rest } = listedElements(row, encode);
    return {
      ...{ Key, VersionId: row.version, IsLatest: row.latest === 1, LastModified },
      ...(row.marker !== 1 && rest),
      Owner: { ID: state.owner },
    };
  };
  return xmlResponse('ListVersionsResult', {
    Name: bucket,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker,
    NextKeyMarker: found.next && encode(found.next.key),
    NextVersionIdMarker: found.next?.within || undefined,
    MaxKeys: limit,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: found.next !== undefined,
    Version: found.items.filter(({ marker }) => marker !== 1).map(entry),
    DeleteMarker: found.items.filter(({ marker }) => marker === 1).map(entry),
    CommonPrefixes: found.prefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

export function getBucketVersioning(input: S3Request): OfflineResponse {
  const { settings } = input.state.bucket(input.bucket);
  allow(input, 'GetBucketVersioning', bucketArn(input.bucket));
  return xmlResponse('VersioningConfiguration', settings.versioning === 'Off' ? {} : { Status: settings.versioning });
}

export async function putBucketVersioning(input: S3Request): Promise<OfflineResponse> {
  const { state, bucket } = input;
  const { settings } = state.bucket(bucket);
  allow(input, 'PutBucketVersioning', bucketArn(bucket));
  const document = await documentOf(input, 'VersioningConfiguration');
  if (document.text('MfaDelete') === 'Enabled') {
    throw new S3Error('AccessDenied', 'Mfa Authentication must be used for this request', { status: 403 });
  }
  const versioning = document.text('Status');
  if (versioning !== 'Enabled' && versioning !== 'Suspended') throw malformedXml();
  if (settings.objectLock && versioning === 'Suspended') {
    throw new S3Error(
      'InvalidBucketState',
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      { status: 409 },
    );
  }
  state.change(bucket, { versioning });
  return { status: 200 };
}
