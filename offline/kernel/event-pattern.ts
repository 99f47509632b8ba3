// The EventBridge pattern language, also the filter language of Lambda's event source mappings.
// Semantics after AWS's documentation and the published test data of aws/event-ruler.
import { BlockList, isIP } from 'node:net';
import { type Json, JsonNumber, parseJson } from './exact-json.ts';

/** Says why a text is no event pattern. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';
}

type Primitive = string | boolean | null | JsonNumber;
type Matcher = (value: Primitive) => boolean;
/** What one path of a rule demands: one of the matchers, or that the path is absent. */
type Demand = { matchers: Matcher[]; mayBeAbsent: boolean };
/** One alternative of a pattern after `$or` was multiplied out: every path's demand must hold. */
type Rule = ReadonlyMap<string, Demand>;

/** A value of the event: where it stands, and in which element of which arrays. */
type Field = { value: Primitive; membership: ReadonlyMap<number, number> };
type Fields = ReadonlyMap<string, Field[]>;

/** A compiled pattern. */
export type Pattern = {
  /** Whether an event (JSON text, or a parsed value) fits. */
  matches(event: string | object): boolean;
};

const SEPARATOR = '\u0000';
/** EventBridge bounds the alternatives that one pattern may expand to. */
const MOST_ALTERNATIVES = 1000;

/**
 * Compiles an event pattern once for many events.
 * @throws InvalidPatternError naming the place and what is allowed there.
 */
export function compilePattern(text: string): Pattern {
  let parsed: Json;
  try {
    parsed = parseJson(text);
  } catch (cause) {
    throw new InvalidPatternError('Event pattern is not valid. Reason: It is not valid JSON.', { cause });
  }
  if (!isObject(parsed)) throw new InvalidPatternError('Event pattern is not valid. Reason: Filter is not an object.');
  const rules = compileObject(parsed, []);
  if (rules.some((rule) => rule.size === 0))
    throw new InvalidPatternError('Event pattern is not valid. Reason: Empty pattern.');
  return {
    matches(event) {
      const fields = flatten(typeof event === 'string' ? parseJson(event) : parseJson(JSON.stringify(event)));
      return rules.some((rule) => fits(rule, fields));
    },
  };
}

function compileObject(object: Readonly<Record<string, Json>>, path: readonly string[]): Rule[] {
  let rules: Rule[] = [new Map()];
  for (const [name, value] of Object.entries(object)) {
    rules = multiply(rules, name === '$or' ? orAlternatives(value, path) : compileMember(value, [...path, name]));
  }
  return rules;
}

function compileMember(value: Json, path: readonly string[]): Rule[] {
  if (isList(value)) return [new Map([[path.join(SEPARATOR), compileDemand(value, path)]])];
  if (isObject(value)) {
    if (Object.keys(value).length === 0) throw invalid(path, 'Empty objects are not allowed');
    return compileObject(value, path);
  }
  throw invalid(path, `"${path.at(-1) ?? ''}" must be an object or an array`);
}

function orAlternatives(value: Json, path: readonly string[]): Rule[] {
  const objects = isList(value) ? value.filter((item) => isObject(item) && !isOperator(item)) : [];
  if (!isList(value) || objects.length < 2 || objects.length < value.length) {
    throw invalid([...path, '$or'], 'There must have at least 2 Objects in "$or" relationship');
  }
  return objects.flatMap((item) => (isObject(item) ? compileObject(item, path) : []));
}

function multiply(left: Rule[], right: Rule[]): Rule[] {
  if (left.length * right.length > MOST_ALTERNATIVES) {
    throw new InvalidPatternError(`Event pattern is not valid. Reason: More than ${MOST_ALTERNATIVES} combinations.`);
  }
  return left.flatMap((a) => right.map((b) => new Map([...a, ...b])));
}

function compileDemand(values: readonly Json[], path: readonly string[]): Demand {
  if (values.length === 0) throw invalid(path, 'Empty arrays are not allowed');
  const demand: Demand = { matchers: [], mayBeAbsent: false };
  for (const value of values) {
    if (isList(value)) throw invalid(path, 'Match value must be String, number, true, false, or null');
    if (!isObject(value)) {
      demand.matchers.push(equals(value));
      continue;
    }
    const [[operator, operand] = ['', null], ...others] = Object.entries(value);
    if (others.length > 0) throw invalid(path, 'Only one key allowed in match expression');
    if (operator === 'exists' && operand === false) demand.mayBeAbsent = true;
    else demand.matchers.push(compileOperator(operator, operand, path));
  }
  return demand;
}

const OPERATORS = [
  'exists',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'numeric',
  'cidr',
  'anything-but',
  'exactly',
] as const;

const isOperator = (object: Readonly<Record<string, Json>>) => {
  const names = Object.keys(object);
  const [only] = names;
  const value = only === undefined ? undefined : object[only];
  return (
    names.length === 1 &&
    OPERATORS.some((name) => name === only) &&
    // `{"prefix": ["x"]}` in `$or` is a field named prefix, `{"numeric": [">", 0]}` the operator.
    (!isList(value) || only === 'numeric')
  );
};

function compileOperator(operator: string, operand: Json, path: readonly string[]): Matcher {
  switch (operator) {
    case 'exists':
      if (operand !== true) throw invalid(path, 'exists match pattern must be either true or false');
      return () => true;
    case 'prefix':
    case 'suffix':
      return affix(operator, operand, path);
    case 'equals-ignore-case': {
      const wanted = foldCase(text(operand, operator, path));
      return (value) => typeof value === 'string' && foldCase(value) === wanted;
    }
    case 'wildcard':
      return wildcard(text(operand, operator, path), path);
    case 'numeric':
      return numeric(operand, path);
    case 'cidr':
      return cidr(text(operand, operator, path), path);
    case 'anything-but':
      return anythingBut(operand, path);
    default:
      throw invalid(path, `Unrecognized match type ${operator}; there are ${OPERATORS.join(', ')}`);
  }
}

function affix(operator: 'prefix' | 'suffix', operand: Json, path: readonly string[]): Matcher {
  const ignoreCase = isObject(operand);
  if (ignoreCase && Object.keys(operand).join() !== 'equals-ignore-case') {
    throw invalid(path, `Unsupported ${operator} pattern: only {"equals-ignore-case": text} may stand there`);
  }
  const raw = text(ignoreCase ? (operand['equals-ignore-case'] ?? null) : operand, operator, path);
  const wanted = ignoreCase ? foldCase(raw) : raw;
  const fold = (value: string) => (ignoreCase ? foldCase(value) : value);
  return operator === 'prefix'
    ? (value) => typeof value === 'string' && fold(value).startsWith(wanted)
    : (value) => typeof value === 'string' && fold(value).endsWith(wanted);
}

/** Upper case first: letters whose capital is written with two (ΰ → Ϋ́) or that share one (K → k) then compare equal. */
const foldCase = (value: string) => value.toUpperCase().toLowerCase();

function anythingBut(operand: Json, path: readonly string[]): Matcher {
  if (isObject(operand)) {
    const [[operator, inner] = ['', null], ...others] = Object.entries(operand);
    if (others.length > 0 || !['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator)) {
      throw invalid(path, `Unsupported anything-but pattern: ${operator}`);
    }
    const list = isList(inner) ? inner : [inner];
    if (list.length === 0) throw invalid(path, `Empty lists are not allowed in anything-but ${operator}`);
    if (operator === 'prefix' || operator === 'suffix') {
      if (list.some((item) => item === '')) throw invalid(path, `Null ${operator} not allowed`);
    }
    const excluded = list.map((item) => compileOperator(operator, item, path));
    return (value) => !excluded.some((matcher) => matcher(value));
  }
  const list = isList(operand) ? operand : [operand];
  const isTexts = list.every((item) => typeof item === 'string');
  const isNumbers = list.every((item) => item instanceof JsonNumber);
  if (list.length === 0 || !(isTexts || isNumbers)) {
    throw invalid(path, 'Inside anything-but either all values are numbers or all are strings');
  }
  const excluded = list.map((item) => equals(item as Primitive));
  return (value) => !excluded.some((matcher) => matcher(value));
}

function equals(wanted: Primitive): Matcher {
  if (wanted instanceof JsonNumber) {
    return (value) => value instanceof JsonNumber && value.canonical === wanted.canonical;
  }
  return (value) => value === wanted;
}

const COMPARISONS = { '<': -1, '<=': -1, '>': 1, '>=': 1 } as const;

function numeric(operand: Json, path: readonly string[]): Matcher {
  if (!isList(operand)) throw invalid(path, 'Value of numeric must be an array');
  const [operator, bound, second, upper, ...rest] = operand;
  const limit = number(bound, path);
  if (operator === '=') {
    if (operand.length > 2) throw invalid(path, 'Too many terms in numeric range expression');
    return equals(limit);
  }
  if (typeof operator !== 'string' || !Object.hasOwn(COMPARISONS, operator)) {
    throw invalid(path, `Unrecognized numeric range operator: ${JSON.stringify(operator)}`);
  }
  const first = comparison(operator, limit);
  if (second === undefined) return first;
  const isRange = operator.startsWith('>') && typeof second === 'string' && second.startsWith('<');
  if (!isRange || !Object.hasOwn(COMPARISONS, second) || rest.length > 0) {
    throw invalid(path, 'Bad numeric range: it must be [">" or ">=", number, "<" or "<=", number]');
  }
  const end = number(upper, path);
  if (JsonNumber.compare(limit, end) >= 0) throw invalid(path, 'Bottom must be less than top');
  const last = comparison(second, end);
  return (value) => first(value) && last(value);
}

function comparison(operator: string, limit: JsonNumber): Matcher {
  const sign = operator.startsWith('<') ? -1 : 1;
  const orEqual = operator.endsWith('=');
  return (value) => {
    if (!(value instanceof JsonNumber)) return false;
    const order = JsonNumber.compare(value, limit);
    return order === sign || (orEqual && order === 0);
  };
}

function number(value: Json | undefined, path: readonly string[]): JsonNumber {
  if (!(value instanceof JsonNumber)) throw invalid(path, 'Value of a numeric comparison must be numeric');
  // EventBridge compares doubles; what overflows one, or vanishes in it, it refuses.
  if (!Number.isFinite(value.value) || (value.value === 0 && value.canonical !== '0')) {
    throw invalid(path, `Value must be within the range of doubles: ${value.text}`);
  }
  return value;
}

function cidr(mask: string, path: readonly string[]): Matcher {
  const [address = '', bits] = mask.split('/');
  const family = isIP(address);
  const length = bits === undefined ? (family === 6 ? 128 : 32) : Number(bits);
  if (family === 0 || !Number.isInteger(length) || length < 0 || length > (family === 6 ? 128 : 32)) {
    throw invalid(path, `Malformed CIDR: ${mask}`);
  }
  const block = new BlockList();
  block.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4');
  return (value) =>
    typeof value === 'string' && isIP(value) === family && block.check(value, family === 6 ? 'ipv6' : 'ipv4');
}

/** `*` is any run of characters; `\*` and `\\` are the characters themselves. */
function wildcard(pattern: string, path: readonly string[]): Matcher {
  const pieces = [''];
  for (let index = 0; index < pattern.length; index += 1) {
    const letter = pattern[index] ?? '';
    if (letter === '\\') {
      const next = pattern[++index];
      if (next !== '*' && next !== '\\') throw invalid(path, `Invalid escape character at pos ${index - 1}`);
      pieces.push((pieces.pop() ?? '') + next);
    } else if (letter === '*') {
      if (index > 0 && pieces.at(-1) === '' && pieces.length > 1) {
        throw invalid(path, `Consecutive wildcard characters at pos ${index - 1}`);
      }
      pieces.push('');
    } else pieces.push((pieces.pop() ?? '') + letter);
  }
  return (value) => typeof value === 'string' && fitsPieces(pieces, value);
}

/** Whether the text is the pieces in order with anything between: greedy from the left, the last one anchored. */
function fitsPieces(pieces: readonly string[], value: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first) || value.length < first.length + last.length) return false;
  let position = first.length;
  for (const piece of others) {
    const found = value.indexOf(piece, position);
    if (found === -1) return false;
    position = found + piece.length;
  }
  return value.length - last.length >= position && value.endsWith(last);
}

function text(value: Json, operator: string, path: readonly string[]): string {
  if (typeof value !== 'string') throw invalid(path, `${operator} match pattern must be a string`);
  return value;
}

/** All values of an event by path. Elements of one array share a path; their membership tells them apart. */
function flatten(event: Json): Fields {
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const visit = (value: Json, path: string, membership: ReadonlyMap<number, number>): void => {
    if (isList(value)) {
      const array = arrays++;
      for (const [index, item] of value.entries()) {
        const isContainer = item !== null && typeof item === 'object' && !(item instanceof JsonNumber);
        visit(item, path, isContainer ? new Map(membership).set(array, index) : membership);
      }
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        visit(member, path === '' ? name : path + SEPARATOR + name, membership);
      }
    } else {
      const list = fields.get(path);
      if (list) list.push({ value, membership });
      else fields.set(path, [{ value, membership }]);
    }
  };
  visit(event, '', new Map());
  return fields;
}

/** Whether values can be chosen, one a path, that satisfy all demands and never stand in different elements of one array. */
function fits(rule: Rule, fields: Fields): boolean {
  const choices: Field[][] = [];
  const absent: Field[][] = [];
  for (const [path, { matchers, mayBeAbsent }] of rule) {
    const present = fields.get(path) ?? [];
    if (present.length === 0 && mayBeAbsent) continue;
    const candidates = present.filter(({ value }) => matchers.some((matcher) => matcher(value)));
    if (candidates.length > 0) choices.push(candidates);
    else if (mayBeAbsent) absent.push(present);
    else return false;
  }
  const memberships = consistentMemberships(choices);
  return memberships.some((chosen) =>
    absent.every((present) => present.every(({ membership }) => merge(chosen, membership) === undefined)),
  );
}

/** All ways to stand in elements of arrays that one field of each list agrees upon; none when there is no such way. */
function consistentMemberships(choices: Field[][]): ReadonlyMap<number, number>[] {
  let memberships: ReadonlyMap<number, number>[] = [new Map()];
  for (const candidates of choices.sort((a, b) => a.length - b.length)) {
    const next = new Map<string, ReadonlyMap<number, number>>();
    for (const known of memberships) {
      for (const { membership } of candidates) {
        const merged = merge(known, membership);
        if (merged) next.set([...merged].sort(([a], [b]) => a - b).join(';'), merged);
      }
    }
    memberships = [...next.values()];
  }
  return memberships;
}

function merge(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> | undefined {
  const merged = new Map(a);
  for (const [array, index] of b) {
    const known = merged.get(array);
    if (known !== undefined && known !== index) return undefined;
    merged.set(array, index);
  }
  return merged;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  value !== null && typeof value === 'object' && !isList(value) && !(value instanceof JsonNumber);

const invalid = (path: readonly string[], reason: string) =>
  new InvalidPatternError(`Event pattern is not valid. Reason: ${reason}, at ${path.join('.')}`);
