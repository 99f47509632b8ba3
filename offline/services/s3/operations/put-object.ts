import type { OfflineResponse } from '../../../kernel/http.ts';
import { uuid } from '../../../kernel/ids.ts';
import type { StoredBlob } from '../blobs.ts';
import { payloadOf } from '../body.ts';
import type { Bucket } from '../bucket.ts';
import type { ChecksumAlgorithm } from '../checksum.ts';
import { checkWriteCondition } from '../conditions.ts';
import { checkKey, draftOf } from '../draft.ts';
import { encryptionHeaders } from '../encryption.ts';
import { incompleteBody, notImplemented, S3Error } from '../errors.ts';
import { expirationHeader } from '../lifecycle.ts';
import type { StoredObject } from '../objects.ts';
import { allow, changeOf, objectArn, type S3Request } from '../request.ts';
import type { S3State } from '../state.ts';
import { checksumHeaders, computedChecksums, statedChecksums } from '../stated-checksums.ts';

const LARGEST_PUT = 5 * 1024 ** 3;

export const versionHeader = ({ settings }: Bucket, { version }: StoredObject): Record<string, string> =>
  settings.versioning === 'Off' ? {} : { 'x-amz-version-id': version };

export async function putObject(input: S3Request): Promise<OfflineResponse> {
  const { state, request, bucket: name, key } = input;
  const bucket = state.bucket(name);
  allow(input, 'PutObject', objectArn(name, key));
  checkKey(key);
  const { headers } = request;
  const draft = draftOf(headers, bucket, state.context.clock.now());
  checkWriteCondition(headers, state.objects.find(name, key), key);
  const content = await receive(input, computedChecksums(statedChecksums(request)));
  const change = changeOf(input, 'ObjectCreated:Put');
  const object = stored(input, content, () =>
    state.objects.put({ bucket, key, content, change, ...draft }, (existing) => {
      checkWriteCondition(headers, existing, key);
    }),
  );
  return { status: 200, headers: putHeaders(bucket, object) };
}

/** Stores what another service made, as an upload of it would. @throws S3Error NoSuchBucket */
export async function putOwn(
  state: S3State,
  { bucket: name, key, body, contentType }: { bucket: string; key: string; body: Buffer; contentType: string },
): Promise<void> {
  const bucket = state.bucket(name);
  checkKey(key);
  const content = await state.blobs.write([body], { checksums: [] });
  const change = { event: 'ObjectCreated:Put', requestId: uuid(), requester: 'AWS:service', sourceIp: '127.0.0.1' };
  const draft = draftOf({ 'content-type': contentType }, bucket, state.context.clock.now());
  try {
    state.objects.put({ bucket, key, content, change, ...draft });
  } catch (error) {
    state.blobs.removeFiles([content.blob]);
    throw error;
  }
}

/** The version that a write made; of the null version nothing is told. */
export const newVersionHeader = (bucket: Bucket, object: StoredObject): Record<string, string> =>
  object.version === 'null' ? {} : versionHeader(bucket, object);

/** What a new object's answer tells of it. */
export const putHeaders = (bucket: Bucket, object: StoredObject): Record<string, string> => ({
  etag: object.etag,
  ...newVersionHeader(bucket, object),
  ...checksumHeaders(object.checksums, object.extras.checksumType),
  ...encryptionHeaders(object.extras.encryption),
  ...expirationHeader(bucket, object),
});

/** Takes in the payload of a request, everything checked that the request states of it. @throws S3Error */
export async function receive(input: S3Request, checksums: readonly ChecksumAlgorithm[]): Promise<StoredBlob> {
  const { state, request, caller } = input;
  const { headers } = request;
  const isChunked = caller.payloadHash.startsWith('STREAMING-');
  const decodedLength = headers['x-amz-decoded-content-length'];
  const length = isChunked ? decodedLength : headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] !== undefined) throw notImplemented('Transfer-Encoding');
  if (length === undefined) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.', { status: 411 });
  }
  if (Number(length) > LARGEST_PUT) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      details: { ProposedSize: length, MaxSizeAllowed: LARGEST_PUT },
    });
  }
  const { chunks, trailers } = payloadOf(request, caller);
  try {
    return await state.blobs.write(chunks, {
      ...(/^[0-9a-f]{64}$/.test(caller.payloadHash) && { sha256: caller.payloadHash }),
      ...(headers['content-md5'] !== undefined && { md5: headers['content-md5'] }),
      checksums,
      stated: (algorithm) => headers[`x-amz-checksum-${algorithm}`] ?? trailers[`x-amz-checksum-${algorithm}`],
      checkSize(size) {
        if (size !== Number(length)) throw incompleteBody();
      },
    });
  } catch (error) {
    // The client went away in the middle.
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw incompleteBody();
    throw error;
  }
}

/** Runs what makes contents somebody's; a refusal leaves no file behind. */
export function stored<Result>({ state }: S3Request, { blob }: StoredBlob, store: () => Result): Result {
  try {
    return store();
  } catch (error) {
    state.blobs.removeFiles([blob]);
    throw error;
  }
}
