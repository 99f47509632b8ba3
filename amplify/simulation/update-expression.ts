import { z } from 'zod';

type Item = Readonly<Record<string, unknown>>;
type Operand = (item: Item | undefined, values: Item) => unknown;
type Test = (item: Item | undefined, values: Item) => boolean;

/** What a resolver asks DynamoDB for, as far as an update has it. */
const updateSchema = z.object({
  operation: z.literal('UpdateItem'),
  key: z.object({ id: z.string() }),
  update: z.object({
    expression: z.string(),
    expressionNames: z.record(z.string(), z.string()),
    expressionValues: z.record(z.string(), z.unknown()),
  }),
  condition: z.object({
    expression: z.string(),
    expressionNames: z.record(z.string(), z.string()).default({}),
    expressionValues: z.record(z.string(), z.unknown()),
  }),
});

/**
 * Carries out a resolver's UpdateItem as DynamoDB would, in the expressions' own words: the condition and the update
 * are those that the resolver wrote.
 * @returns false where the condition does not hold.
 */
export function updateItem(table: Map<string, Record<string, unknown>>, request: unknown): boolean {
  const { key, update, condition } = updateSchema.parse(request);
  const item = table.get(key.id);
  const holds = testOf(condition.expression, condition.expressionNames);
  if (!holds(item, condition.expressionValues)) return false;
  const next: Record<string, unknown> = { ...item, id: key.id };
  const [sets = '', removes = ''] = update.expression.replace(/^SET /, '').split(/\s*REMOVE /);
  for (const assignment of sets.split(/,\s*(?![^(]*\))/)) {
    const [path = '', value = ''] = assignment.split(/\s+=\s+/, 2);
    const operand = operandOf(value, update.expressionNames);
    next[update.expressionNames[path] ?? path] = operand(item, update.expressionValues);
  }
  for (const path of removes.split(/,\s*/)) delete next[update.expressionNames[path] ?? path];
  table.set(key.id, next);
  return true;
}

function operandOf(text: string, names: Readonly<Record<string, string>>): Operand {
  const fallback = /^if_not_exists\((\S+), (\S+)\)$/.exec(text);
  if (fallback) {
    const [, path = '', value = ''] = fallback;
    return (item, values) => item?.[names[path] ?? path] ?? values[value];
  }
  if (text.startsWith(':')) return (_, values) => values[text];
  return (item) => item?.[names[text] ?? text];
}

const tests = new Map<string, Test>();

/** Comparisons, `attribute_not_exists`, AND, OR and parentheses: what the resolvers' conditions are made of. */
export function testOf(expression: string, names: Readonly<Record<string, string>>): Test {
  const known = tests.get(expression);
  if (known) return known;
  const tokens = expression.match(/attribute_not_exists\([^)]*\)|<>|<=|>=|[<>=()]|[#:]?\w+/g) ?? [];
  let place = 0;
  const take = () => tokens[place++] ?? '';

  function anyOf(): Test {
    const parts = [allOf()];
    while (tokens[place] === 'OR') parts.push((take(), allOf()));
    return (item, values) => parts.some((part) => part(item, values));
  }

  function allOf(): Test {
    const parts = [one()];
    while (tokens[place] === 'AND') parts.push((take(), one()));
    return (item, values) => parts.every((part) => part(item, values));
  }

  function one(): Test {
    const token = take();
    if (token === '(') {
      const inner = anyOf();
      if (take() !== ')') throw new Error(`A parenthesis is open in ${expression}.`);
      return inner;
    }
    const absent = /^attribute_not_exists\((\S+)\)$/.exec(token)?.[1];
    if (absent !== undefined) return (item, values) => operandOf(absent, names)(item, values) === undefined;
    const [left, sign, right] = [operandOf(token, names), take(), operandOf(take(), names)];
    return (item, values) => compare(left(item, values), sign, right(item, values));
  }

  const test = anyOf();
  if (place < tokens.length) throw new Error(`${tokens[place]} is not understood in ${expression}.`);
  tests.set(expression, test);
  return test;
}

/** An attribute that is not there is different from everything, and neither less nor more. */
function compare(left: unknown, sign: string, right: unknown): boolean {
  if (left === undefined || right === undefined) return sign === '<>';
  if (sign === '=') return left === right;
  if (sign === '<>') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') throw new Error(`${sign} compares numbers here.`);
  return sign === '<' ? left < right : sign === '>' ? left > right : sign === '<=' ? left <= right : left >= right;
}
