import { invalidParameter } from './faults.ts';
import type { Pool } from './state.ts';
import { nameKey } from './users.ts';

/** A condition on rows of `users`, with its values. */
export type Condition = { sql: string; values: string[] };

const ATTRIBUTES = new Set(['name', 'given_name', 'family_name']);
const KEYED = new Set(['email', 'phone_number', 'preferred_username']);
const FILTER = /^\s*"?([\w:]+)"?\s*(=|\^=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * ListUsers' filter, `name = "value"` or `name ^= "beginning"`, on the standard attributes that AWS can search.
 * @throws ServiceError InvalidParameterException
 */
export function parseUserFilter(pool: Pool, filter: string): Condition {
  const match = FILTER.exec(filter);
  if (!match) throw invalidParameter('Error while parsing filter');
  const [, name = '', operator = '', quoted = ''] = match;
  const value = quoted.replace(/\\(.)/g, '$1');
  const isPrefix = operator === '^=';
  if (name === 'status') return enabledCondition(value, isPrefix);
  const column = columnOf(name);
  if (column === undefined) throw invalidParameter(`Invalid search attribute: ${name}`);
  const wanted = KEYED.has(name) || name === 'username' ? nameKey(pool, value) : value;
  if (!isPrefix) return { sql: `${column} = ?`, values: [wanted] };
  // A range rather than LIKE: the index serves it, and no character of the value is special.
  return { sql: `${column} >= ? AND ${column} < ?`, values: [wanted, `${wanted}\u{10FFFF}`] };
}

function columnOf(name: string): string | undefined {
  if (name === 'username') return 'username_key';
  if (name === 'sub') return 'sub';
  if (name === 'cognito:user_status') return 'status';
  if (KEYED.has(name)) return `${name}_key`;
  return ATTRIBUTES.has(name) ? `json_extract(attributes, '$.${name}')` : undefined;
}

function enabledCondition(value: string, isPrefix: boolean): Condition {
  const wanted = value.toLowerCase();
  const fits = (state: string) => (isPrefix ? state.startsWith(wanted) : state === wanted);
  if (fits('enabled')) return { sql: 'enabled = 1', values: [] };
  return { sql: fits('disabled') ? 'enabled = 0' : '0', values: [] };
}
