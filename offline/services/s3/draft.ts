import type { Bucket } from './bucket.ts';
import { encryptionOf } from './encryption.ts';
import { invalidArgument, invalidRequest, S3Error } from './errors.ts';
import { lockOf } from './object-lock.ts';
import type { Draft } from './objects.ts';
import { CANNED_ACLS } from './settings.ts';
import { tagsOfHeader } from './tags.ts';

type Headers = Readonly<Record<string, string>>;

/** Stored with an object and given back with it. */
const STORED_HEADERS = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'] as const;
const LONGEST_KEY = 1024;
const LARGEST_METADATA = 2048;
const STORAGE_CLASSES = new Set(
  'STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE GLACIER_IR EXPRESS_ONEZONE OUTPOSTS SNOW FSX_OPENZFS'.split(
    ' ',
  ),
);

/** @throws S3Error KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > LONGEST_KEY) {
    throw new S3Error('KeyTooLongError', 'Your key is too long', {
      details: { Size: size, MaxSizeAllowed: LONGEST_KEY },
    });
  }
}

/** What a new object gets from the headers (or the form) that made it, and from its bucket. @throws S3Error */
export function draftOf(headers: Headers, bucket: Bucket, now: number): Draft {
  return {
    headers: storedHeaders(headers),
    metadata: userMetadata(headers),
    tags: tagsOfHeader(headers['x-amz-tagging']),
    storageClass: storageClassOf(headers),
    extras: extrasOf(headers, bucket, now),
  };
}

/** Encryption, lock, ACL and redirect: what a copy does not take over from its source. */
export function extrasOf(headers: Headers, bucket: Bucket, now: number): Draft['extras'] {
  const redirect = headers['x-amz-website-redirect-location'];
  if (redirect !== undefined && !/^(\/|https?:\/\/)/.test(redirect)) {
    throw new S3Error(
      'InvalidRedirectLocation',
      "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
    );
  }
  const acl = cannedAcl(headers, bucket);
  return {
    encryption: encryptionOf(headers, bucket.settings.encryption),
    ...lockOf(headers, bucket, now),
    ...(acl !== undefined && { acl }),
    ...(redirect !== undefined && { redirect }),
  };
}

export function storedHeaders(headers: Headers): Record<string, string> {
  const stored: Record<string, string> = {};
  for (const name of STORED_HEADERS) if (headers[name]) stored[name] = headers[name];
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  if (encoding.length > 0) stored['content-encoding'] = encoding.join(', ');
  return stored;
}

export function userMetadata(headers: Headers): Record<string, string> {
  const metadata: Record<string, string> = {};
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-meta-')) continue;
    const key = name.slice('x-amz-meta-'.length);
    metadata[key] = value;
    size += key.length + value.length;
  }
  if (size > LARGEST_METADATA) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      details: { Size: size, MaxSizeAllowed: LARGEST_METADATA },
    });
  }
  return metadata;
}

export function storageClassOf(headers: Headers): string {
  const storageClass = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (!STORAGE_CLASSES.has(storageClass)) {
    throw new S3Error('InvalidStorageClass', 'The storage class you specified is not valid', {
      details: { StorageClassRequested: storageClass },
    });
  }
  return storageClass;
}

/** The canned ACL a request names. @throws S3Error AccessControlListNotSupported where the bucket's owner owns everything */
export function cannedAcl(headers: Headers, { settings }: Bucket): string | undefined {
  const acl = headers['x-amz-acl'];
  const hasGrants = Object.keys(headers).some((name) => name.startsWith('x-amz-grant-'));
  if (acl !== undefined && hasGrants) {
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  }
  if (acl !== undefined && !CANNED_ACLS.some((one) => one === acl)) throw invalidArgument('', 'x-amz-acl', acl);
  if (settings.ownership === 'BucketOwnerEnforced') {
    if (hasGrants || (acl !== undefined && acl !== 'bucket-owner-full-control' && acl !== 'private'))
      throw aclNotSupported();
    return undefined;
  }
  refusePublicAcl(acl, settings.publicAccessBlock?.BlockPublicAcls === true);
  return acl;
}

export const aclNotSupported = () => new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');

export function refusePublicAcl(acl: string | undefined, isBlocked: boolean): void {
  if (isBlocked && acl !== undefined && /^(public-|authenticated-read)/.test(acl)) {
    throw new S3Error(
      'AccessDenied',
      'User is not authorized to perform: s3:PutObject because public access control lists (ACLs) are blocked by the BlockPublicAcls block public access setting.',
      { status: 403 },
    );
  }
}
