import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineResponse } from '../../../kernel/http.ts';
import { malformedXml } from '../errors.ts';
import { allow, bucketArn, documentOf, type S3Request } from '../request.ts';
import { NO_SETTINGS } from '../resources.ts';
import { xmlResponse } from '../xml.ts';

export function listBuckets(input: S3Request): OfflineResponse {
  allow(input, 'ListAllMyBuckets', '*');
  const Bucket = input.state
    .buckets()
    .map(({ name, created }) => ({ Name: name, CreationDate: new Date(created).toISOString() }));
  return xmlResponse('ListAllMyBucketsResult', { Owner: { ID: input.state.context.account }, Buckets: { Bucket } });
}

export function createBucket(input: S3Request): OfflineResponse {
  const { state, bucket } = input;
  allow(input, 'CreateBucket', bucketArn(bucket));
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.');
  }
  if (state.findBucket(bucket)) {
    throw new ServiceError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded.', {
      status: 409,
    });
  }
  state.saveBucket(bucket, NO_SETTINGS, false);
  return { status: 200, headers: { location: `/${bucket}` } };
}

export function deleteBucket(input: S3Request): OfflineResponse {
  const { state, bucket } = input;
  allow(input, 'DeleteBucket', bucketArn(bucket));
  state.bucket(bucket);
  if (state.store.get('SELECT 1 FROM object WHERE bucket = ? LIMIT 1', bucket)) {
    throw new ServiceError('BucketNotEmpty', 'The bucket you tried to delete is not empty.', { status: 409 });
  }
  state.store.run('DELETE FROM bucket WHERE name = ?', bucket);
  return { status: 204 };
}

export function headBucket(input: S3Request): OfflineResponse {
  const { context } = input.state;
  input.state.bucket(input.bucket);
  allow(input, 'ListBucket', bucketArn(input.bucket));
  return { status: 200, headers: { 'x-amz-bucket-region': context.region } };
}

export function getBucketLocation(input: S3Request): OfflineResponse {
  input.state.bucket(input.bucket);
  allow(input, 'GetBucketLocation', bucketArn(input.bucket));
  return xmlResponse('LocationConstraint', {});
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
  const { VersioningConfiguration } = (await documentOf(input)) as { VersioningConfiguration?: { Status?: unknown } };
  const versioning = VersioningConfiguration?.Status;
  if (versioning !== 'Enabled' && versioning !== 'Suspended') throw malformedXml();
  state.saveBucket(bucket, { ...settings, versioning });
  return { status: 200 };
}

export function getBucketCors(input: S3Request): OfflineResponse {
  const { settings } = input.state.bucket(input.bucket);
  allow(input, 'GetBucketCORS', bucketArn(input.bucket));
  if (settings.cors.length === 0) {
    throw new ServiceError('NoSuchCORSConfiguration', 'The CORS configuration does not exist', { status: 404 });
  }
  return xmlResponse('CORSConfiguration', {
    CORSRule: settings.cors.map((rule) => ({
      AllowedOrigin: rule.AllowedOrigins,
      AllowedMethod: rule.AllowedMethods,
      AllowedHeader: rule.AllowedHeaders,
      ExposeHeader: rule.ExposedHeaders,
      MaxAgeSeconds: rule.MaxAge,
    })),
  });
}
