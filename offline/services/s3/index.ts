import { internal } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { uuid } from '../../kernel/ids.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { isSigned, verifySignature } from '../../kernel/sigv4.ts';
import { preflight, withCors } from './cors.ts';
import { deployFiles, deploymentResources } from './deployments.ts';
import { accessDenied, inWordsOfS3 } from './errors.ts';
import { Notices, noticesOf } from './notices.ts';
import * as buckets from './operations/buckets.ts';
import * as listing from './operations/listing.ts';
import * as multipart from './operations/multipart.ts';
import * as objects from './operations/objects.ts';
import { addressOf, type S3Request } from './request.ts';
import { s3Resources, toBuckets } from './resources.ts';
import { S3State } from './state.ts';
import { errorResponse } from './xml.ts';

type Run = (input: S3Request) => OfflineResponse | Promise<OfflineResponse>;

/** Which operation a method and query mean, first match first; `''` is a request without any of the query's names. */
const BUCKET_OPERATIONS: Readonly<Record<string, Readonly<Record<string, Run>>>> = {
  GET: {
    location: buckets.getBucketLocation,
    versioning: buckets.getBucketVersioning,
    cors: buckets.getBucketCors,
    uploads: multipart.listMultipartUploads,
    versions: listing.listObjectVersions,
    '': listing.listObjects,
  },
  HEAD: { '': buckets.headBucket },
  PUT: { versioning: buckets.putBucketVersioning, '': buckets.createBucket },
  POST: { delete: objects.deleteObjects },
  DELETE: { '': buckets.deleteBucket },
};
const OBJECT_OPERATIONS: Readonly<Record<string, Readonly<Record<string, Run>>>> = {
  GET: { uploadId: multipart.listParts, tagging: objects.getObjectTagging, '': objects.getObject },
  HEAD: { '': objects.headObject },
  PUT: { uploadId: putPart, '': putOrCopy },
  POST: { uploads: multipart.createMultipartUpload, uploadId: multipart.completeMultipartUpload },
  DELETE: { uploadId: multipart.abortMultipartUpload, '': objects.deleteObject },
};
/** Queries that mean an operation of their own; without an entry above they are not emulated. */
const SUBRESOURCES = new Set(
  'acl accelerate analytics attributes encryption inventory legal-hold lifecycle logging metrics notification object-lock policy publicAccessBlock replication requestPayment restore retention select tagging torrent website'.split(
    ' ',
  ),
);

function putPart(input: S3Request) {
  return input.request.headers['x-amz-copy-source'] ? multipart.uploadPartCopy(input) : multipart.uploadPart(input);
}
function putOrCopy(input: S3Request) {
  return input.request.headers['x-amz-copy-source'] ? objects.copyObject(input) : objects.putObject(input);
}

function operationOf({ method, query }: OfflineRequest, bucket: string, key: string): Run {
  if (bucket === '' && method === 'GET') return buckets.listBuckets;
  const table = (key === '' ? BUCKET_OPERATIONS : OBJECT_OPERATIONS)[method] ?? {};
  const named = Object.keys(table).find((name) => name !== '' && query.has(name));
  const foreign = [...query.keys()].find((name) => SUBRESOURCES.has(name));
  const run = named !== undefined ? table[named] : foreign === undefined ? table[''] : undefined;
  if (run) return run;
  throw new ServiceError('NotImplemented', `The offline backend does not emulate ${method} ${foreign ?? ''} of S3.`, {
    status: 501,
  });
}

export const s3 = {
  name: 's3',
  resources: { ...s3Resources, ...deploymentResources },
  route: { fallback: true, signingNames: ['s3', 's3express'] },
  create(context) {
    const state = new S3State(context);
    const notices = new Notices(state);
    state.notices = (bucket, object, event) => noticesOf(state, bucket, object, event);
    state.onNotice = () => {
      notices.wake();
    };
    context.bus.provide('s3', {
      async get({ bucket, key }) {
        const object = state.find(bucket, key);
        return object && !object.marker ? state.blobs.read(object.blob) : undefined;
      },
    });

    async function handle(request: OfflineRequest): Promise<OfflineResponse> {
      const requestId = uuid();
      let response: OfflineResponse;
      let name = '';
      try {
        const { bucket, key } = addressOf(request);
        name = bucket;
        response = await respond(request, bucket, key);
      } catch (error) {
        const known = error instanceof ServiceError ? inWordsOfS3(error) : internal(context, error);
        response = errorResponse(known, request.rawPath, requestId);
        if (request.method === 'HEAD') delete response.body;
      }
      const rules = request.headers.origin === undefined ? [] : (state.findBucket(name)?.settings.cors ?? []);
      const answered = request.method === 'OPTIONS' ? response : withCors(response, request, rules);
      return { ...answered, headers: { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId, ...answered.headers } };
    }

    async function respond(request: OfflineRequest, bucket: string, key: string): Promise<OfflineResponse> {
      if (request.method === 'OPTIONS') {
        const allowed = preflight(request, state.findBucket(bucket)?.settings.cors ?? []);
        if (allowed) return allowed;
        throw new ServiceError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', { status: 403 });
      }
      if (!isSigned(request)) throw accessDenied();
      const signature = verifySignature(context, request, undefined);
      return operationOf(request, bucket, key)({ state, request, signature, bucket, key });
    }

    return {
      async apply(resources) {
        const definitions = toBuckets(resources);
        for (const { name, settings } of definitions) state.saveBucket(name, settings, true);
        state.setNotifications(new Map(definitions.map(({ name, notifications }) => [name, notifications])));
        await deployFiles(resources, state);
      },
      start: () => {
        notices.wake();
      },
      handle,
      stop() {
        notices.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;
