import { holds } from '../expressions/evaluate.ts';
import { type ExpressionInput, readExpressions } from '../expressions/expressions.ts';
import { readKeyConditions, toKeyConditions } from '../expressions/key-condition.ts';
import { invalid } from '../failures.ts';
import type { CapacityMode } from '../items/capacity.ts';
import { readPage } from '../items/page.ts';
import { checkNoDuplicates, shownBy } from '../items/read-request.ts';
import { checkFilter, checkSelect, fetchesItems, readIndex, type SelectInput } from '../items/selection.ts';
import { checkStartKeyShape, checkStartKeyValues, readStartKey } from '../items/start-key.ts';
import { checkLegacyConditions, fromLegacyConditions, type LegacyCondition } from '../legacy/conditions.ts';
import { authorize, defineOperation } from '../operation.ts';
import { checkParameters } from '../validation/parameters.ts';
import {
  attributes,
  attributesToGet,
  boolean,
  conditionalOperator,
  conditions,
  expressionMembers,
  indexName,
  oneOf,
  returnConsumedCapacity,
  string,
  tableName,
} from '../validation/shapes.ts';
import { type AttributeValue, attributeOf, type Item } from '../values/attribute-value.ts';
import { equalValues } from '../values/compare.ts';
import { encodePartition } from '../values/key-encoding.ts';

type QueryInput = ExpressionInput &
  SelectInput & {
    TableName: string;
    Limit?: number;
    KeyConditions?: Record<string, LegacyCondition>;
    QueryFilter?: Record<string, LegacyCondition>;
    ConditionalOperator?: string;
    ScanIndexForward?: boolean;
    ExclusiveStartKey?: Item;
    ReturnConsumedCapacity?: CapacityMode;
  };

export const query = defineOperation<QueryInput>({
  members: {
    Select: oneOf('SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'),
    IndexName: indexName,
    ReturnConsumedCapacity: returnConsumedCapacity,
    QueryFilter: conditions,
    TableName: tableName,
    ConditionalOperator: conditionalOperator,
    AttributesToGet: attributesToGet,
    Limit: { kind: 'integer', min: 1, showsNoValue: true },
    KeyConditions: conditions,
    ExclusiveStartKey: attributes,
    ConsistentRead: boolean,
    ScanIndexForward: boolean,
    KeyConditionExpression: string,
    FilterExpression: string,
    ProjectionExpression: string,
    ...expressionMembers,
  },
  execute(state, input, call) {
    checkParameters(
      input,
      ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
      ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', 'KeyConditions'],
    );
    checkLegacyConditions(input.QueryFilter);
    checkNoDuplicates(input.AttributesToGet);
    checkStartKeyValues(input.ExclusiveStartKey);
    if (input.KeyConditions === undefined && input.KeyConditionExpression === undefined) {
      throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
    }
    const expressions = readExpressions(input);
    const keyConditions = expressions.keyCondition
      ? toKeyConditions(expressions.keyCondition)
      : (input.KeyConditions ?? {});
    checkLegacyConditions(keyConditions);
    const count = Object.keys(keyConditions).length;
    if (count !== 1 && count !== 2) throw invalid('Conditions can be of length 1 or 2 only');
    checkSelect(input);

    const arn = state.find(input.TableName)?.arn ?? state.tableArn(input.TableName);
    authorize(state, call, 'Query', input.IndexName === undefined ? arn : `${arn}/index/${input.IndexName}`);
    const table = state.table(input.TableName);
    const index = readIndex(table, input);
    const keys = index?.keys ?? table.keys;
    const start = input.ExclusiveStartKey;
    if (start) checkStartKeyShape(table, index, start);
    const { hash, rangeCondition, range } = readKeyConditions(keys, keyConditions);
    const after = start && readStartKey(table, index, start);
    if (start)
      checkWithin(
        start,
        keys.hash.name,
        hash,
        rangeCondition && { name: keys.range?.name ?? '', condition: rangeCondition },
      );

    const shown = shownBy(expressions.projection ?? input.AttributesToGet?.map((name) => [name]));
    shown.check(table);
    const filter = expressions.filter ?? fromLegacyConditions(input.QueryFilter, input.ConditionalOperator);
    checkFilter(table, filter, {
      keys: [keys.hash.name, ...(keys.range ? [keys.range.name] : [])],
      parameter: input.QueryFilter ? 'QueryFilter' : 'Filter Expression',
    });
    return readPage(state, {
      table,
      index,
      partition: encodePartition(hash),
      range,
      isBackward: input.ScanIndexForward === false,
      after,
      limit: input.Limit,
      filter,
      fetchesItems: fetchesItems(index, input, shown.paths),
      countsOnly: input.Select === 'COUNT',
      show: shown.show,
      showsWhole: shown.paths === undefined,
      asText: call.asText === true,
      isConsistent: input.ConsistentRead,
      capacityMode: input.ReturnConsumedCapacity,
      operation: call.operation,
    });
  },
});

/** @throws ServiceError where a page would begin outside of what is queried. */
function checkWithin(
  start: Item,
  hashName: string,
  hash: AttributeValue,
  range: { name: string; condition: LegacyCondition } | undefined,
): void {
  const startHash = attributeOf(start, hashName);
  const isSamePartition = startHash !== undefined && equalValues(startHash, hash);
  if (!range) {
    if (isSamePartition) return;
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  }
  const condition = fromLegacyConditions({ [range.name]: range.condition }, undefined);
  if (condition && !holds(condition, start)) {
    throw invalid('The provided starting key does not match the range key predicate');
  }
  if (!isSamePartition) throw invalid('The query can return at most one row and cannot be restarted');
}
