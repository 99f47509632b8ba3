import { type Failure, type FailureCode, isFailureCode } from './action-result.ts';

/** The part of a GraphQL error that tells what happened. */
export type GraphqlErrorLike = {
  message?: string | null;
  errorType?: string | null;
  errorInfo?: unknown;
};

const codeOfErrorType: Record<string, FailureCode> = {
  UnauthorizedException: 'Unauthorized',
  'DynamoDB:ConditionalCheckFailedException': 'Conflict',
  ConditionalCheckFailedException: 'Conflict',
  BadRequestException: 'ValidationError',
  ThrottlingException: 'Throttled',
  LimitExceededException: 'Throttled',
  ExecutionTimeout: 'Unavailable',
};

// What Amplify's client says, without a type, where no answer came at all (its AmplifyErrorCode.NetworkError).
const noAnswer = 'A network error has occurred.';

// Messages of these come from our own resolvers and are written for people; all others stay inside.
const publicCodes: readonly FailureCode[] = ['ValidationError', 'Conflict', 'NotFound', 'Throttled'];

const ownWords: Record<FailureCode, string> = {
  Unauthenticated: 'Your session has ended. Sign in again.',
  Unauthorized: 'Your role does not allow this.',
  NotFound: 'This does not exist, or not in your organization.',
  ValidationError: 'Some of what was sent is not valid.',
  Conflict: 'Somebody else changed this in the meantime. Load it again.',
  Throttled: 'Too many requests at once. Try again in a moment.',
  Unavailable: 'The backend does not answer at the moment. Try again.',
  InternalError: 'Something failed on our side. Try again.',
};

/** A failure in the product's own words. */
export function failure(code: FailureCode, field?: string): Failure {
  return field === undefined
    ? { ok: false, code, message: ownWords[code] }
    : { ok: false, code, message: ownWords[code], field };
}

function fieldOf(errorInfo: unknown): string | undefined {
  if (typeof errorInfo !== 'object' || errorInfo === null || !('field' in errorInfo)) return undefined;
  return typeof errorInfo.field === 'string' ? errorInfo.field : undefined;
}

/** Turns the first GraphQL error of an answer into a failure that may be shown: nothing internal leaks. */
export function failureOfGraphqlError(error: GraphqlErrorLike): Failure {
  const type = error.errorType ?? '';
  const fallback = !type && error.message === noAnswer ? 'Unavailable' : 'InternalError';
  const code = isFailureCode(type) ? type : (codeOfErrorType[type] ?? fallback);
  const field = fieldOf(error.errorInfo);
  const isOwnMessage = isFailureCode(type) && publicCodes.includes(code) && error.message;
  const base = failure(code, field);
  return isOwnMessage && error.message ? { ...base, message: error.message } : base;
}
