import {
  type DefinitionNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import type { Api, Store } from '../schema.ts';

type Key = Store['keys'][number];

/** Amplify's `@model` types: each is a table with its keys, and has operations that Amplify generates. */
export function modelsOf(definitions: readonly DefinitionNode[], file: string): { stores: Store[]; apis: Api[] } {
  const stores: Store[] = [];
  const apis: Api[] = [];
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    if (!definition.directives?.some(({ name }) => name.value === 'model')) continue;
    const id = definition.name.value;
    const source = { file, line: definition.name.loc?.startToken.line ?? 1 };
    const { keys, indexes } = keysOf(definition);
    stores.push({ id, keys, indexes, accessPatterns: [], source, confidence: 0.9 });
    for (const path of [`get${id}`, `list${plural(id)}`])
      apis.push({ method: 'QUERY', path, target: id, source, confidence: 0.6 });
    for (const verb of ['create', 'update', 'delete']) {
      apis.push({ method: 'MUTATION', path: `${verb}${id}`, target: id, source, confidence: 0.6 });
    }
  }
  return { stores, apis };
}

function keysOf(definition: ObjectTypeDefinitionNode): Pick<Store, 'keys' | 'indexes'> {
  const fields = definition.fields ?? [];
  const indexes: Store['indexes'] = [];
  let keys: Key[] = [{ name: 'id', role: 'HASH', type: 'S' }];
  for (const field of fields) {
    for (const directive of field.directives ?? []) {
      const schema = () => schemaOf([field.name.value, ...texts(directive, 'sortKeyFields')], fields);
      if (directive.name.value === 'primaryKey') keys = schema();
      if (directive.name.value === 'index')
        indexes.push({ name: text(directive, 'name') ?? `by${field.name.value}`, keys: schema() });
    }
  }
  // The older transformer has @key on the type.
  for (const directive of definition.directives ?? []) {
    if (directive.name.value !== 'key') continue;
    const schema = schemaOf(texts(directive, 'fields'), fields);
    const name = text(directive, 'name');
    if (name === undefined) keys = schema.length > 0 ? schema : keys;
    else indexes.push({ name, keys: schema });
  }
  return { keys, indexes };
}

/** The first field is the hash; several more are joined to one range by Amplify. */
function schemaOf(names: readonly string[], fields: readonly FieldDefinitionNode[]): Key[] {
  const [hash, ...range] = names;
  if (hash === undefined) return [];
  const keys: Key[] = [{ name: hash, role: 'HASH', type: typeOf(hash, fields) }];
  const [only] = range;
  if (only !== undefined) {
    const isJoined = range.length > 1;
    keys.push({ name: range.join('#'), role: 'RANGE', type: isJoined ? 'S' : typeOf(only, fields) });
  }
  return keys;
}

function typeOf(name: string, fields: readonly FieldDefinitionNode[]): Key['type'] {
  const named = bare(fields.find((field) => field.name.value === name)?.type);
  return named === 'Int' || named === 'Float' || named === 'AWSTimestamp' ? 'N' : 'S';
}

function bare(type: TypeNode | undefined): string | undefined {
  return type?.kind === Kind.NAMED_TYPE ? type.name.value : type && bare(type.type);
}

function text(directive: DirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function texts(directive: DirectiveNode, name: string): string[] {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.STRING) return [value.value];
  return value?.kind === Kind.LIST
    ? value.values.flatMap((each) => (each.kind === Kind.STRING ? [each.value] : []))
    : [];
}

const plural = (name: string) =>
  /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
