import 'server-only';
import type { GraphqlErrorLike } from '#lib/domain/result/graphql-failure';
import { failureOfGraphqlError } from '#lib/domain/result/graphql-failure';

/** A page's query failed. The message is for the log; screens show words of their own. */
class QueryError extends Error {
  override readonly name = 'QueryError';
}

type Answer<Data> = { data: Data; errors?: readonly GraphqlErrorLike[] | undefined };

/** The data of an answer; throws `QueryError` naming the query where the backend refused or failed. */
export function dataOf<Data>(query: string, answer: Answer<Data>): Data {
  const first = answer.errors?.[0];
  if (!first) return answer.data;
  const { code } = failureOfGraphqlError(first);
  throw new QueryError(`${query}: ${code} (${first.errorType ?? 'no type'}: ${first.message ?? 'no message'})`);
}
