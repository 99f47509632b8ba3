import type { FunctionTable } from '../function-table.ts';
import { toDynamoDBExpression } from './dynamodb-expression.ts';
import { toSearchQuery } from './search-query.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';

/** `util.transform`. */
export const TRANSFORM: FunctionTable = {
  toDynamoDBFilterExpression: (_run, filter) => toDynamoDBExpression(filter),
  toDynamoDBConditionExpression: (_run, filter) => toDynamoDBExpression(filter),
  toElasticsearchQueryDSL: (_run, filter) => toSearchQuery(filter),
  toSubscriptionFilter: (_run, filter, ignoredFields, rules) => toSubscriptionFilter(filter, ignoredFields, rules),
};
