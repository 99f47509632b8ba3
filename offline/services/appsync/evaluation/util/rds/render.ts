import { isList, isRecord, type JsonRecord } from '../values.ts';
import { renderConditions } from './conditions.ts';
import type { Dialect } from './dialect.ts';
import { isSqlTemplate, type Statement } from './statement.ts';

const JOINS = /^(?:(?:inner|left|leftOuter|right|rightOuter|fullOuter|cross)?join|\w*joinNatural)$/i;

/** A statement's SQL text; clauses that come out empty are left out. */
export function renderStatement(statement: Statement, dialect: Dialect): string {
  const clauses = clausesOf(statement, dialect);
  return clauses
    .filter((clause) => clause !== '')
    .join(' ')
    .trim();
}

function clausesOf(statement: Statement, dialect: Dialect): string[] {
  switch (statement.type) {
    case 'SQL':
      return [renderTemplate(statement, dialect)];
    case 'SELECT':
      return selectClauses(statement.properties, dialect);
    case 'INSERT': {
      const { properties } = statement;
      const table = tableOf(properties, dialect);
      const values = valuesOf(properties, 'insert');
      const columns = Object.keys(values).map((column) => dialect.quote(column));
      const bound = Object.values(values).map((value) => dialect.bind(value));
      const list = `(${columns.join(', ')}) VALUES (${bound.join(', ')})`;
      return ['INSERT INTO', table, list, ...returning(properties, dialect)];
    }
    case 'UPDATE': {
      const { properties } = statement;
      const table = tableOf(properties, dialect);
      const values = Object.entries(valuesOf(properties, 'update'));
      const sets = values.map(([column, value]) => `${dialect.quote(column)} = ${dialect.bind(value)}`);
      return ['UPDATE', table, 'SET', sets.join(', '), where(properties, dialect), ...returning(properties, dialect)];
    }
    case 'REMOVE': {
      const { properties } = statement;
      const table = tableOf(properties, dialect);
      return ['DELETE FROM', table, where(properties, dialect), ...returning(properties, dialect)];
    }
  }
}

function renderTemplate({ strings, values }: Extract<Statement, { type: 'SQL' }>, dialect: Dialect): string {
  return strings.map((part, index) => part + (index < values.length ? dialect.bind(values[index]) : '')).join('');
}

function selectClauses(properties: JsonRecord, dialect: Dialect): string[] {
  const unsupported = Object.keys(properties).find((key) => JOINS.test(key) || key === 'groupBy' || key === 'having');
  if (unsupported) throw new Error(`The offline backend does not render ${unsupported} of select; use sql instead.`);
  const { from, table } = properties;
  if (isPresent(from) && isPresent(table)) throw new Error("'from' and 'table' keys cannot be used together");
  if (isPresent(from) && typeof from !== 'string' && !isRecord(from)) {
    throw new Error("'from' value is expected to be string or object.");
  }
  const source = tableOf({ table: from ?? table }, dialect);
  return [
    'SELECT',
    columnList(properties.columns ?? '*', dialect),
    'FROM',
    source,
    where(properties, dialect),
    orderBy(properties.orderBy, dialect),
    count('limit', properties.limit, dialect),
    count('offset', properties.offset, dialect),
  ];
}

const isPresent = (value: unknown): boolean => value !== null && value !== undefined;

function tableOf({ table }: JsonRecord, dialect: Dialect): string {
  if (!isPresent(table)) throw new Error("'table' or 'from' key is required.");
  if (typeof table === 'string') return dialect.quote(table);
  if (!isRecord(table)) throw new Error('table name is expected to be a string or alias.');
  const [alias, ...others] = Object.entries(table);
  if (others.length > 0) throw new Error('table alias is allowed only one key-value pair.');
  if (!alias) throw new Error('java.util.NoSuchElementException');
  const [name, source] = alias;
  if (typeof source !== 'string') throw new Error('Table alias value is expected to be a string.');
  return `${dialect.quote(source)} as ${dialect.quote(name)}`;
}

function valuesOf({ values }: JsonRecord, statement: 'insert' | 'update'): JsonRecord {
  if (!isPresent(values)) throw new Error(`values are expected to be passed to ${statement}`);
  if (!isRecord(values)) throw new Error('Expected values to an Object.');
  return values;
}

function columnList(columns: unknown, dialect: Dialect): string {
  if (columns === '*') return '*';
  if (!isList(columns)) throw new Error('Expected column to be * or an array.');
  return columns
    .map((column) => {
      if (typeof column !== 'string') throw new Error('Invalid type in column array.');
      return column === '*' ? '*' : dialect.quote(column);
    })
    .join(', ');
}

function returning({ returning: columns }: JsonRecord, dialect: Dialect): string[] {
  if (!isPresent(columns)) return [];
  const list = columnList(columns, dialect);
  if (dialect.name === 'MySQL') throw new Error('returning is not supported in MySQL.');
  return ['RETURNING', list];
}

function where({ where: conditions }: JsonRecord, dialect: Dialect): string {
  if (!isPresent(conditions)) return '';
  if (isSqlTemplate(conditions)) return `WHERE ${renderTemplate(conditions, dialect)}`;
  if (!isRecord(conditions)) {
    throw new Error('WHERE values are expected to be SQL templates or a condition object.');
  }
  const rendered = renderConditions(conditions, dialect);
  return rendered === '' ? '' : `WHERE ${rendered}`;
}

function orderBy(items: unknown, dialect: Dialect): string {
  if (!isPresent(items)) return '';
  if (!isList(items)) throw new Error('orderBy expects an array.');
  const rendered = items.map((item) => {
    if (!isRecord(item)) throw new Error('orderBy item expected to be an object.');
    const { column, dir } = item;
    if (typeof column !== 'string') throw new Error('orderBy item expected to have property column.');
    return `${dialect.quote(column)} ${direction(dir)}`;
  });
  return rendered.length === 0 ? '' : `ORDER BY ${rendered.join(', ')}`;
}

function direction(dir: unknown): 'ASC' | 'DESC' {
  if (typeof dir !== 'string') return 'ASC';
  const upper = dir.toUpperCase();
  if (upper !== 'ASC' && upper !== 'DESC') throw new Error(`orderBy dir can have either ASC or DESC found ${dir}.`);
  return upper;
}

function count(clause: 'limit' | 'offset', value: unknown, dialect: Dialect): string {
  if (!isPresent(value)) return '';
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) throw new Error(`${clause} expects a number.`);
  return `${clause.toUpperCase()} ${dialect.bind(number)}`;
}
