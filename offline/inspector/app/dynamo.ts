// Items between DynamoDB's JSON and plain JSON, and the expressions of the page's forms. Pure.

export type Attribute = Record<string, unknown>;
export type Item = Record<string, Attribute>;
type Plain = unknown;

/** The value as plain JSON. Sets become lists, binary its base64 text, numbers that JSON cannot hold their digits. */
function toPlain(attribute: Attribute): Plain {
  const [type = '', value] = Object.entries(attribute)[0] ?? [];
  switch (type) {
    case 'N':
      return plainNumber(String(value));
    case 'NULL':
      return null;
    case 'M':
      return itemToPlain(value as Item);
    case 'L':
      return (value as Attribute[]).map(toPlain);
    case 'NS':
      return (value as string[]).map(plainNumber);
    default:
      return value;
  }
}

export const itemToPlain = (item: Item): Record<string, Plain> =>
  Object.fromEntries(Object.entries(item).map(([name, attribute]) => [name, toPlain(attribute)]));

function plainNumber(digits: string): number | string {
  const value = Number(digits);
  return Number.isSafeInteger(value) || String(value) === digits ? value : digits;
}

/**
 * Plain JSON as an item. What is as it was in `before` keeps its type, so that a set stays a set and a long number keeps
 * its digits. @throws Error naming what DynamoDB has no type for.
 */
export function toItem(plain: Record<string, Plain>, before: Item = {}): Item {
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typed(value, Object.hasOwn(before, name) ? before[name] : undefined),
    ]),
  );
}

function typed(value: Plain, before?: Attribute): Attribute {
  if (before && isSame(toPlain(before), value)) return before;
  const [type, inner] = Object.entries(before ?? {})[0] ?? [];
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return type === 'B' ? { B: value } : { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return { N: String(value) };
  if (Array.isArray(value)) {
    if ((type === 'SS' || type === 'BS') && value.every((each) => typeof each === 'string')) return { [type]: value };
    if (type === 'NS' && value.every((each) => typeof each === 'number' || typeof each === 'string'))
      return { NS: value.map(String) };
    const parts = Array.isArray(inner) && type === 'L' ? (inner as Attribute[]) : [];
    return { L: value.map((each, index) => typed(each, parts[index])) };
  }
  if (typeof value === 'object')
    return { M: toItem(value as Record<string, Plain>, type === 'M' ? (inner as Item) : {}) };
  throw new Error(`DynamoDB has no type for ${typeof value}.`);
}

const isSame = (left: Plain, right: Plain): boolean => JSON.stringify(ordered(left)) === JSON.stringify(ordered(right));

function ordered(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}

/** What is typed in the editor, in either form. @throws Error with the place where it is no item. */
export function readItem(text: string, form: 'plain' | 'dynamodb', before: Item = {}): Item {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not valid JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('An item is a JSON object.');
  if (form === 'plain') return toItem(value as Record<string, Plain>, before);
  for (const [name, attribute] of Object.entries(value)) checkAttribute(name, attribute);
  return value as Item;
}

const TYPES = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M']);

function checkAttribute(path: string, attribute: unknown): void {
  const parts = typeof attribute === 'object' && attribute !== null ? Object.entries(attribute) : [];
  const [type = '', value] = parts[0] ?? [];
  if (parts.length !== 1 || !TYPES.has(type)) {
    throw new Error(`${path} must be an object with one type, such as {"S": "text"}.`);
  }
  if (type === 'M')
    for (const [name, inner] of Object.entries(value as object)) checkAttribute(`${path}.${name}`, inner);
  if (type === 'L')
    for (const [index, inner] of (value as unknown[]).entries()) checkAttribute(`${path}[${index}]`, inner);
}

export type Expression = {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
};

/** True only while every attribute is as it was read: a change by anybody else is not overwritten. */
export function unchanged(before: Item): Required<Expression> {
  const entries = Object.entries(before);
  return {
    ConditionExpression: entries.map((_, index) => `#a${index} = :v${index}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#a${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], index) => [`:v${index}`, value])),
  };
}

/** True only where nothing has the key yet. */
export const absent = (partitionKey: string): Expression => ({
  ConditionExpression: 'attribute_not_exists(#a0)',
  ExpressionAttributeNames: { '#a0': partitionKey },
});

export type Condition = { name: string; operator: string; value: string };
export type KeyType = 'S' | 'N' | 'B';

/** A typed value of a form: a number or truth value where it is written as one, else a text; quotes make a text of any. */
export function typedValue(text: string): Attribute {
  const quoted = /^"(.*)"$/s.exec(text);
  if (quoted) return { S: quoted[1] ?? '' };
  if (text === 'true' || text === 'false') return { BOOL: text === 'true' };
  if (text === 'null') return { NULL: true };
  return /^-?\d+(\.\d+)?$/.test(text) ? { N: text } : { S: text };
}

export type Search = {
  index?: string;
  partition?: { name: string; type: KeyType; value: string };
  sort?: { name: string; type: KeyType; operator: string; value: string };
  filter?: Condition;
};

/** The input of Query, or of Scan where no partition is named, without the table. */
export function searchInput({ index, partition, sort, filter }: Search): Record<string, unknown> {
  const names: Record<string, string> = {};
  const values: Item = {};
  const add = (id: string, name: string, attribute: Attribute | undefined, operator: string): string => {
    names[`#${id}`] = name;
    if (attribute) values[`:${id}`] = attribute;
    if (operator === 'exists') return `attribute_exists(#${id})`;
    if (operator === 'missing') return `attribute_not_exists(#${id})`;
    return operator === 'begins_with' || operator === 'contains'
      ? `${operator}(#${id}, :${id})`
      : `#${id} ${operator} :${id}`;
  };
  const keys = [
    partition && add('p', partition.name, { [partition.type]: partition.value }, '='),
    partition && sort && add('s', sort.name, { [sort.type]: sort.value }, sort.operator),
  ].filter(Boolean);
  const needsValue = filter && filter.operator !== 'exists' && filter.operator !== 'missing';
  const kept = filter && add('f', filter.name, needsValue ? typedValue(filter.value) : undefined, filter.operator);
  return {
    ...(index && { IndexName: index }),
    ...(keys.length > 0 && { KeyConditionExpression: keys.join(' AND ') }),
    ...(kept && { FilterExpression: kept }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
