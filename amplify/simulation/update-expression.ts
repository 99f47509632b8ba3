type Item = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, string>>;
type Operand = (item: Item | undefined, values: Item) => unknown;
type Test = (item: Item | undefined, values: Item) => boolean;

/** What a resolver asks DynamoDB for, as far as an update has it. */
export interface UpdateItem {
  readonly key: { readonly id: string };
  readonly update: {
    readonly expression: string;
    readonly expressionNames: Names;
    readonly expressionValues: Item;
  };
  readonly condition: {
    readonly expression: string;
    readonly expressionNames?: Names;
    readonly expressionValues: Item;
  };
}

export function isUpdateItem(request: unknown): request is UpdateItem {
  return (
    typeof request === 'object' && request !== null && 'operation' in request && request.operation === 'UpdateItem'
  );
}

/**
 * Carries out a resolver's UpdateItem as DynamoDB would, in the expressions' own words: the condition and the update
 * are those that the resolver wrote.
 * @returns false where the condition does not hold.
 */
export function updateItem(table: Map<string, Record<string, unknown>>, request: UpdateItem): boolean {
  const { key, update, condition } = request;
  const item = table.get(key.id);
  const holds = testOf(condition.expression, condition.expressionNames ?? {});
  if (!holds(item, condition.expressionValues)) return false;
  const { sets, removes } = changesOf(update.expression, update.expressionNames);
  const next: Record<string, unknown> = { ...item, id: key.id };
  for (const [name, operand] of sets) next[name] = operand(item, update.expressionValues);
  // As good as removed: nothing tells the two apart here.
  for (const name of removes) next[name] = undefined;
  table.set(key.id, next);
  return true;
}

interface Changes {
  readonly sets: readonly (readonly [string, Operand])[];
  readonly removes: readonly string[];
}

const changes = new Map<string, Changes>();

function changesOf(expression: string, names: Names): Changes {
  const known = changes.get(expression);
  if (known) return known;
  const [sets = '', removes] = expression.replace(/^SET /, '').split(/\s*REMOVE /);
  const made: Changes = {
    sets: sets.split(/,\s*(?![^(]*\))/).map((assignment) => {
      const [path = '', value = ''] = assignment.split(/\s+=\s+/, 2);
      return [names[path] ?? path, operandOf(value, names)];
    }),
    removes: removes?.split(/,\s*/).map((path) => names[path] ?? path) ?? [],
  };
  changes.set(expression, made);
  return made;
}

function operandOf(text: string, names: Names): Operand {
  const fallback = /^if_not_exists\((\S+), (\S+)\)$/.exec(text);
  if (fallback) {
    const [, path = '', value = ''] = fallback;
    return (item, values) => item?.[names[path] ?? path] ?? values[value];
  }
  if (text.startsWith(':')) return (_, values) => values[text];
  const name = names[text] ?? text;
  return (item) => item?.[name];
}

const tests = new Map<string, Test>();

/** Comparisons, `attribute_not_exists`, AND, OR and parentheses: what the resolvers' conditions are made of. */
function testOf(expression: string, names: Names): Test {
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
    if (absent !== undefined) {
      const operand = operandOf(absent, names);
      return (item, values) => operand(item, values) === undefined;
    }
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
  // Of different types nothing is less or more.
  if (typeof left !== typeof right || left === null || right === null) return false;
  const isOrdered = typeof left === 'number' || typeof left === 'string';
  if (!isOrdered || typeof right === 'object') throw new Error(`${sign} compares numbers and texts here.`);
  return sign === '<' ? left < right : sign === '>' ? left > right : sign === '<=' ? left <= right : left >= right;
}
