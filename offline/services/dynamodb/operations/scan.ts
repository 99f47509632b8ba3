import { type ExpressionInput, readExpressions } from '../expressions/expressions.ts';
import { invalid } from '../failures.ts';
import type { CapacityMode } from '../items/capacity.ts';
import { readPage } from '../items/page.ts';
import { checkNoDuplicates, shownBy } from '../items/read-request.ts';
import type { Position } from '../items/rows.ts';
import { checkFilter, checkSelect, fetchesItems, readIndex, type SelectInput } from '../items/selection.ts';
import { checkStartKeyValues, readStartKey } from '../items/start-key.ts';
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
import type { Item } from '../values/attribute-value.ts';
import { segmentStart } from '../values/key-encoding.ts';

type Input = ExpressionInput &
  SelectInput & {
    TableName: string;
    Limit?: number;
    ScanFilter?: Record<string, LegacyCondition>;
    ConditionalOperator?: string;
    ExclusiveStartKey?: Item;
    Segment?: number;
    TotalSegments?: number;
    ReturnConsumedCapacity?: CapacityMode;
  };

export const scan = defineOperation<Input>({
  members: {
    Select: oneOf('SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'),
    IndexName: indexName,
    TotalSegments: { kind: 'integer', min: 1, max: 1_000_000 },
    ReturnConsumedCapacity: returnConsumedCapacity,
    TableName: tableName,
    ConditionalOperator: conditionalOperator,
    ScanFilter: conditions,
    Segment: { kind: 'integer', min: 0, max: 999_999 },
    Limit: { kind: 'integer', min: 1 },
    AttributesToGet: attributesToGet,
    ExclusiveStartKey: attributes,
    ConsistentRead: boolean,
    FilterExpression: string,
    ProjectionExpression: string,
    ...expressionMembers,
  },
  execute(state, input, call) {
    checkParameters(
      input,
      ['ProjectionExpression', 'FilterExpression'],
      ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
    );
    checkNoDuplicates(input.AttributesToGet);
    checkLegacyConditions(input.ScanFilter);
    checkStartKeyValues(input.ExclusiveStartKey);
    checkSegments(input);
    const expressions = readExpressions(input);
    checkSelect(input);

    const arn = state.find(input.TableName)?.arn ?? state.tableArn(input.TableName);
    authorize(state, call, 'Scan', input.IndexName === undefined ? arn : `${arn}/index/${input.IndexName}`);
    const table = state.table(input.TableName);
    const index = readIndex(table, input);
    const after = input.ExclusiveStartKey && readStartKey(table, index, input.ExclusiveStartKey);
    const segment = readSegment(input, after);
    const shown = shownBy(expressions.projection ?? input.AttributesToGet?.map((name) => [name]));
    shown.check(table);
    const filter = expressions.filter ?? fromLegacyConditions(input.ScanFilter, input.ConditionalOperator);
    checkFilter(table, filter, undefined);
    return readPage(state, {
      table,
      index,
      ...segment,
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

function checkSegments({ Segment, TotalSegments }: Input): void {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (TotalSegments === undefined) return;
  if (Segment === undefined) {
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (Segment >= TotalSegments) {
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
}

function readSegment(
  { Segment = 0, TotalSegments = 1 }: Input,
  after: Position | undefined,
): { from?: Buffer; to?: Buffer } {
  if (TotalSegments === 1) return {};
  const [from, to] = [segmentStart(Segment, TotalSegments), segmentStart(Segment + 1, TotalSegments)];
  const place = after?.entry ?? after?.item;
  if (place && ((from && Buffer.compare(place.pk, from) < 0) || (to && Buffer.compare(place.pk, to) >= 0))) {
    throw invalid(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    );
  }
  return { ...(from && { from }), ...(to && { to }) };
}
