import { isList, isRecord, type JsonRecord } from '../values.ts';

/** What `select`, `insert`, `update`, `remove` and `sql` give to `createPgStatement` and `createMySQLStatement`. */
export type Statement =
  | { type: 'SELECT' | 'INSERT' | 'UPDATE' | 'REMOVE'; properties: JsonRecord }
  | { type: 'SQL'; strings: string[]; values: unknown[] };

const HINTS = ['DECIMAL', 'JSON', 'TIMESTAMP', 'TIME', 'UUID', 'DATE'] as const;
type Hint = (typeof HINTS)[number];

/** A value with the Data API's type hint. */
export type HintedValue = { type: Hint; value: unknown };

export const isHinted = (value: unknown): value is HintedValue =>
  isRecord(value) && 'value' in value && HINTS.some((hint) => hint === value.type);

/** A value of `typeHint.<type>()`. */
export function hinted(type: Hint, value: unknown): HintedValue {
  return { type, value: type === 'JSON' && typeof value !== 'string' ? JSON.stringify(value) : value };
}

export { HINTS };

export const isSqlTemplate = (value: unknown): value is Extract<Statement, { type: 'SQL' }> =>
  isRecord(value) && value.type === 'SQL' && isList(value.strings) && isList(value.values);

/** Tells a statement from whatever else code may pass. */
export function isStatement(value: unknown): value is Statement {
  if (isSqlTemplate(value)) return true;
  if (!isRecord(value) || !isRecord(value.properties)) return false;
  return ['SELECT', 'INSERT', 'UPDATE', 'REMOVE'].some((type) => type === value.type);
}

/** `sql`, called as a template's tag. */
export function sqlTemplate(args: unknown[]): Statement {
  const [strings, ...values] = args;
  if (!isList(strings) || strings.length !== values.length + 1) {
    throw new Error('java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template');
  }
  return { type: 'SQL', strings: strings.map(String), values };
}
