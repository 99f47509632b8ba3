import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../../../../kernel/errors.ts';
import { uuid } from '../../../../kernel/ids.ts';
import type { Answer } from '../data-source.ts';
import type { PageTokens } from './pagination.ts';

/** A table as a data source sees it. */
export type Table = {
  readonly tableName: string;
  readonly tokens: PageTokens;
  /** Runs a wire operation as the data source's role. @throws ServiceError */
  execute(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>;
};

/** Exceptions that the AWS SDK models; all others are told as `DynamoDbException`. */
const MODELLED = new Set([
  'ConditionalCheckFailedException',
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'ThrottlingException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** A refusal of DynamoDB as `ctx.error` tells it. @throws what is no refusal */
export function toAnswer(error: unknown, result: unknown = null): Answer {
  if (!(error instanceof ServiceError)) throw error;
  const type = MODELLED.has(error.code) ? error.code : 'DynamoDbException';
  const message = `${error.message} (Service: DynamoDb, Status Code: ${error.status}, Request ID: ${uuid()})`;
  return { result, error: { message, type: `DynamoDB:${type}` } };
}

export const isFailedCondition = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && error.code === 'ConditionalCheckFailedException';

/** Whether two items are the same but for some attributes. */
export function isSameItem(left: Record<string, unknown>, right: Record<string, unknown>, ignored: readonly string[]) {
  const without = (item: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !ignored.includes(name)));
  return isDeepStrictEqual(without(left), without(right));
}
