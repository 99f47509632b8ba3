import type { Condition, Operand } from '../expressions/condition.ts';
import { invalid, invalidParameter } from '../failures.ts';
import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';
import { compareValues } from '../values/compare.ts';

export type LegacyCondition = { ComparisonOperator: string; AttributeValueList?: AttributeValue[] };
export type LegacyExpectation = {
  ComparisonOperator?: string;
  AttributeValueList?: AttributeValue[];
  Exists?: boolean;
  Value?: AttributeValue;
};

const SCALARS = ['S', 'N', 'B'];
const EQUATABLE = [...SCALARS, 'SS', 'NS', 'BS', 'BOOL', 'NULL', 'L', 'M'];

type Rule = { readonly least: number; readonly most: number; readonly types?: readonly string[] };
const one = (types: readonly string[]): Rule => ({ least: 1, most: 1, types });
const RULES: Readonly<Record<string, Rule>> = {
  NULL: { least: 0, most: 0 },
  NOT_NULL: { least: 0, most: 0 },
  EQ: one(EQUATABLE),
  NE: one(EQUATABLE),
  LE: one(SCALARS),
  LT: one(SCALARS),
  GE: one(SCALARS),
  GT: one(SCALARS),
  CONTAINS: one([...SCALARS, 'BOOL', 'NULL']),
  NOT_CONTAINS: one([...SCALARS, 'BOOL', 'NULL']),
  BEGINS_WITH: one(['S', 'B']),
  IN: { least: 1, most: Number.POSITIVE_INFINITY, types: SCALARS },
  BETWEEN: { least: 2, most: 2, types: SCALARS },
};

const COMPARATORS = { EQ: '=', NE: '<>', LE: '<=', LT: '<', GE: '>=', GT: '>' } as const;

/** Checks ScanFilter, QueryFilter or KeyConditions. @throws ServiceError ValidationException */
export function checkLegacyConditions(conditions: Readonly<Record<string, LegacyCondition>> | undefined): void {
  for (const { ComparisonOperator, AttributeValueList = [] } of Object.values(conditions ?? {})) {
    for (const value of AttributeValueList) checkValue(value);
    checkArguments(ComparisonOperator, AttributeValueList);
  }
}

function checkArguments(operator: string, values: readonly AttributeValue[]): void {
  const rule = RULES[operator];
  if (!rule) return;
  if (values.length < rule.least || values.length > rule.most) {
    throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  const [first, second] = values;
  if (first && values.some((value) => typeOf(value) !== typeOf(first))) {
    throw invalidParameter('AttributeValues inside AttributeValueList must be of same type');
  }
  for (const value of values) {
    if (rule.types?.includes(typeOf(value)) === false) {
      throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${typeOf(value)} AttributeValue type`);
    }
  }
  if (operator === 'BETWEEN' && first && second && (compareValues(first, second) ?? 0) > 0) {
    throw invalid('The BETWEEN condition was provided a range where the lower bound is greater than the upper bound');
  }
}

/** Checks Expected. @throws ServiceError ValidationException */
export function checkExpectations(expected: Readonly<Record<string, LegacyExpectation>> | undefined): void {
  for (const [name, expectation] of Object.entries(expected ?? {})) checkExpectation(name, expectation);
}

function checkExpectation(name: string, expectation: LegacyExpectation): void {
  const { ComparisonOperator: operator, AttributeValueList: values, Exists: exists, Value: value } = expectation;
  if (values && value)
    throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  if (value) checkValue(value);
  for (const element of values ?? []) checkValue(element);
  if (operator !== undefined) {
    if (exists !== undefined) {
      throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
    }
    if (operator !== 'NULL' && operator !== 'NOT_NULL' && !values && !value) {
      throw invalidParameter(
        `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
      );
    }
    checkArguments(operator, values ?? (value ? [value] : []));
    return;
  }
  if (values)
    throw invalidParameter(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  if (exists !== false && !value) {
    throw invalidParameter(
      `Value must be provided when Exists is ${exists === undefined ? 'null' : exists} for Attribute: ${name}`,
    );
  }
  if (exists === false && value)
    throw invalidParameter(`Value cannot be used when Exists is false for Attribute: ${name}`);
}

/** The condition that checked legacy conditions stand for, or undefined where there are none. */
export function fromLegacyConditions(
  conditions: Readonly<Record<string, LegacyCondition>> | undefined,
  operator: string | undefined,
): Condition | undefined {
  return join(
    Object.entries(conditions ?? {}).map(([name, { ComparisonOperator, AttributeValueList = [] }]) =>
      single(name, ComparisonOperator, AttributeValueList),
    ),
    operator,
  );
}

/** The condition that checked expectations stand for, or undefined where there are none. */
export function fromExpectations(
  expected: Readonly<Record<string, LegacyExpectation>> | undefined,
  operator: string | undefined,
): Condition | undefined {
  return join(
    Object.entries(expected ?? {}).map(([name, expectation]) => {
      const values = expectation.AttributeValueList ?? (expectation.Value ? [expectation.Value] : []);
      return single(name, expectation.ComparisonOperator ?? (expectation.Exists === false ? 'NULL' : 'EQ'), values);
    }),
    operator,
  );
}

function join(conditions: readonly Condition[], operator: string | undefined): Condition | undefined {
  if (conditions.length === 0) return undefined;
  return conditions.reduce((left, right) => ({ kind: operator === 'OR' ? 'or' : 'and', left, right }));
}

function single(name: string, operator: string, values: readonly AttributeValue[]): Condition {
  const path = [name];
  const attribute: Operand = { kind: 'path', path };
  const [first, second] = values.map((value): Operand => ({ kind: 'value', value }));
  if (operator === 'NULL') return { kind: 'missing', path };
  if (operator === 'NOT_NULL' || !first) return { kind: 'exists', path };
  switch (operator) {
    case 'IN':
      return { kind: 'in', operand: attribute, candidates: values.map((value) => ({ kind: 'value', value })) };
    case 'BETWEEN':
      return { kind: 'between', operand: attribute, low: first, high: second ?? first };
    case 'BEGINS_WITH':
      return { kind: 'begins', operand: attribute, part: first };
    case 'CONTAINS':
      return { kind: 'contains', operand: attribute, part: first };
    case 'NOT_CONTAINS': {
      const inner: Condition = { kind: 'contains', operand: attribute, part: first };
      return { kind: 'and', left: { kind: 'exists', path }, right: { kind: 'not', inner } };
    }
    default: {
      const comparator = COMPARATORS[operator as keyof typeof COMPARATORS];
      return { kind: 'compare', operator: comparator, left: attribute, right: first };
    }
  }
}
