import type { OfflineResponse } from '../../../kernel/http.ts';
import { cannedAcl } from '../draft.ts';
import { accessDenied, invalidArgument, S3Error } from '../errors.ts';
import { allow, bodyOf, bucketArn, numberOf, type S3Request } from '../request.ts';
import { NO_SETTINGS, OWNERSHIPS } from '../settings.ts';
import { checkTags, tagPairs } from '../tags.ts';
import { parseXml, xmlResponse } from '../xml.ts';

export function listBuckets(input: S3Request): OfflineResponse {
  const { state, request } = input;
  const { query } = request;
  allow(input, 'ListAllMyBuckets', '*');
  const limit = numberOf(query, 'max-buckets', 10_000, 10_000);
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const after = token === null ? '' : Buffer.from(token, 'base64').toString();
  const matching = state.buckets().filter(({ name }) => name.startsWith(prefix) && name > after);
  const shown = matching.slice(0, limit);
  const last = matching.length > shown.length ? shown.at(-1)?.name : undefined;
  return xmlResponse('ListAllMyBucketsResult', {
    Owner: { ID: state.owner },
    Buckets: {
      Bucket: shown.map(({ name, created, settings }) => ({
        Name: name,
        CreationDate: new Date(created).toISOString(),
        ...(query.size > 0 && { BucketRegion: settings.location ?? state.context.region }),
      })),
    },
    ContinuationToken: last === undefined ? undefined : Buffer.from(last).toString('base64'),
    Prefix: prefix === '' ? undefined : prefix,
  });
}

const isValidName = (name: string) =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
  !/\.\.|^xn--|^sthree-|^amzn-s3-demo-|-s3alias$|--ol-s3$|--x-s3$|^\d+\.\d+\.\d+\.\d+$/.test(name);

export async function createBucket(input: S3Request): Promise<OfflineResponse> {
  const { state, bucket, request } = input;
  const { headers } = request;
  allow(input, 'CreateBucket', bucketArn(bucket));
  if (!isValidName(bucket)) {
    throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { details: { BucketName: bucket } });
  }
  const body = (await bodyOf(input)).toString();
  const configuration = body.trim() === '' ? undefined : parseXml(body, 'CreateBucketConfiguration');
  const location = configuration?.text('LocationConstraint');
  if (location !== undefined && !/^(EU|[a-z]{2}(-[a-z]+)+-\d)$/.test(location)) {
    throw new S3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      details: { LocationConstraint: location },
    });
  }
  const ownership = OWNERSHIPS.find((one) => one === (headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced'));
  if (!ownership)
    throw invalidArgument(
      'Invalid x-amz-object-ownership header',
      'x-amz-object-ownership',
      headers['x-amz-object-ownership'],
    );
  const hasLock = headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true';
  const settings = {
    ...NO_SETTINGS,
    ownership,
    tags: checkTags(tagPairs(configuration?.node('Tags')), 50, 'Bucket'),
    ...(hasLock && { objectLock: {}, versioning: 'Enabled' as const }),
    ...(location !== undefined && { location }),
  };
  const acl = cannedAcl(headers, { name: bucket, settings, created: 0 });
  // In S3's first region a bucket that is made again is just there, its ACL set back.
  const isLenient = location === undefined && state.context.region === 'us-east-1';
  const existing = state.findBucket(bucket);
  if (existing && isLenient) {
    state.change(bucket, { acl: 'private' });
    return { status: 200, headers: { location: `/${bucket}`, 'x-amz-bucket-arn': bucketArn(bucket) } };
  }
  if (existing) {
    throw new S3Error(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { status: 409, details: { BucketName: bucket } },
    );
  }
  state.saveBucket(bucket, { ...settings, ...(acl === undefined ? {} : { acl: acl as typeof settings.acl }) }, false);
  return { status: 200, headers: { location: `/${bucket}`, 'x-amz-bucket-arn': bucketArn(bucket) } };
}

export function deleteBucket(input: S3Request): OfflineResponse {
  const { state, bucket } = input;
  state.bucket(bucket);
  allow(input, 'DeleteBucket', bucketArn(bucket));
  if (state.store.get('SELECT 1 FROM object WHERE bucket = ? LIMIT 1', bucket)) {
    const isVersioned = state.bucket(bucket).settings.versioning !== 'Off';
    throw new S3Error(
      'BucketNotEmpty',
      `The bucket you tried to delete is not empty${isVersioned ? '. You must delete all versions in the bucket.' : ''}`,
      { status: 409, details: { BucketName: bucket } },
    );
  }
  // Uploads that were never completed go with the bucket.
  state.removeBucket(bucket);
  return { status: 204 };
}

export function headBucket(input: S3Request): OfflineResponse {
  const { state, bucket } = input;
  const { settings } = state.bucket(bucket);
  allow(input, 'ListBucket', bucketArn(bucket));
  return {
    status: 200,
    headers: {
      'x-amz-bucket-region': settings.location ?? state.context.region,
      'x-amz-bucket-arn': bucketArn(bucket),
      'x-amz-access-point-alias': 'false',
      'content-type': 'application/xml',
    },
  };
}

export function getBucketLocation(input: S3Request): OfflineResponse {
  const { settings } = input.state.bucket(input.bucket);
  allow(input, 'GetBucketLocation', bucketArn(input.bucket));
  const { location } = settings;
  return xmlResponse(
    'LocationConstraint',
    location === undefined || location === 'us-east-1' ? {} : { '#text': location },
  );
}

/** A bucket that somebody else would own is nobody's here. @throws S3Error AccessDenied */
export function checkExpectedOwner({ state, request: { headers } }: S3Request): void {
  for (const name of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
    const owner = headers[name];
    if (owner === undefined) continue;
    if (!/^\d{12}$/.test(owner)) {
      throw invalidArgument('The value of the expected bucket owner parameter must be an AWS account ID', name, owner);
    }
    if (owner !== state.context.account) throw accessDenied();
  }
}
