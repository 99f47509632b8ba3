import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { methodNotAllowed, notEmulated } from './errors.ts';
import * as acl from './operations/acl.ts';
import { getObjectAttributes } from './operations/attributes.ts';
import * as settings from './operations/bucket-settings.ts';
import * as buckets from './operations/buckets.ts';
import { completeMultipartUpload } from './operations/complete-multipart.ts';
import { copyObject } from './operations/copy-object.ts';
import { deleteObject, deleteObjects } from './operations/delete-object.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { lifecycle } from './operations/lifecycle-configuration.ts';
import { listObjects } from './operations/listing.ts';
import * as multipart from './operations/multipart.ts';
import { listMultipartUploads, listParts } from './operations/multipart-listing.ts';
import { notification } from './operations/notification-configuration.ts';
import * as objects from './operations/object-settings.ts';
import { getBucketPolicyStatus, policy } from './operations/policy.ts';
import { postObject } from './operations/post-object.ts';
import { putObject } from './operations/put-object.ts';
import * as documents from './operations/stored-documents.ts';
import * as versions from './operations/versions.ts';
import type { S3Request } from './request.ts';

export type Run = (input: S3Request) => OfflineResponse | Promise<OfflineResponse>;
/** Operations by the query's name that means them; `''` is a request without any such name. */
type Table = Readonly<Record<string, Readonly<Record<string, Run>>>>;

const isCopy = ({ request }: S3Request) => request.headers['x-amz-copy-source'] !== undefined;

const SETTINGS: Readonly<Record<string, settings.BucketSetting>> = {
  accelerate: documents.accelerate,
  cors: settings.cors,
  encryption: settings.encryption,
  lifecycle,
  logging: documents.logging,
  notification,
  'object-lock': settings.objectLock,
  ownershipControls: settings.ownershipControls,
  policy,
  publicAccessBlock: settings.publicAccessBlock,
  requestPayment: documents.requestPayment,
  tagging: settings.tagging,
  website: documents.website,
};
const settingsOf = (kind: keyof settings.BucketSetting): Record<string, Run> =>
  Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([name, setting]) => {
      const run = setting[kind];
      return run ? [[name, run] as const] : [];
    }),
  );

const BUCKET: Table = {
  GET: {
    ...settingsOf('get'),
    acl: acl.getBucketAcl,
    location: buckets.getBucketLocation,
    policyStatus: getBucketPolicyStatus,
    uploads: listMultipartUploads,
    versioning: versions.getBucketVersioning,
    versions: versions.listObjectVersions,
    '': listObjects,
  },
  HEAD: { '': buckets.headBucket },
  PUT: {
    ...settingsOf('put'),
    acl: acl.putBucketAcl,
    versioning: versions.putBucketVersioning,
    '': buckets.createBucket,
  },
  POST: { delete: deleteObjects, '': postObject },
  DELETE: { ...settingsOf('delete'), '': buckets.deleteBucket },
};
const OBJECT: Table = {
  GET: {
    acl: acl.getObjectAcl,
    attributes: getObjectAttributes,
    'legal-hold': objects.getObjectLegalHold,
    retention: objects.getObjectRetention,
    tagging: objects.getObjectTagging,
    uploadId: listParts,
    '': getObject,
  },
  HEAD: { '': headObject },
  PUT: {
    acl: acl.putObjectAcl,
    'legal-hold': objects.putObjectLegalHold,
    retention: objects.putObjectRetention,
    tagging: objects.putObjectTagging,
    uploadId: (input) => (isCopy(input) ? multipart.uploadPartCopy(input) : multipart.uploadPart(input)),
    '': (input) => (isCopy(input) ? copyObject(input) : putObject(input)),
  },
  POST: { restore: objects.restoreObject, uploadId: completeMultipartUpload, uploads: multipart.createMultipartUpload },
  DELETE: { tagging: objects.deleteObjectTagging, uploadId: multipart.abortMultipartUpload, '': deleteObject },
};
/** Names in a query that mean an operation of their own; without an entry above they are not emulated. */
const SUBRESOURCES = new Set([
  ...Object.values({ ...BUCKET, ...OBJECT }).flatMap((operations) => Object.keys(operations)),
  ...Object.values(OBJECT).flatMap((operations) => Object.keys(operations)),
  ...'analytics delete intelligent-tiering inventory metadataConfiguration metadataInventoryTable metadataJournalTable metadataTable metrics renameObject replication select session torrent abac'.split(
    ' ',
  ),
]);
SUBRESOURCES.delete('');

/** Which operation a request means. @throws S3Error NotImplemented, MethodNotAllowed */
export function operationOf({ method, query }: OfflineRequest, bucket: string, key: string): Run {
  if (bucket === '') {
    if (method === 'GET') return buckets.listBuckets;
    throw methodNotAllowed(method, 'SERVICE');
  }
  const operations = (key === '' ? BUCKET : OBJECT)[method];
  if (!operations) throw methodNotAllowed(method, key === '' ? 'BUCKET' : 'OBJECT');
  const name = query.size === 0 ? '' : [...query.keys()].find((one) => Object.hasOwn(operations, one) && one !== '');
  const foreign = name === undefined ? [...query.keys()].find((one) => SUBRESOURCES.has(one)) : undefined;
  const run = foreign === undefined ? operations[name ?? ''] : undefined;
  if (run) return run;
  if (foreign === undefined) throw methodNotAllowed(method, key === '' ? 'BUCKET' : 'OBJECT');
  throw notEmulated(`${method} ?${foreign}`);
}
