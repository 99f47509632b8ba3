import type { OfflineResponse } from '../../../kernel/http.ts';
import type { Bucket } from '../bucket.ts';
import { accessDenied, invalidArgument, malformedXml, S3Error } from '../errors.ts';
import { missingLock, retentionOf } from '../object-lock.ts';
import { isLocked, type StoredObject } from '../objects.ts';
import { changeOf, documentOf, isAllowed, objectArn, type S3Request } from '../request.ts';
import { checkTags, tagElements, tagPairs } from '../tags.ts';
import { xmlResponse } from '../xml.ts';
import { wanted } from './get-object.ts';
import { versionHeader } from './put-object.ts';

const DAY = 86_400_000;
const both = (action: string) => [action, action.replace('Object', 'ObjectVersion')] as const;

export function getObjectTagging(input: S3Request): OfflineResponse {
  const { bucket, object } = wanted(input, both('GetObjectTagging'));
  const answer = xmlResponse('Tagging', { TagSet: { Tag: tagElements(object.tags) } });
  return { ...answer, headers: { ...answer.headers, ...versionHeader(bucket, object) } };
}

export async function putObjectTagging(input: S3Request): Promise<OfflineResponse> {
  const { bucket, object } = wanted(input, both('PutObjectTagging'));
  const document = await documentOf(input, 'Tagging');
  if (!document.has('TagSet')) throw malformedXml();
  const tags = checkTags(tagPairs(document.node('TagSet')), 10);
  input.state.objects.update(bucket, object, { tags }, changeOf(input, 'ObjectTagging:Put'));
  return { status: 200, headers: versionHeader(bucket, object) };
}

export function deleteObjectTagging(input: S3Request): OfflineResponse {
  const { bucket, object } = wanted(input, both('DeleteObjectTagging'));
  input.state.objects.update(bucket, object, { tags: {} }, changeOf(input, 'ObjectTagging:Delete'));
  return { status: 204, headers: versionHeader(bucket, object) };
}

const noLock = () =>
  new S3Error('NoSuchObjectLockConfiguration', 'The specified object does not have a ObjectLock configuration', {
    status: 404,
  });

function lockable(input: S3Request, action: string): { bucket: Bucket; object: StoredObject } {
  const found = wanted(input, [action, action]);
  if (!found.bucket.settings.objectLock) throw missingLock();
  return found;
}

export function getObjectRetention(input: S3Request): OfflineResponse {
  const { retention } = lockable(input, 'GetObjectRetention').object.extras;
  if (!retention) throw noLock();
  return xmlResponse('Retention', {
    Mode: retention.mode,
    RetainUntilDate: new Date(retention.until).toISOString(),
  });
}

export async function putObjectRetention(input: S3Request): Promise<OfflineResponse> {
  const { state, request } = input;
  const { bucket, object } = lockable(input, 'PutObjectRetention');
  const document = await documentOf(input, 'Retention');
  const now = state.context.clock.now();
  if (!['GOVERNANCE', 'COMPLIANCE', undefined].includes(document.text('Mode'))) throw malformedXml();
  const retention = retentionOf(document.text('Mode'), document.text('RetainUntilDate'), now);
  const { retention: before, ...extras } = object.extras;
  const isWeaker =
    before && before.until > now && (!retention || retention.until < before.until || retention.mode !== before.mode);
  const bypass =
    request.headers['x-amz-bypass-governance-retention']?.toLowerCase() === 'true' &&
    isAllowed(input, 'BypassGovernanceRetention', objectArn(bucket.name, object.key));
  if (isWeaker && isLocked({ ...object, extras: { retention: before } }, now, bypass)) throw accessDenied();
  state.objects.update(bucket, object, { extras: { ...extras, ...(retention && { retention }) } });
  return { status: 200 };
}

export function getObjectLegalHold(input: S3Request): OfflineResponse {
  const { legalHold } = lockable(input, 'GetObjectLegalHold').object.extras;
  if (legalHold === undefined) throw noLock();
  return xmlResponse('LegalHold', { Status: legalHold ? 'ON' : 'OFF' });
}

export async function putObjectLegalHold(input: S3Request): Promise<OfflineResponse> {
  const { bucket, object } = lockable(input, 'PutObjectLegalHold');
  const status = (await documentOf(input, 'LegalHold')).text('Status');
  if (status !== 'ON' && status !== 'OFF') throw malformedXml();
  input.state.objects.update(bucket, object, { extras: { ...object.extras, legalHold: status === 'ON' } });
  return { status: 200 };
}

/** An archived object is readable at once; on AWS it takes hours. */
export async function restoreObject(input: S3Request): Promise<OfflineResponse> {
  const { state } = input;
  const { bucket, object } = wanted(input, ['RestoreObject', 'RestoreObject']);
  if (object.storageClass !== 'GLACIER' && object.storageClass !== 'DEEP_ARCHIVE') {
    throw new S3Error('InvalidObjectState', "Restore is not allowed for the object's current storage class", {
      status: 403,
      details: { StorageClass: object.storageClass },
    });
  }
  const days = (await documentOf(input, 'RestoreRequest')).number('Days');
  if (days === undefined || days < 1) throw invalidArgument('Days must be a positive integer', 'Days', String(days));
  const isRestored = (object.extras.restoredUntil ?? 0) > state.context.clock.now();
  const restoredUntil = Math.ceil((state.context.clock.now() + days * DAY) / DAY) * DAY;
  const changed = { extras: { ...object.extras, restoredUntil } };
  state.objects.update(bucket, object, changed, changeOf(input, 'ObjectRestore:Post'));
  state.objects.update(bucket, { ...object, ...changed }, changed, changeOf(input, 'ObjectRestore:Completed'));
  return { status: isRestored ? 200 : 202 };
}
