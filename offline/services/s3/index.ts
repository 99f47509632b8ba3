import { internal } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { randomLetters } from '../../kernel/ids.ts';
import type { OfflineService, ServiceContext } from '../../kernel/service.ts';
import { authenticate } from './authenticate.ts';
import { preflight, withCors } from './cors.ts';
import { deployFiles, deploymentResources } from './deployments.ts';
import { inWordsOfS3, S3Error } from './errors.ts';
import { LifecycleWorker } from './lifecycle-worker.ts';
import { hostId, Notices, noticesOf, testNotice } from './notices.ts';
import { piecesOf } from './objects.ts';
import { checkExpectedOwner } from './operations/buckets.ts';
import { putOwn } from './operations/put-object.ts';
import { addressOf } from './request.ts';
import { s3Resources, toBuckets } from './resources.ts';
import { operationOf } from './routes.ts';
import { S3State } from './state.ts';
import { errorDocument, XML_HEADERS } from './xml.ts';

/** Whose answers are documents even on success: what a client may not read is told in the same form. */
function errorResponse(
  context: ServiceContext,
  error: unknown,
  request: OfflineRequest,
  requestId: string,
): OfflineResponse {
  const known = error instanceof ServiceError ? inWordsOfS3(error) : internal(context, error);
  const { code, status, message, details } = known;
  const headers = known instanceof S3Error ? known.headers : {};
  if (request.method === 'HEAD' || status === 304) return { status, headers: { ...headers } };
  const skew = code === 'RequestTimeTooSkewed' && {
    ServerTime: new Date(context.clock.now()).toISOString(),
    MaxAllowedSkewMilliseconds: 900_000,
  };
  const body = errorDocument({
    ...{ Code: code, Message: message },
    ...details,
    ...skew,
    ...{ Resource: decodedPath(request.rawPath), RequestId: requestId, HostId: hostId(requestId) },
  });
  return { status, headers: { ...XML_HEADERS, ...headers }, body };
}

function decodedPath(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return rawPath;
  }
}

/** Header values are bytes to HTTP: text beyond Latin-1 goes out as UTF-8. */
function sendable(headers: Readonly<Record<string, string>>): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const isLatin = !/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value);
    all[name] = isLatin ? value : Buffer.from(value.replace(/[\u0000-\u001f\u007f]/g, ' ')).toString('latin1');
  }
  return all;
}

/** What a presigned URL says in its query counts as if it stood in headers. */
function withSignedQuery(request: OfflineRequest): OfflineRequest {
  if (!request.query.has('X-Amz-Signature')) return request;
  const headers: Record<string, string> = {};
  for (const [name, value] of request.query) {
    if (/^x-amz-(?!algorithm$|credential$|date$|expires$|signedheaders$|signature$|security-token$)/i.test(name)) {
      headers[name.toLowerCase()] = value;
    }
  }
  return Object.assign(Object.create(request) as OfflineRequest, { headers: { ...headers, ...request.headers } });
}

export const s3 = {
  name: 's3',
  resources: { ...s3Resources, ...deploymentResources },
  route: { signingNames: ['s3'], fallback: true },
  create(context) {
    const state = new S3State(context);
    const notices = new Notices(state);
    const lifecycle = new LifecycleWorker(state);
    let isStarted = false;
    state.objects.notices = (bucket, object, change) => noticesOf(state, bucket, object, change);
    state.objects.onNotice = () => {
      if (isStarted) notices.wake();
    };
    state.onSettings = () => {
      if (isStarted) lifecycle.wake();
    };
    context.bus.provide('s3', {
      async get({ bucket, key }) {
        const object = state.objects.find(bucket, key);
        return object && !object.marker ? state.blobs.read(piecesOf(object)) : undefined;
      },
      put: (object) => putOwn(state, object),
    });

    async function handle(request: OfflineRequest): Promise<OfflineResponse> {
      const requestId = randomLetters(16).toUpperCase();
      let response: OfflineResponse;
      let name = '';
      try {
        const { bucket, key } = addressOf(request);
        name = bucket;
        response = await respond(request, bucket, key, requestId);
      } catch (error) {
        response = errorResponse(context, error, request, requestId);
      }
      const ids = {
        ...{ 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId), server: 'AmazonS3' },
        // Clients set their clocks by it.
        date: new Date(context.clock.now()).toUTCString(),
      };
      const { origin } = request.headers;
      const answered =
        origin === undefined || request.method === 'OPTIONS'
          ? response
          : withCors(response, request, state.findBucket(name)?.settings.cors ?? []);
      return { ...answered, headers: sendable({ ...ids, ...answered.headers }) };
    }

    async function respond(
      request: OfflineRequest,
      bucket: string,
      key: string,
      requestId: string,
    ): Promise<OfflineResponse> {
      if (request.method === 'OPTIONS') return preflight(request, state.findBucket(bucket)?.settings.cors);
      const caller = authenticate(context, request);
      const input = { state, request: withSignedQuery(request), caller, bucket, key, requestId };
      checkExpectedOwner(input);
      return operationOf(request, bucket, key)(input);
    }

    return {
      async apply(resources) {
        for (const { name, settings } of toBuckets(resources)) {
          const before = state.findBucket(name)?.settings;
          if (before?.definition === settings.definition) continue;
          state.saveBucket(name, settings, true);
          const known = new Set(before?.notifications.map(({ arn }) => arn));
          for (const arn of new Set(settings.notifications.map((one) => one.arn))) {
            if (!known.has(arn)) testNotice(state, state.bucket(name), arn, randomLetters(16).toUpperCase());
          }
        }
        await deployFiles(resources, state);
      },
      start() {
        isStarted = true;
        notices.wake();
        lifecycle.wake();
      },
      handle,
      stop() {
        notices.stop();
        lifecycle.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;
