import type { Condition } from '../expressions/condition.ts';
import { type KeyRange, readKeyConditions } from '../expressions/key-condition.ts';
import { invalid } from '../failures.ts';
import {
  deleteRequest,
  putRequest,
  updateRequest,
  type WriteInput,
  type WriteRequest,
} from '../items/prepared-write.ts';
import type { LegacyCondition } from '../legacy/conditions.ts';
import type { DynamoState } from '../state.ts';
import type { KeyAttribute, Keys } from '../tables/table.ts';
import { type AttributeValue, type Item, setAttribute } from '../values/attribute-value.ts';
import { itemSize, LARGEST_ITEM } from '../values/size.ts';
import type { Statement } from './statement.ts';

const LEGACY: Readonly<Record<string, string>> = { '=': 'EQ', '<': 'LT', '<=': 'LE', '>': 'GT', '>=': 'GE' };

/** The conditions that must all hold. */
function conjuncts(condition: Condition | undefined): Condition[] {
  if (!condition) return [];
  return condition.kind === 'and' ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];
}

/** What a WHERE clause says about the partition and its sort keys; undefined where all partitions must be read. */
export function planRead(
  keys: Keys,
  where: Condition | undefined,
): { hash: AttributeValue; range: KeyRange } | undefined {
  const conditions: Record<string, LegacyCondition> = {};
  for (const condition of conjuncts(where)) {
    for (const key of keys.range ? [keys.hash, keys.range] : [keys.hash]) {
      const found = onKey(condition, key, key === keys.hash);
      if (found) conditions[key.name] ??= found;
    }
  }
  if (conditions[keys.hash.name] === undefined) return undefined;
  return readKeyConditions(keys, conditions);
}

function onKey(condition: Condition, { name, type }: KeyAttribute, isHash: boolean): LegacyCondition | undefined {
  const fits = (value: AttributeValue) => value[type] !== undefined && value[type] !== '';
  const isKey = (operand: { kind: string; path?: readonly (string | number)[] }) =>
    operand.kind === 'path' && operand.path?.length === 1 && operand.path[0] === name;
  if (condition.kind === 'compare' && isKey(condition.left) && condition.right.kind === 'value') {
    const operator = LEGACY[condition.operator];
    if (!operator || (isHash && operator !== 'EQ') || !fits(condition.right.value)) return undefined;
    return { ComparisonOperator: operator, AttributeValueList: [condition.right.value] };
  }
  if (isHash) return undefined;
  if (condition.kind === 'begins' && isKey(condition.operand) && condition.part.kind === 'value') {
    return fits(condition.part.value) && type !== 'N'
      ? { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [condition.part.value] }
      : undefined;
  }
  if (condition.kind === 'between' && isKey(condition.operand)) {
    const { low, high } = condition;
    if (low.kind !== 'value' || high.kind !== 'value' || !fits(low.value) || !fits(high.value)) return undefined;
    return { ComparisonOperator: 'BETWEEN', AttributeValueList: [low.value, high.value] };
  }
  return undefined;
}

/** The whole key that a WHERE clause gives, and what else it asks. @throws ServiceError ValidationException */
export function planKey(keys: Keys, where: Condition | undefined): { key: Item; rest: Condition | undefined } {
  const key: Item = {};
  const rest: Condition[] = [];
  const names = new Set([keys.hash.name, ...(keys.range ? [keys.range.name] : [])]);
  for (const condition of conjuncts(where)) {
    const left = condition.kind === 'compare' && condition.operator === '=' ? condition.left : undefined;
    const right = condition.kind === 'compare' ? condition.right : undefined;
    const name = left?.kind === 'path' && left.path.length === 1 ? String(left.path[0]) : undefined;
    if (name !== undefined && names.has(name) && right?.kind === 'value' && !Object.hasOwn(key, name)) {
      setAttribute(key, name, right.value);
    } else rest.push(condition);
  }
  if (Object.keys(key).length !== names.size) {
    throw invalid('Where clause does not contain a mandatory equality on all key attributes');
  }
  const [first, ...others] = rest;
  return { key, rest: first && others.reduce((left, right) => ({ kind: 'and', left, right }), first) };
}

/** A statement that writes or checks one item, as a request. */
export function planWrite(
  state: DynamoState,
  statement: Exclude<Statement, { kind: 'select' }>,
  input: Pick<WriteInput, 'ReturnConsumedCapacity' | 'ReturnValuesOnConditionCheckFailure'>,
): { request: WriteRequest; action: string } {
  const { keys } = state.table(statement.table);
  const exists: Condition = { kind: 'exists', path: [keys.hash.name] };
  const base = { ...input, TableName: statement.table };
  switch (statement.kind) {
    case 'insert':
      if (itemSize(statement.item) > LARGEST_ITEM) throw invalid('Item size has exceeded the maximum allowed size');
      return {
        request: putRequest(base, statement.item, { kind: 'missing', path: [keys.hash.name] }),
        action: 'PartiQLInsert',
      };
    case 'update': {
      const { key, rest } = planKey(keys, statement.where);
      const condition: Condition = rest ? { kind: 'and', left: exists, right: rest } : exists;
      const write = { ...base, Key: key, ...(statement.returning && { ReturnValues: statement.returning }) };
      return { request: updateRequest(write, statement.actions, condition), action: 'PartiQLUpdate' };
    }
    case 'delete': {
      const { key, rest } = planKey(keys, statement.where);
      const write = { ...base, Key: key, ...(statement.returning && { ReturnValues: statement.returning }) };
      return { request: deleteRequest(write, rest), action: 'PartiQLDelete' };
    }
    case 'exists': {
      const { key, rest } = planKey(keys, statement.where);
      const condition: Condition = rest ? { kind: 'and', left: exists, right: rest } : exists;
      const check = deleteRequest({ ...base, Key: key }, condition);
      return { request: { ...check, produce: (_table, before) => before }, action: 'PartiQLSelect' };
    }
  }
}
