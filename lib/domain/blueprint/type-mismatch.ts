import type { JsonSchema } from './catalogue.ts';
import {
  elementOf,
  fieldsOf,
  type Kind,
  kindOf,
  kindsOf,
  type Located,
  namesOf,
  partOf,
  withoutNull,
} from './json-schema.ts';

/** Types are compared so deep; what lies deeper is found out when the step runs. */
const maxDepth = 6;

/**
 * Why a value of one type can never serve where the other is expected; undefined where it can, or may. A type that
 * allows several kinds is taken to serve when one of them does: whether the value is of that kind shows when it runs.
 */
export class TypeComparison {
  readonly #known = new WeakMap<JsonSchema, WeakMap<JsonSchema, string | null>>();

  mismatch(source: Located, target: Located, depth = 0): string | undefined {
    if (depth > maxDepth) return undefined;
    const results = this.#known.get(source.schema) ?? new WeakMap<JsonSchema, string | null>();
    const known = results.get(target.schema);
    if (known !== undefined) return known ?? undefined;
    this.#known.set(source.schema, results.set(target.schema, null));
    const found = this.#compare(withoutNull(source), withoutNull(target), depth);
    results.set(target.schema, found ?? null);
    return found;
  }

  #compare(source: Located, target: Located, depth: number): string | undefined {
    const given = kindsBesideNull(source);
    const expected = kindsBesideNull(target);
    if (!given || !expected || given.length === 0) return undefined;
    const common = given.filter((kind) => expected.includes(kind));
    if (common.length === 0) return `${given.join(' or ')} where ${expected.join(' or ') || 'null'} is expected`;
    if (common.length > 1 || given.length > 1 || expected.length > 1) return undefined;
    if (common[0] === 'array') return this.#compareElements(source, target, depth);
    return common[0] === 'object' ? this.#compareFields(source, target, depth) : undefined;
  }

  #compareElements(source: Located, target: Located, depth: number): string | undefined {
    const given = elementOf(source);
    const expected = elementOf(target);
    if (typeof given === 'string' || typeof expected === 'string') return undefined;
    const reason = this.mismatch(given, expected, depth + 1);
    return reason && `a list of ${reason}`;
  }

  #compareFields(source: Located, target: Located, depth: number): string | undefined {
    const lacking = fieldsOf(target).required.find((name) => partOf(source, name) === 'missing');
    if (lacking !== undefined) return `an object without "${lacking}"`;
    for (const name of namesOf(target)) {
      const given = partOf(source, name);
      const expected = partOf(target, name);
      if (typeof given === 'string' || typeof expected === 'string') continue;
      const reason = this.mismatch(given, expected, depth + 1);
      if (reason) return `an object whose "${name}" is ${reason}`;
    }
    return undefined;
  }
}

function kindsBesideNull(located: Located): readonly Kind[] | undefined {
  const kinds = kindsOf(located);
  return kinds && [...kinds].filter((kind) => kind !== 'null');
}

/** Why a value that is written into a blueprint does not have the type; undefined where it has, or may have. */
export function valueMismatch(value: unknown, target: Located): string | undefined {
  const kinds = kindsOf(target);
  const kind = kindOf(value);
  if (kinds && !kinds.has(kind)) return `${kind} where ${[...kinds].join(' or ')} is expected`;
  const plain = withoutNull(target);
  const { enum: choices, const: constant } = plain.schema;
  if (kind === 'null') return undefined;
  if (Array.isArray(choices) && !choices.includes(value)) return `none of ${choices.join(', ')}`;
  if (constant !== undefined && typeof constant !== 'object' && constant !== value)
    return `not ${JSON.stringify(constant)}`;
  if (Array.isArray(value)) return elementMismatch(value, plain);
  if (typeof value !== 'object' || value === null) return undefined;
  const lacking = fieldsOf(plain).required.find((name) => !Object.hasOwn(value, name));
  if (lacking !== undefined) return `an object without "${lacking}"`;
  for (const [name, part] of Object.entries(value)) {
    const expected = partOf(plain, name);
    const reason = typeof expected === 'string' ? undefined : valueMismatch(part, expected);
    if (reason) return `an object whose "${name}" is ${reason}`;
  }
  return undefined;
}

function elementMismatch(values: readonly unknown[], target: Located): string | undefined {
  const expected = elementOf(target);
  if (typeof expected === 'string') return undefined;
  for (const [index, value] of values.entries()) {
    const reason = valueMismatch(value, expected);
    if (reason) return `a list whose element ${index} is ${reason}`;
  }
  return undefined;
}
