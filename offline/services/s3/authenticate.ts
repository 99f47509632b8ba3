import type { OfflineRequest } from '../../kernel/http.ts';
import { ANONYMOUS, type Principal } from '../../kernel/principal.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import { isSigned, type Signature, verifySignature } from '../../kernel/sigv4.ts';
import { accessDenied, invalidArgument, invalidRequest, S3Error } from './errors.ts';

/** Who asks, and how the body is vouched for. */
export type Caller = {
  principal: Principal;
  /** The body's hash, `UNSIGNED-PAYLOAD` or `STREAMING-…`. */
  payloadHash: string;
  /** What the chunks of a streamed body were signed with. */
  signature: Signature | undefined;
};

const PAYLOAD_HASH =
  /^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|STREAMING-AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?)$/;

/** @throws ServiceError when the request is signed wrongly; one that is not signed at all is anonymous. */
export function authenticate(context: ServiceContext, request: OfflineRequest): Caller {
  const { headers, query } = request;
  const payloadHash = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  if (!isSigned(request)) {
    if (headers.authorization !== undefined || query.has('AWSAccessKeyId')) {
      throw invalidRequest(
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
      );
    }
    return { principal: ANONYMOUS, payloadHash, signature: undefined };
  }
  const isHeader = !query.has('X-Amz-Signature');
  if (!isHeader && headers.authorization !== undefined) {
    throw invalidArgument(
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  }
  if (isHeader && headers['x-amz-content-sha256'] === undefined) {
    throw invalidRequest('Missing required header for this request: x-amz-content-sha256');
  }
  if (!PAYLOAD_HASH.test(payloadHash)) {
    throw invalidArgument(
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
      'x-amz-content-sha256',
      payloadHash,
    );
  }
  refuseUnsignedHeaders(request, isHeader);
  const signature = verifySignature(context, request, undefined);
  if (signature.signingName !== 's3') {
    throw new S3Error(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; incorrect service "${signature.signingName}". This endpoint belongs to "s3".`,
    );
  }
  return { principal: signature.principal, payloadHash: signature.payloadHash, signature };
}

/** Whatever steers S3 must be signed, else anybody on the way could add it. */
function refuseUnsignedHeaders({ headers, query }: OfflineRequest, isHeader: boolean): void {
  const list = isHeader
    ? /SignedHeaders=([^,\s]+)/.exec(headers.authorization ?? '')?.[1]
    : (query.get('X-Amz-SignedHeaders') ?? undefined);
  const signed = new Set((list ?? '').split(';'));
  const missing = Object.keys(headers).filter(
    (name) => name.startsWith('x-amz-') && name !== 'x-amz-content-sha256' && !signed.has(name),
  );
  if (!signed.has('host')) missing.unshift('host');
  if (missing.length === 0) return;
  const error = accessDenied('There were headers present in the request which were not signed');
  throw new S3Error(error.code, error.message, { status: 403, details: { HeadersNotSigned: missing.join(', ') } });
}
