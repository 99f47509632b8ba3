import { isList, isRecord, type JsonRecord } from '../values.ts';
import type { Dialect } from './dialect.ts';

const COMPARISONS: Readonly<Record<string, string>> = { eq: '=', ne: '!=', gt: '>', ge: '>=', lt: '<', le: '<=' };

/** A condition object as the text after WHERE; parts without conditions leave their joiners, as on AWS. */
export function renderConditions(where: JsonRecord, dialect: Dialect): string {
  return Object.entries(where)
    .map(([key, value]) => {
      if (key === 'and' || key === 'or') return renderGroup(key, value, dialect);
      return renderColumn(key, value, dialect);
    })
    .join(' AND ');
}

function renderGroup(key: 'and' | 'or', members: unknown, dialect: Dialect): string {
  if (!isList(members)) throw new Error(`${key} expects conditions to be an array`);
  return members
    .map((member) => {
      if (!isRecord(member) || member.type === 'SQL') throw new Error(`Expected ${key} to be an Object.`);
      const inner = renderConditions(member, dialect);
      return inner === '' ? '' : `(${inner})`;
    })
    .join(` ${key.toUpperCase()} `);
}

function renderColumn(column: string, conditions: unknown, dialect: Dialect): string {
  if (!isRecord(conditions)) throw new Error('Expected condition to be an Object.');
  return Object.entries(conditions)
    .map(([operator, value]) => renderCondition(column, operator, value, dialect))
    .join(' AND ');
}

function renderCondition(column: string, operator: string, value: unknown, dialect: Dialect): string {
  const subject = dialect.quote(column);
  const path = `${column}.${operator}`;
  if (operator === 'size') return renderSize(column, value, dialect);
  if (operator === 'between') return `${subject} ${renderBetween(path, value, dialect)}`;
  const comparison = COMPARISONS[operator];
  if (!comparison && !['beginsWith', 'contains', 'notContains', 'attributeExists'].includes(operator)) {
    throw new Error(`Unsupported condition ${path}.`);
  }
  if (value === null || value === undefined) throw new Error(`Value for ${path} can't be null.`);
  if (comparison) return `${subject} ${comparison} ${dialect.bind(value)}`;
  if (operator === 'attributeExists') {
    if (typeof value !== 'boolean') throw new Error(`${path} expects a boolean value to be passed.`);
    return `${subject} ${value ? 'IS NOT NULL' : 'IS NULL'}`;
  }
  if (typeof value !== 'string') throw new Error(`${path} expects a string value to be passed.`);
  if (operator === 'beginsWith') return `${subject} LIKE ${dialect.bind(`${value}%`)}`;
  return operator === 'contains'
    ? `${subject} LIKE ${dialect.bind(`%${value}%`)}`
    : `${subject} NOT LIKE ${dialect.bind(value)}`;
}

function renderBetween(path: string, value: unknown, dialect: Dialect): string {
  if (!isList(value)) throw new Error(`${path} condition expects an array with length of 2.`);
  if (value.length !== 2) {
    throw new Error(
      `${path} condition expects an array with 2 values but received an array with length ${value.length}.`,
    );
  }
  return `BETWEEN ${dialect.bind(value[0])} AND ${dialect.bind(value[1])}`;
}

function renderSize(column: string, comparisons: unknown, dialect: Dialect): string {
  if (!isRecord(comparisons)) throw new Error(`Expected ${column}.size to be an Object.`);
  const subject = `LENGTH (${dialect.quote(column)})`;
  return Object.entries(comparisons)
    .map(([operator, value]) => {
      if (operator === 'between') return `${subject} ${renderBetween(`${column}.size`, value, dialect)}`;
      const comparison = COMPARISONS[operator];
      if (!comparison) throw new Error(`${column}.size has invalid size operator.`);
      return `${subject} ${comparison} ${dialect.bind(value)}`;
    })
    .join(' AND ');
}
