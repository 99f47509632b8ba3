import { ServiceError } from '../../../kernel/errors.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import type { UpdateAction, UpdateOperand } from '../expressions/bind-update.ts';
import { type Condition, eachPath } from '../expressions/condition.ts';
import { holds } from '../expressions/evaluate.ts';
import { type ExpressionInput, readExpressions } from '../expressions/expressions.ts';
import type { Path } from '../expressions/placeholders.ts';
import { invalid, invalidParameter } from '../failures.ts';
import { type AttributeUpdate, applyAttributeUpdates, checkAttributeUpdates } from '../legacy/attribute-updates.ts';
import { checkExpectations, fromExpectations, type LegacyExpectation } from '../legacy/conditions.ts';
import type { Place, Table } from '../tables/table.ts';
import { checkParameters } from '../validation/parameters.ts';
import { type AttributeType, type Item, typeOf } from '../values/attribute-value.ts';
import { checkItem } from '../values/check-value.ts';
import { itemSize, LARGEST_ITEM } from '../values/size.ts';
import { checkIndexKeys, checkItemKeys, checkKey, checkKeyPath } from './check-keys.ts';

export type WriteInput = ExpressionInput & {
  TableName: string;
  Item?: Item;
  Key?: Item;
  Expected?: Record<string, LegacyExpectation>;
  ConditionalOperator?: string;
  AttributeUpdates?: Record<string, AttributeUpdate>;
  ReturnValues?: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';
  ReturnConsumedCapacity?: 'NONE' | 'TOTAL' | 'INDEXES';
  ReturnItemCollectionMetrics?: string;
  ReturnValuesOnConditionCheckFailure?: string;
};

/** A write whose parameters are checked as far as that goes without its table. */
export type WriteRequest = {
  readonly input: WriteInput;
  readonly condition: Condition | undefined;
  /** Checks what depends on the table; answers the item's place. @throws ServiceError */
  locate(table: Table): Place;
  /** The item afterwards; undefined: deleted. @throws ServiceError */
  produce(table: Table, before: Item | undefined): Item | undefined;
  /** The paths that an update touches. */
  readonly touched: readonly Path[];
};

/** The parameters of PutItem, alone or in a transaction. */
export function readPut(input: WriteInput): WriteRequest {
  checkParameters(input, ['ConditionExpression'], ['Expected']);
  const item = input.Item ?? {};
  checkItem(item);
  onlyOldValues(input);
  if (itemSize(item) > LARGEST_ITEM) throw invalid('Item size has exceeded the maximum allowed size');
  return putRequest(input, item, readCondition(input));
}

/** A put of a checked item. */
export function putRequest(input: WriteInput, item: Item, condition: Condition | undefined): WriteRequest {
  return {
    input,
    condition,
    touched: [],
    locate: (table) => {
      checkItemKeys(table, item);
      checkConditionPaths(table, condition);
      return table.place(item);
    },
    produce: () => item,
  };
}

/** The parameters of DeleteItem, alone or in a transaction. */
export function readDelete(input: WriteInput): WriteRequest {
  checkParameters(input, ['ConditionExpression'], ['Expected']);
  checkItem(input.Key ?? {});
  onlyOldValues(input);
  return deleteRequest(input, readCondition(input));
}

/** A deletion of the item with a checked key. */
export function deleteRequest(input: WriteInput, condition: Condition | undefined): WriteRequest {
  return {
    input,
    condition,
    touched: [],
    locate: (table) => locateKey(table, input, condition),
    produce: () => undefined,
  };
}

/** The parameters of a transaction's ConditionCheck. */
export function readCheck(input: WriteInput): WriteRequest {
  checkItem(input.Key ?? {});
  const condition = readCondition(input);
  return {
    input,
    condition,
    touched: [],
    locate: (table) => locateKey(table, input, condition),
    produce: (_table, before) => before,
  };
}

/** The parameters of UpdateItem, alone or in a transaction. */
export function readUpdate(input: WriteInput): WriteRequest {
  checkParameters(input, ['UpdateExpression', 'ConditionExpression'], ['AttributeUpdates', 'Expected']);
  checkItem(input.Key ?? {});
  checkAttributeUpdates(input.AttributeUpdates);
  checkExpectations(input.Expected);
  const expressions = readExpressions(input);
  const condition = expressions.condition ?? fromExpectations(input.Expected, input.ConditionalOperator);
  return updateRequest(input, expressions.update, condition);
}

/** An update of the item with a checked key, by actions or, without any, by the legacy AttributeUpdates. */
export function updateRequest(
  input: WriteInput,
  update: readonly UpdateAction[] | undefined,
  condition: Condition | undefined,
): WriteRequest {
  const actions = update ?? [];
  const touched = update
    ? actions.map(({ path }) => path)
    : Object.keys(input.AttributeUpdates ?? {}).map((name) => [name]);
  return {
    input,
    condition,
    touched,
    locate: (table) => {
      const place = locateKey(table, input, condition);
      for (const path of touched) {
        if (table.keyNames.includes(String(path[0]))) {
          throw invalidParameter(`Cannot update attribute ${path[0]}. This attribute is part of the key`);
        }
      }
      checkIndexTypes(table, actions, input.AttributeUpdates);
      for (const path of [...touched, ...actions.flatMap(readPaths)]) checkKeyPath(table, path);
      return place;
    },
    produce: (table, before) => {
      const base = before ?? { ...input.Key };
      const after = input.AttributeUpdates
        ? applyAttributeUpdates(base, input.AttributeUpdates)
        : applyUpdate(base, actions);
      checkIndexKeys(
        table,
        after,
        'The update expression attempted to update the secondary index key to unsupported type',
      );
      // Only a write into the depth can nest deeper than the parts, which were checked.
      if (touched.some(({ length }) => length > 1)) checkItem(after);
      if (itemSize(after) > LARGEST_ITEM) throw invalid('Item size to update has exceeded the maximum allowed size');
      return after;
    },
  };
}

function readCondition(input: WriteInput): Condition | undefined {
  checkExpectations(input.Expected);
  return readExpressions(input).condition ?? fromExpectations(input.Expected, input.ConditionalOperator);
}

function onlyOldValues({ ReturnValues }: WriteInput): void {
  if (ReturnValues && ReturnValues !== 'ALL_OLD' && ReturnValues !== 'NONE') {
    throw invalid('ReturnValues can only be ALL_OLD or NONE');
  }
}

function locateKey(table: Table, input: WriteInput, condition: Condition | undefined): Place {
  checkKey(table, input.Key ?? {});
  checkConditionPaths(table, condition);
  return table.place(input.Key ?? {});
}

function checkConditionPaths(table: Table, condition: Condition | undefined): void {
  if (condition) {
    eachPath(condition, (path) => {
      checkKeyPath(table, path);
    });
  }
}

/** Refuses values of the wrong type for a key of an index already before the item is read. */
function checkIndexTypes(
  table: Table,
  actions: readonly UpdateAction[],
  updates: Readonly<Record<string, AttributeUpdate>> | undefined,
): void {
  for (const index of table.indexes) {
    for (const { name, type } of index.keyAttributes) {
      const value = updates?.[name]?.Value;
      const actual = value ? typeOf(value) : assignedType(actions, name);
      if (actual !== undefined && actual !== type) {
        throw invalidParameter(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
        );
      }
    }
  }
}

/** The type that an update will give a top-level attribute, where the expression alone tells. */
function assignedType(actions: readonly UpdateAction[], name: string): AttributeType | undefined {
  const action = actions.find(({ path }) => path.length === 1 && path[0] === name);
  if (action?.kind === 'add') return typeOf(action.value);
  return action?.kind === 'set' ? typeOfOperand(action.operand) : undefined;
}

function typeOfOperand(operand: UpdateOperand): AttributeType | undefined {
  switch (operand.kind) {
    case 'value':
      return typeOf(operand.value);
    case 'default':
      return typeOfOperand(operand.otherwise);
    case 'append':
      return 'L';
    case '+':
    case '-':
      return 'N';
    case 'path':
    case 'fault':
      return undefined;
  }
}

/** The paths that an action reads. */
function readPaths(action: UpdateAction): Path[] {
  const within = (operand: UpdateOperand): Path[] => {
    switch (operand.kind) {
      case 'path':
        return [operand.path];
      case 'default':
        return [operand.path, ...within(operand.otherwise)];
      case 'append':
      case '+':
      case '-':
        return [...within(operand.left), ...within(operand.right)];
      case 'value':
      case 'fault':
        return [];
    }
  };
  return action.kind === 'set' ? within(action.operand) : [];
}

/** @throws ServiceError ConditionalCheckFailedException, with the item where it was asked for. */
export function assertCondition(request: WriteRequest, before: Item | undefined): void {
  if (!request.condition || holds(request.condition, before)) return;
  const shows = request.input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before;
  throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', {
    ...(shows && { details: { Item: before } }),
  });
}
