import { ServiceError } from '../../kernel/errors.ts';

type Extras = { status?: number; details?: Record<string, unknown>; headers?: Record<string, string>; cause?: unknown };

/** An error as S3 words it; `details` are further elements of its document, `headers` go with the answer. */
export class S3Error extends ServiceError {
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, { headers = {}, ...options }: Extras = {}) {
    super(code, message, options);
    this.headers = headers;
  }
}

export const noSuchBucket = (bucket: string) =>
  new S3Error('NoSuchBucket', 'The specified bucket does not exist', { status: 404, details: { BucketName: bucket } });
export const noSuchKey = (key: string, headers: Record<string, string> = {}) =>
  new S3Error('NoSuchKey', 'The specified key does not exist.', { status: 404, details: { Key: key }, headers });
export const noSuchVersion = (key: string, version: string) =>
  new S3Error('NoSuchVersion', 'The specified version does not exist.', {
    status: 404,
    details: { Key: key, VersionId: version },
  });
export const noSuchUpload = (upload: string) =>
  new S3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404, details: { UploadId: upload } },
  );
export const preconditionFailed = (condition: string) =>
  new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    details: { Condition: condition },
  });
export const invalidArgument = (message: string, name?: string, value?: string) =>
  new S3Error('InvalidArgument', message, {
    details: { ...(name !== undefined && { ArgumentName: name, ArgumentValue: value ?? '' }) },
  });
export const invalidRequest = (message: string) => new S3Error('InvalidRequest', message);
export const malformedXml = () =>
  new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
export const accessDenied = (message = 'Access Denied') => new S3Error('AccessDenied', message, { status: 403 });
export const methodNotAllowed = (method: string, resourceType: string, headers: Record<string, string> = {}) =>
  new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    details: { Method: method, ResourceType: resourceType },
    headers,
  });
/** What S3 has and this backend has not. */
export const notEmulated = (what: string) =>
  new S3Error('NotImplemented', `The offline backend does not emulate ${what} of S3.`, { status: 501 });
/** A header whose value S3 itself does not take. */
export const notImplemented = (header: string) =>
  new S3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
    status: 501,
    details: { Header: header },
  });
export const incompleteBody = () =>
  new S3Error('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');

/** The kernel speaks of signatures in the JSON services' words; S3 has its own. */
const WORDS: Readonly<Record<string, readonly [code: string, status: number, message?: string]>> = {
  UnrecognizedClientException: [
    'InvalidAccessKeyId',
    403,
    'The AWS Access Key Id you provided does not exist in our records.',
  ],
  ExpiredTokenException: ['ExpiredToken', 400, 'The provided token has expired.'],
  RequestExpired: [
    'RequestTimeTooSkewed',
    403,
    'The difference between the request time and the current time is too large.',
  ],
  MissingAuthenticationTokenException: ['AccessDenied', 403, 'Access Denied'],
  IncompleteSignatureException: ['AuthorizationHeaderMalformed', 400],
  RequestEntityTooLargeException: ['MaxMessageLengthExceeded', 400, 'Your request was too big.'],
};

export function inWordsOfS3(error: ServiceError): ServiceError {
  const words = WORDS[error.code];
  if (!words) return error;
  const [code, status, message = error.message] = words;
  return new S3Error(code, message, { status, details: { ...error.details }, cause: error });
}
