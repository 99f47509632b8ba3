import { type DefinitionNode, GraphQLError, Kind, parse } from 'graphql';

export type SchemaMethod = 'QUERY' | 'MUTATION' | 'SUBSCRIPTION';

export interface Parsed {
  readonly definitions: readonly DefinitionNode[];
  readonly problem: { readonly line: number; readonly reason: string } | undefined;
}

/** Parses SDL. Of a document with an error the definitions before it still count. */
export function parseSchema(text: string): Parsed {
  try {
    return { definitions: parse(text).definitions, problem: undefined };
  } catch (error) {
    const line = error instanceof GraphQLError ? (error.locations?.[0]?.line ?? 1) : 1;
    const reason =
      error instanceof RangeError ? 'nested too deep' : error instanceof Error ? error.message : String(error);
    return { definitions: salvaged(text, line), problem: { line, reason } };
  }
}

/** What stands before the definition that the error is in, where that is whole. */
function salvaged(text: string, line: number): readonly DefinitionNode[] {
  const lines = text.split('\n').slice(0, line - 1);
  for (let end = lines.length; end > 0; end -= 1) {
    if (!/^(?:type|input|enum|interface|union|scalar|directive|schema|extend|"""|#)/.test(lines[end] ?? '')) continue;
    try {
      return parse(lines.slice(0, end).join('\n')).definitions;
    } catch {
      return [];
    }
  }
  return [];
}

/** The names of the root types: Query, Mutation, Subscription, or what `schema { … }` says. */
export function rootsOf(definitions: readonly DefinitionNode[]): ReadonlyMap<string, SchemaMethod> {
  const roots = new Map<string, SchemaMethod>([
    ['Query', 'QUERY'],
    ['Mutation', 'MUTATION'],
    ['Subscription', 'SUBSCRIPTION'],
  ]);
  const methods = { query: 'QUERY', mutation: 'MUTATION', subscription: 'SUBSCRIPTION' } as const;
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { operation, type } of definition.operationTypes ?? []) roots.set(type.name.value, methods[operation]);
  }
  return roots;
}

export interface Operation {
  readonly method: SchemaMethod;
  readonly field: string;
  /** Within the document. */
  readonly line: number;
  /** The function that `@function(name: …)` names. */
  readonly functionName: string | undefined;
}

/** The fields of the root types. */
export function operationsOf(definitions: readonly DefinitionNode[]): Operation[] {
  const roots = rootsOf(definitions);
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    const method = roots.get(definition.name.value);
    if (method === undefined) return [];
    return (definition.fields ?? []).map(({ name, directives }) => {
      const called = directives?.find((directive) => directive.name.value === 'function');
      const argument = called?.arguments?.find((each) => each.name.value === 'name')?.value;
      const functionName = argument?.kind === Kind.STRING ? argument.value.replace(/-\$\{env\}$/, '') : undefined;
      return { method, field: name.value, line: name.loc?.startToken.line ?? 1, functionName };
    });
  });
}
