import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineResponse } from '../../../kernel/http.ts';
import { checkDeleteCondition } from '../conditions.ts';
import { accessDenied, malformedXml, notEmulated } from '../errors.ts';
import { type Deletion, isLocked, LOCKED, type StoredObject } from '../objects.ts';
import { allow, changeOf, documentOf, isAllowed, objectArn, requireDigest, type S3Request } from '../request.ts';
import type { XmlNode } from '../xml.ts';
import { xmlResponse } from '../xml.ts';
import { versionOf } from './get-object.ts';

const MOST_AT_ONCE = 1000;

function remove(input: S3Request, key: string, version: string | undefined, match: string | undefined): Deletion {
  const { state, bucket: name, request } = input;
  const bucket = state.bucket(name);
  allow(input, version === undefined ? 'DeleteObject' : 'DeleteObjectVersion', objectArn(name, key));
  const bypass =
    request.headers['x-amz-bypass-governance-retention']?.toLowerCase() === 'true' &&
    isAllowed(input, 'BypassGovernanceRetention', objectArn(name, key));
  const refuseLocked = (existing: StoredObject | undefined) => {
    const isFinal = version !== undefined || bucket.settings.versioning === 'Off';
    if (existing && isFinal && isLocked(existing, state.context.clock.now(), bypass)) throw accessDenied(LOCKED);
    checkDeleteCondition(match, existing);
  };
  return state.objects.delete(bucket, key, version, changeOf(input, 'ObjectRemoved'), refuseLocked);
}

export function deleteObject(input: S3Request): OfflineResponse {
  const { headers } = input.request;
  for (const name of ['x-amz-if-match-last-modified-time', 'x-amz-if-match-size']) {
    if (headers[name] !== undefined) throw notEmulated(`${name} (S3 takes it for directory buckets only)`);
  }
  const deleted = remove(input, input.key, versionOf(input), headers['if-match']);
  return {
    status: 204,
    headers: {
      ...(deleted.version !== undefined && { 'x-amz-version-id': deleted.version }),
      ...(deleted.marker && { 'x-amz-delete-marker': 'true' }),
    },
  };
}

export async function deleteObjects(input: S3Request): Promise<OfflineResponse> {
  input.state.bucket(input.bucket);
  requireDigest(input);
  const document = await documentOf(input, 'Delete');
  const objects = document.nodes('Object');
  if (objects.length === 0 || objects.length > MOST_AT_ONCE || objects.some((node) => !node.text('Key')))
    throw malformedXml();
  const deleted: object[] = [];
  const failures: object[] = [];
  for (const node of objects) removeListed(input, node, deleted, failures);
  const isQuiet = document.text('Quiet')?.trim().toLowerCase() === 'true';
  return xmlResponse('DeleteResult', { Deleted: isQuiet ? [] : deleted, Error: failures });
}

function removeListed(input: S3Request, node: XmlNode, deleted: object[], failures: object[]): void {
  const [Key = '', VersionId] = [node.text('Key'), node.text('VersionId')];
  try {
    const { version, marker } = remove(input, Key, VersionId, node.text('ETag'));
    deleted.push({
      Key,
      VersionId,
      ...(marker && { DeleteMarker: true, DeleteMarkerVersionId: version }),
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    failures.push({ Key, VersionId, Code: error.code, Message: error.message });
  }
}
