import type { JsonSchema } from './catalogue.ts';

/** A part of a schema, with the whole that its references point into. */
export interface Located {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
}

export type Found = Located | 'unknown' | 'missing';

/** Deeper than this, types are taken to be unknown rather than followed. */
const maxDepth = 16;

/** What a schema allows under a name, or, in a list, at an index. */
export function partOf(whole: Located, name: string, depth = 0): Found {
  const located = dereference(whole);
  if (!located || depth > maxDepth) return 'unknown';
  const { schema, root } = located;
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) {
    return oneOf(
      alternatives.map((alternative) => partOf({ schema: alternative, root }, name, depth + 1)),
      root,
    );
  }
  const kinds = kindsOf(located);
  if (!kinds) return 'unknown';
  if (kinds.has('array') && /^\d+$/.test(name)) return elementOf(located);
  return kinds.has('object') ? fieldOf(located, name) : 'missing';
}

function fieldOf({ schema, root }: Located, name: string): Found {
  const field = ownSchema(schema.properties, name);
  if (field) return { schema: field, root };
  const { additionalProperties } = schema;
  if (isSchema(additionalProperties)) return { schema: additionalProperties, root };
  return additionalProperties === false ? 'missing' : 'unknown';
}

/** The type of a list's elements; 'missing' where it is not a list. */
export function elementOf(whole: Located, depth = 0): Found {
  const located = dereference(whole);
  if (!located || depth > maxDepth) return 'unknown';
  const { schema, root } = located;
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) {
    return oneOf(
      alternatives.map((alternative) => elementOf({ schema: alternative, root }, depth + 1)),
      root,
    );
  }
  const kinds = kindsOf(located);
  if (!kinds) return 'unknown';
  if (!kinds.has('array')) return 'missing';
  return isSchema(schema.items) ? { schema: schema.items, root } : 'unknown';
}

function oneOf(found: readonly Found[], root: JsonSchema): Found {
  if (found.includes('unknown')) return 'unknown';
  const schemas = found.flatMap((part) => (typeof part === 'string' ? [] : [part.schema]));
  const [first] = schemas;
  if (!first) return 'missing';
  return { schema: schemas.length === 1 ? first : { anyOf: schemas }, root };
}

export type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** The JSON types that a schema allows; undefined where it does not say. Whole numbers are numbers. */
export function kindsOf(whole: Located, depth = 0): ReadonlySet<Kind> | undefined {
  const located = dereference(whole);
  if (!located || depth > maxDepth) return undefined;
  const { schema, root } = located;
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) {
    const kinds = new Set<Kind>();
    for (const alternative of alternatives) {
      const some = kindsOf({ schema: alternative, root }, depth + 1);
      if (!some) return undefined;
      for (const kind of some) kinds.add(kind);
    }
    return kinds;
  }
  if (schema.type !== undefined) return declaredKinds(schema.type);
  if ('const' in schema) return new Set([kindOf(schema.const)]);
  if (Array.isArray(schema.enum)) return new Set(schema.enum.map(kindOf));
  return isSchema(schema.properties) ? new Set<Kind>(['object']) : undefined;
}

function declaredKinds(type: unknown): ReadonlySet<Kind> | undefined {
  const kinds = new Set<Kind>();
  for (const name of Array.isArray(type) ? (type as readonly unknown[]) : [type]) {
    switch (name) {
      case 'string':
      case 'number':
      case 'boolean':
      case 'object':
      case 'array':
      case 'null':
        kinds.add(name);
        break;
      case 'integer':
        kinds.add('number');
        break;
      default:
        return undefined;
    }
  }
  return kinds;
}

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

/** The fields that must be there, and all that are named. A schema of alternatives names none. */
export function fieldsOf(whole: Located): { readonly required: readonly string[]; readonly isClosed: boolean } {
  const schema = dereference(whole)?.schema;
  if (!schema || !isSchema(schema.properties)) return { required: [], isClosed: false };
  const required = Array.isArray(schema.required) ? (schema.required as readonly unknown[]) : [];
  return {
    required: required.filter((name) => typeof name === 'string'),
    isClosed: schema.additionalProperties === undefined || schema.additionalProperties === false,
  };
}

export function namesOf(whole: Located): readonly string[] {
  const properties = dereference(whole)?.schema.properties;
  return isSchema(properties) ? Object.keys(properties) : [];
}

/** The only alternative beside null, where that is all the choice there is. */
export function withoutNull(whole: Located): Located {
  const located = dereference(whole) ?? whole;
  const { schema, root } = located;
  const rest = alternativesOf(schema).filter((alternative) => alternative.type !== 'null');
  const [only] = rest;
  return only && rest.length === 1 ? (dereference({ schema: only, root }) ?? { schema: only, root }) : located;
}

function alternativesOf({ anyOf, oneOf: exactlyOne }: JsonSchema): readonly JsonSchema[] {
  const alternatives: unknown = anyOf ?? exactlyOne;
  return Array.isArray(alternatives) ? alternatives.filter(isSchema) : [];
}

/** Follows `#` and `#/$defs/…`; undefined where a reference leads nowhere. */
function dereference({ schema, root }: Located): Located | undefined {
  let target: unknown = schema;
  for (let hops = 0; hops < maxDepth; hops += 1) {
    if (!isSchema(target)) return undefined;
    const reference = target.$ref;
    if (typeof reference !== 'string') return { schema: target, root };
    const names = reference.split('/').slice(1);
    target = names.reduce<unknown>(
      (part, name) => (isSchema(part) && Object.hasOwn(part, name) ? part[name] : undefined),
      root,
    );
  }
  return undefined;
}

function ownSchema(properties: unknown, name: string): JsonSchema | undefined {
  if (!isSchema(properties) || !Object.hasOwn(properties, name)) return undefined;
  const field = properties[name];
  return isSchema(field) ? field : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
