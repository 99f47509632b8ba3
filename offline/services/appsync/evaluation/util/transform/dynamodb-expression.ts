import { toDynamoDB } from '../dynamodb.ts';
import { isList, isRecord, type JsonRecord } from '../values.ts';

const COMPARISONS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

const TYPE_CODES: Readonly<Record<string, string>> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

type Expression = { names: JsonRecord; values: JsonRecord };

/** A filter that has no expression. */
class Unrenderable extends Error {}

/**
 * `toDynamoDBFilterExpression` and `toDynamoDBConditionExpression`, which render alike: JSON text of `expression`,
 * `expressionNames` and `expressionValues`, or null for a filter that cannot be rendered.
 */
export function toDynamoDBExpression(filter: unknown): string | null {
  if (!isRecord(filter)) return null;
  const out: Expression = { names: {}, values: {} };
  try {
    const expression = renderFilter(filter, [], out).join(' AND ');
    return JSON.stringify({ expression, expressionNames: out.names, expressionValues: out.values });
  } catch (error) {
    if (error instanceof Unrenderable) return null;
    throw error;
  }
}

function renderFilter(filter: JsonRecord, path: string[], out: Expression): string[] {
  return Object.entries(filter).map(([key, value]) => {
    if (key === 'and' || key === 'or') return renderGroup(key, value, path, out);
    if (key === 'not') {
      if (!isRecord(value)) throw new Unrenderable();
      return `(NOT ${renderFilter(value, [...path, 'not'], out).join(' AND ')})`;
    }
    return renderField(key, value, path, out);
  });
}

function renderGroup(key: 'and' | 'or', members: unknown, path: string[], out: Expression): string {
  if (!isList(members)) throw new Unrenderable();
  const parts = members.map((member, index) => {
    if (!isRecord(member)) throw new Unrenderable();
    return renderFilter(member, [...path, key, String(index)], out).join(' AND ');
  });
  return wrap(parts, ` ${key.toUpperCase()} `);
}

const wrap = (parts: string[], joiner: string): string =>
  parts.length > 1 ? `(${parts.join(joiner)})` : parts.join(joiner);

function renderField(field: string, operators: unknown, path: string[], out: Expression): string {
  if (!isRecord(operators)) throw new Unrenderable();
  out.names[`#${field}`] = field;
  return renderOperators(`#${field}`, [...path, field], operators, out);
}

function renderOperators(subject: string, path: string[], operators: JsonRecord, out: Expression): string {
  const parts = Object.entries(operators).map(([operator, operand]) => {
    if (operator !== 'size') return `(${renderOperator(subject, operator, operand, path, out)})`;
    if (!isRecord(operand)) throw new Unrenderable();
    const inner = subject.startsWith('size(') ? subject : `size(${subject})`;
    return renderOperators(inner, [...path, 'size'], operand, out);
  });
  return wrap(parts, ' AND ');
}

function renderOperator(subject: string, operator: string, operand: unknown, path: string[], out: Expression): string {
  const bind = (value: unknown, suffix = ''): string => {
    const name = `:${[...path, operator].join('_')}${suffix}`;
    out.values[name] = toDynamoDB(value);
    return name;
  };
  const comparison = COMPARISONS[operator];
  if (comparison) return `${subject} ${comparison} ${bind(operand)}`;
  switch (operator) {
    case 'contains':
      return `contains(${subject},${bind(operand)})`;
    case 'notContains':
      return `NOT contains(${subject},${bind(operand)})`;
    case 'beginsWith':
      return `begins_with(${subject},${bind(operand)})`;
    case 'between':
      if (!isList(operand) || operand.length < 2) throw new Unrenderable();
      return `${subject} BETWEEN ${bind(operand[0], '_start')} AND ${bind(operand[1], '_end')}`;
    case 'in': {
      if (!isList(operand)) throw new Unrenderable();
      if (operand.length === 0) return 'null';
      return `${subject} IN (${operand.map((value, index) => bind(value, `_${index}`)).join(', ')})`;
    }
    case 'attributeExists':
      if (typeof operand !== 'boolean') throw new Unrenderable();
      return `${operand ? 'attribute_exists' : 'attribute_not_exists'}(${subject})`;
    case 'attributeType': {
      const code = typeof operand === 'string' ? TYPE_CODES[operand] : undefined;
      if (!code) throw new Unrenderable();
      return `attribute_type(${subject},${bind(code)})`;
    }
    default:
      throw new Unrenderable();
  }
}
