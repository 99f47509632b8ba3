import { ServiceError } from '../../kernel/errors.ts';

export const noSuchBucket = (bucket: string) =>
  new ServiceError('NoSuchBucket', `The specified bucket does not exist: ${bucket}`, { status: 404 });
export const noSuchKey = (key: string) =>
  new ServiceError('NoSuchKey', `The specified key does not exist: ${key}`, { status: 404 });
export const noSuchUpload = () =>
  new ServiceError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404 },
  );
export const preconditionFailed = () =>
  new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
  });
export const invalidArgument = (message: string) => new ServiceError('InvalidArgument', message);
export const malformedXml = () =>
  new ServiceError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
export const accessDenied = (message = 'Access Denied') => new ServiceError('AccessDenied', message, { status: 403 });

/** The kernel speaks of signatures in the JSON services' words; S3 has its own. */
const CODES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  UnrecognizedClientException: ['InvalidAccessKeyId', 403],
  ExpiredTokenException: ['ExpiredToken', 400],
  RequestExpired: ['RequestTimeTooSkewed', 403],
  MissingAuthenticationTokenException: ['AccessDenied', 403],
  IncompleteSignatureException: ['AuthorizationHeaderMalformed', 400],
  RequestEntityTooLargeException: ['EntityTooLarge', 400],
};

export function inWordsOfS3(error: ServiceError): ServiceError {
  const [code, status] = CODES[error.code] ?? [error.code, error.status];
  return code === error.code ? error : new ServiceError(code, error.message, { status, cause: error });
}
