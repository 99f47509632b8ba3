import { type CallValue, either, joined, type RecordValue, unknown, type Value } from './value.ts';

/** What stands for a parameter where a function is called; undefined leaves it. */
export type Argument<Node extends object> = (parameter: Node) => Value<Node> | undefined;
/** What the language makes of values once they are known. */
export interface Language<Node extends object> {
  /** Takes a member of a value. */
  member(of: Value<Node>, name: string): Value<Node>;
  /** What a call comes to now that its inputs are known; the call itself where it is not understood. */
  reduce(call: CallValue<Node>): Value<Node>;
}

/** The value with arguments in place of parameters. */
export function substitute<Node extends object>(
  value: Value<Node>,
  argument: Argument<Node>,
  language: Language<Node>,
): Value<Node> {
  const done = new Map<Value<Node>, Value<Node>>();
  const visit = (one: Value<Node>, depth: number): Value<Node> => {
    const known = done.get(one);
    if (known) return known;
    if (depth > 24 || done.size > 2000) return unknown();
    const result = replace(one, depth);
    done.set(one, result);
    return result;
  };
  const replace = (one: Value<Node>, depth: number): Value<Node> => {
    const inside = (part: Value<Node>) => visit(part, depth + 1);
    switch (one.kind) {
      case 'parameter':
        return argument(one.node) ?? one;
      case 'text':
        return one.parts ? joined(one.parts.map(inside)) : one;
      case 'list':
        return { kind: 'list', items: one.items.map(inside) };
      case 'either':
        return either(one.options.map(inside)) ?? one;
      case 'environment':
        return one.fallback ? { ...one, fallback: inside(one.fallback) } : one;
      case 'member':
        return language.member(inside(one.of), one.name);
      case 'element': {
        const key = inside(one.key);
        const of = inside(one.of);
        return key.kind === 'text' && key.exact ? language.member(of, key.text) : { kind: 'element', of, key };
      }
      case 'record':
        return record(one, inside);
      case 'call':
        return language.reduce(call(one, inside));
      case 'scalar':
      case 'imported':
      case 'module':
      case 'function':
      case 'class':
      case 'self':
      case 'unknown':
        return one;
    }
  };
  return visit(value, 0);
}

type Inside<Node extends object> = (value: Value<Node>) => Value<Node>;

function record<Node extends object>({ fields, computed }: RecordValue<Node>, inside: Inside<Node>): RecordValue<Node> {
  const named = new Map([...fields].map(([name, value]) => [name, inside(value)]));
  const rest: { key: Value<Node>; value: Value<Node> }[] = [];
  for (const { key, value } of computed) {
    const name = inside(key);
    if (name.kind === 'text' && name.exact) named.set(name.text, inside(value));
    else rest.push({ key: name, value: inside(value) });
  }
  return { kind: 'record', fields: named, computed: rest };
}

function call<Node extends object>(value: CallValue<Node>, inside: Inside<Node>): CallValue<Node> {
  const inputs = () => {
    const { positional, named } = value.inputs();
    return {
      positional: positional.map(inside),
      named: new Map([...named].map(([name, one]) => [name, inside(one)])),
    };
  };
  return { ...value, callee: inside(value.callee), inputs };
}

/** The parameters that a value depends on. */
export function parametersOf<Node extends object>(values: readonly (Value<Node> | undefined)[]): Set<Node> {
  const found = new Set<Node>();
  const seen = new Set<Value<Node>>();
  const open = values.filter((value) => value !== undefined);
  for (let value = open.pop(); value && seen.size < 5000; value = open.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === 'parameter') found.add(value.node);
    else open.push(...partsOf(value));
  }
  return found;
}

function partsOf<Node extends object>(value: Value<Node>): readonly Value<Node>[] {
  switch (value.kind) {
    case 'text':
      return value.parts ?? [];
    case 'list':
      return value.items;
    case 'either':
      return value.options;
    case 'environment':
      return value.fallback ? [value.fallback] : [];
    case 'member':
      return [value.of];
    case 'element':
      return [value.of, value.key];
    case 'record':
      return [...value.fields.values(), ...value.computed.flatMap(({ key, value: one }) => [key, one])];
    case 'call':
      return isOfData(value) ? [value.callee, ...value.inputs().positional] : [];
    case 'scalar':
    case 'imported':
    case 'module':
    case 'function':
    case 'class':
    case 'self':
    case 'parameter':
    case 'unknown':
      return [];
  }
}

/** Whether a call only makes data of data, such as `Object.entries(x)`: what it comes to is known with its inputs. */
function isOfData<Node extends object>({ callee, isNew }: CallValue<Node>): boolean {
  return !isNew && callee.kind === 'member' && ofData.has(callee.name);
}

const ofData = new Set([
  ...['entries', 'values', 'keys', 'map', 'flatMap', 'join'],
  ...['toUpperCase', 'toLowerCase', 'replace', 'replaceAll'],
]);
