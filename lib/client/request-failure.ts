import type { Failure } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError, type GraphqlErrorLike } from '#lib/domain/result/graphql-failure';

/** A request of the browser failed; `failure` says why in words that may be shown. */
class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly failure: Failure;

  constructor(reason: Failure, options?: ErrorOptions) {
    super(reason.message, options);
    this.failure = reason;
  }
}

type Answer<Data> = { data: Data; errors?: readonly GraphqlErrorLike[] | undefined };

/** The data of an answer; throws `RequestFailure` where the backend refused or failed. */
export function dataOf<Data>(answer: Answer<Data>): Data {
  const first = answer.errors?.[0];
  if (first) throw new RequestFailure(failureOfGraphqlError(first));
  return answer.data;
}

/** What to tell about anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestFailure) return error.failure;
  if (typeof error === 'object' && error !== null && 'name' in error) {
    if (
      error.name === 'NoSignedUser' ||
      error.name === 'NoValidAuthTokens' ||
      error.name === 'NotAuthorizedException'
    ) {
      return failure('Unauthenticated');
    }
  }
  return failure('Unavailable');
}
