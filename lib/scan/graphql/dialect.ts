import { Kind, type TypeNode } from 'graphql';
import type { Dialect, Fragment, SourceFile } from '../dialect.ts';
import type { Api, Component } from '../schema.ts';
import { modelsOf } from './models.ts';
import { operationsOf, parseSchema, rootsOf } from './schema.ts';
import { shapesOf } from './shapes.ts';

/** GraphQL schemas: operations as APIs, types as components, `@model` types as tables. */
export const graphql: Dialect = {
  id: 'graphql',
  accepts: ({ path }) => /\.(?:graphqls?|gql)$/i.test(path),
  read: readSchema,
};

function readSchema(file: SourceFile): Fragment {
  const { definitions, problem } = parseSchema(file.text);
  const roots = rootsOf(definitions);
  const at = (line: number | undefined) => ({ file: file.path, line: line ?? 1 });
  const models = modelsOf(definitions, file.path);
  const components = definitions.flatMap((definition): Component[] => {
    const isFielded =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (!isFielded || roots.has(definition.name.value)) return [];
    const fields = [...(definition.fields ?? [])].map(({ name, type }) => ({
      name: name.value.slice(0, 512),
      value: typeText(type),
      source: at(name.loc?.startToken.line),
    }));
    const directives = (definition.directives ?? []).map(({ name, loc }) => ({
      name: `@${name.value}`,
      value: file.text.slice(loc?.start, loc?.end).slice(0, 400),
      source: at(loc?.startToken.line),
    }));
    const id = definition.name.value;
    const isModel = models.stores.some((store) => store.id === id);
    const type = isModel
      ? 'GraphQL @model'
      : `GraphQL ${definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? 'input' : definition.kind === Kind.INTERFACE_TYPE_DEFINITION ? 'interface' : 'type'}`;
    const source = at(definition.name.loc?.startToken.line);
    return [
      {
        id,
        kind: isModel ? 'table' : 'other',
        type,
        name: id,
        properties: [...fields, ...directives],
        source,
        confidence: 1,
      },
    ];
  });
  const apis = operationsOf(definitions).map(
    ({ method, field, line, functionName }): Api => ({
      method,
      path: field,
      target: functionName ?? null,
      source: at(line),
      confidence: functionName === undefined ? 1 : 0.6,
    }),
  );
  const unreadable = problem === undefined ? [] : [problem];
  const shapes = shapesOf(definitions, file.path);
  return { components, apis: [...apis, ...models.apis], stores: models.stores, shapes, unreadable };
}

function typeText(type: TypeNode): string {
  switch (type.kind) {
    case Kind.NAMED_TYPE:
      return type.name.value;
    case Kind.LIST_TYPE:
      return `[${typeText(type.type)}]`;
    case Kind.NON_NULL_TYPE:
      return `${typeText(type.type)}!`;
  }
}
