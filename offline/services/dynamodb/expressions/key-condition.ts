import { invalid, invalidParameter } from '../failures.ts';
import type { LegacyCondition } from '../legacy/conditions.ts';
import type { Keys } from '../tables/table.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { encodeKey, prefixEnd } from '../values/key-encoding.ts';
import type { Condition, Operand } from './condition.ts';
import type { Path } from './placeholders.ts';
import type { Comparator } from './syntax.ts';

/** Bounds of sort keys, as stored. */
export type KeyRange = {
  readonly low?: { readonly key: Buffer; readonly inclusive: boolean };
  readonly high?: { readonly key: Buffer; readonly inclusive: boolean };
};

const MIRRORED: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const LEGACY: Readonly<Record<string, string>> = { '=': 'EQ', '<': 'LT', '<=': 'LE', '>': 'GT', '>=': 'GE' };

/** Rewrites a key condition expression as KeyConditions. @throws ServiceError ValidationException */
export function toKeyConditions(condition: Condition): Record<string, LegacyCondition> {
  const found: Record<string, LegacyCondition> = {};
  collect(condition, found);
  return found;
}

function collect(condition: Condition, found: Record<string, LegacyCondition>): void {
  switch (condition.kind) {
    case 'and':
      collect(condition.left, found);
      collect(condition.right, found);
      return;
    case 'or':
      throw wrongOperator('OR');
    case 'not':
      throw wrongOperator('NOT');
    case 'in':
      throw wrongOperator('IN');
    case 'exists':
      throw wrongOperator('attribute_exists');
    case 'missing':
      throw wrongOperator('attribute_not_exists');
    case 'type':
      throw wrongOperator('attribute_type');
    case 'contains':
      throw wrongOperator('contains');
    case 'compare': {
      if (condition.operator === '<>') throw wrongOperator('<>');
      const [left, right] = [condition.left, condition.right];
      const isMirrored = left.kind !== 'path';
      const operator = LEGACY[isMirrored ? MIRRORED[condition.operator] : condition.operator] ?? 'EQ';
      add(found, operator, isMirrored ? right : left, [isMirrored ? left : right]);
      return;
    }
    case 'between':
      mustLeadWithKey(condition.operand, 'BETWEEN');
      add(found, 'BETWEEN', condition.operand, [condition.low, condition.high]);
      return;
    case 'begins':
      mustLeadWithKey(condition.operand, 'begins_with');
      add(found, 'BEGINS_WITH', condition.operand, [condition.part]);
  }
}

const wrongOperator = (operator: string) => invalid(`Invalid operator used in KeyConditionExpression: ${operator}`);

function mustLeadWithKey(operand: Operand, operator: string): void {
  if (operand.kind === 'path') return;
  throw invalid(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
}

function add(
  found: Record<string, LegacyCondition>,
  operator: string,
  attribute: Operand,
  operands: readonly Operand[],
): void {
  let named: Path | undefined;
  for (const operand of [attribute, ...operands]) {
    if (operand.kind === 'size') throw invalid('KeyConditionExpressions cannot contain nested operations');
    if (operand.kind !== 'path') continue;
    if (named) {
      throw invalid('Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition');
    }
    if (operand.path.length > 1) {
      throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
    }
    named = operand.path;
  }
  if (!named) throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
  const values = operands.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
  const name = String(named[0]);
  if (Object.hasOwn(found, name)) {
    throw invalid('KeyConditionExpressions must only contain one condition per key');
  }
  found[name] = { ComparisonOperator: operator, AttributeValueList: values };
}

/** Checks conditions against the keys that are queried; answers the partition and the range of sort keys. */
export function readKeyConditions(
  keys: Keys,
  conditions: Readonly<Record<string, LegacyCondition>>,
): { hash: AttributeValue; rangeCondition: LegacyCondition | undefined; range: KeyRange } {
  const count = Object.keys(conditions).length;
  if (!keys.range && count > 1) throw invalid('Query key condition not supported');
  let hash: AttributeValue | undefined;
  let rangeCondition: LegacyCondition | undefined;
  for (const key of keys.range ? [keys.hash, keys.range] : [keys.hash]) {
    const condition = Object.hasOwn(conditions, key.name) ? conditions[key.name] : undefined;
    if (!condition) {
      if (key === keys.hash || count > 1) throw invalid(`Query condition missed key schema element: ${key.name}`);
      continue;
    }
    const { ComparisonOperator: operator, AttributeValueList: values = [] } = condition;
    if (['NULL', 'NOT_NULL', 'NE', 'CONTAINS', 'NOT_CONTAINS', 'IN'].includes(operator)) {
      throw invalid('Attempted conditional constraint is not an indexable operation');
    }
    if (values.some((value) => value[key.type] === undefined)) {
      throw invalidParameter('Condition parameter type does not match schema type');
    }
    if (values.some((value) => value.S === '' || value.B === '') && operator !== 'BEGINS_WITH') {
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${key.type === 'S' ? 'string' : 'binary'} value. Key: ${key.name}`,
      );
    }
    if (key === keys.hash) {
      if (operator !== 'EQ') throw invalid('Query key condition not supported');
      hash = values[0];
    } else rangeCondition = condition;
  }
  if (!hash) throw invalid(`Query condition missed key schema element: ${keys.hash.name}`);
  return { hash, rangeCondition, range: rangeCondition ? toRange(rangeCondition) : {} };
}

function toRange({ ComparisonOperator, AttributeValueList = [] }: LegacyCondition): KeyRange {
  const [first, second] = AttributeValueList.map(encodeKey);
  if (!first) return {};
  switch (ComparisonOperator) {
    case 'EQ':
      return { low: { key: first, inclusive: true }, high: { key: first, inclusive: true } };
    case 'LT':
      return { high: { key: first, inclusive: false } };
    case 'LE':
      return { high: { key: first, inclusive: true } };
    case 'GT':
      return { low: { key: first, inclusive: false } };
    case 'GE':
      return { low: { key: first, inclusive: true } };
    case 'BETWEEN':
      return { low: { key: first, inclusive: true }, high: { key: second ?? first, inclusive: true } };
    default: {
      const end = prefixEnd(first);
      return { low: { key: first, inclusive: true }, ...(end && { high: { key: end, inclusive: false } }) };
    }
  }
}
