/** What a field of a query may be. A time is shown as `2026-01-31 12:00:00.000` and counts as milliseconds. */
export type Value = string | number | boolean | { readonly time: number } | undefined;

/** A row of a query: the fields of an event, or the columns of a group. */
export type Row = (field: string) => Value;

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The number that a value is or holds as text; undefined where it is none. */
export function toNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return NUMBER.test(value) ? Number(value) : undefined;
  if (typeof value === 'object') return value.time;
  return undefined;
}

export function toText(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return new Date(value.time).toISOString().replace('T', ' ').replace('Z', '');
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value;
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'string') return value !== '' && value !== '0' && value !== 'false';
  return value !== undefined && value !== 0 && value !== false;
}

/** Below, at or above zero: by number where both are one, else by text. What is absent comes first. */
export function compare(left: Value, right: Value): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  const [one, other] = [toNumber(left), toNumber(right)];
  if (one !== undefined && other !== undefined) return one - other;
  const [text, against] = [toText(left), toText(right)];
  return text < against ? -1 : Number(text > against);
}
