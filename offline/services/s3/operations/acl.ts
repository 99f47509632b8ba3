import type { OfflineResponse } from '../../../kernel/http.ts';
import type { Bucket } from '../bucket.ts';
import { aclNotSupported, cannedAcl, refusePublicAcl } from '../draft.ts';
import { malformedXml } from '../errors.ts';
import { allow, bodyOf, bucketArn, changeOf, type S3Request } from '../request.ts';
import { CANNED_ACLS } from '../settings.ts';
import { parseXml, type XmlNode, xmlResponse } from '../xml.ts';
import { wanted } from './get-object.ts';
import { versionHeader } from './put-object.ts';

type Canned = (typeof CANNED_ACLS)[number];

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

const group = (uri: string, Permission: string) => ({
  Grantee: { '@xmlns:xsi': XSI, '@xsi:type': 'Group', URI: uri },
  Permission,
});

/** What a canned ACL grants beside the owner's full control. */
function grantsOf(acl: string): object[] {
  switch (acl) {
    case 'public-read':
      return [group(ALL_USERS, 'READ')];
    case 'public-read-write':
      return [group(ALL_USERS, 'READ'), group(ALL_USERS, 'WRITE')];
    case 'authenticated-read':
      return [group(AUTHENTICATED, 'READ')];
    case 'log-delivery-write':
      return [group(LOG_DELIVERY, 'WRITE'), group(LOG_DELIVERY, 'READ_ACP')];
    default:
      return [];
  }
}

function aclDocument(owner: string, acl: string): OfflineResponse {
  const own = {
    Grantee: { '@xmlns:xsi': XSI, '@xsi:type': 'CanonicalUser', ID: owner },
    Permission: 'FULL_CONTROL',
  };
  return xmlResponse('AccessControlPolicy', {
    Owner: { ID: owner },
    AccessControlList: { Grant: [own, ...grantsOf(acl)] },
  });
}

/** The canned ACL that a request's header or document amounts to: grants to groups; there are no other accounts here. */
async function requestedAcl(input: S3Request, bucket: Bucket): Promise<Canned> {
  const fromHeader = cannedAcl(input.request.headers, bucket);
  const body = (await bodyOf(input)).toString();
  let acl = fromHeader ?? 'private';
  if (body.trim() !== '') acl = cannedOf(parseXml(body, 'AccessControlPolicy'));
  if (bucket.settings.ownership === 'BucketOwnerEnforced') throw aclNotSupported();
  refusePublicAcl(acl, bucket.settings.publicAccessBlock?.BlockPublicAcls === true);
  return CANNED_ACLS.find((one) => one === acl) ?? 'private';
}

function cannedOf(document: XmlNode): Canned {
  if (!document.has('Owner') || !document.has('AccessControlList')) throw malformedXml();
  const grants = document.node('AccessControlList')?.nodes('Grant') ?? [];
  const has = (uri: string, permission: string) =>
    grants.some((grant) => grant.node('Grantee')?.text('URI') === uri && grant.text('Permission') === permission);
  if (has(ALL_USERS, 'READ')) return has(ALL_USERS, 'WRITE') ? 'public-read-write' : 'public-read';
  if (has(AUTHENTICATED, 'READ')) return 'authenticated-read';
  return has(LOG_DELIVERY, 'WRITE') ? 'log-delivery-write' : 'private';
}

export function getBucketAcl(input: S3Request): OfflineResponse {
  const { settings, name } = input.state.bucket(input.bucket);
  allow(input, 'GetBucketAcl', bucketArn(name));
  return aclDocument(input.state.owner, settings.ownership === 'BucketOwnerEnforced' ? 'private' : settings.acl);
}

export async function putBucketAcl(input: S3Request): Promise<OfflineResponse> {
  const bucket = input.state.bucket(input.bucket);
  allow(input, 'PutBucketAcl', bucketArn(bucket.name));
  input.state.change(bucket.name, { acl: await requestedAcl(input, bucket) });
  return { status: 200 };
}

export function getObjectAcl(input: S3Request): OfflineResponse {
  const { bucket, object } = wanted(input, ['GetObjectAcl', 'GetObjectVersionAcl']);
  const acl = bucket.settings.ownership === 'BucketOwnerEnforced' ? 'private' : (object.extras.acl ?? 'private');
  return aclDocument(input.state.owner, acl);
}

export async function putObjectAcl(input: S3Request): Promise<OfflineResponse> {
  const { bucket, object } = wanted(input, ['PutObjectAcl', 'PutObjectVersionAcl']);
  const acl = await requestedAcl(input, bucket);
  const extras = { ...object.extras, acl };
  input.state.objects.update(bucket, object, { extras }, changeOf(input, 'ObjectAcl:Put'));
  return { status: 200, headers: versionHeader(bucket, object) };
}
