import type { Reference } from '../dialect.ts';
import { operationsOf, parseSchema, type SchemaMethod } from '../graphql/schema.ts';
import type { Node } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import { kindOfType } from './kinds.ts';
import type { Resource } from './template.ts';

export const rootTypes: Readonly<Record<string, SchemaMethod>> = {
  Query: 'QUERY',
  Mutation: 'MUTATION',
  Subscription: 'SUBSCRIPTION',
};

/** A resolver: a field of a root type is an API, answered by its data source's function or by the data source. */
export function readResolver(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const type = evaluator.text(evaluator.at(properties, 'TypeName')) ?? '';
  const field = evaluator.text(evaluator.at(properties, 'FieldName'));
  const target = answering(resource, draft);
  const method = Object.hasOwn(rootTypes, type) ? rootTypes[type] : undefined;
  if (method !== undefined && field !== undefined && field !== '') {
    const source = draft.source(line);
    const api = { method, path: field.slice(0, 1024), target: target ?? null, source, confidence: 1 };
    draft.apis.push(api);
    const elsewhere = target === undefined ? sourceElsewhere(resource, draft) : undefined;
    if (elsewhere !== undefined) draft.targets.push({ api, target: elsewhere });
  }
  const api = draft.resource(evaluator.at(properties, 'ApiId'));
  if (api !== undefined && target !== undefined) draft.relate({ from: api.id, to: target, kind: 'routes', line });
}

/** The function, else the data source, at the end of a resolver or of its pipeline. */
function answering(resource: Resource, draft: Draft): string | undefined {
  const { evaluator } = draft;
  const own = dataSourceOf(resource, draft);
  if (own !== undefined) return own;
  const ends = evaluator.items(evaluator.at(resource.properties, 'PipelineConfig', 'Functions')).flatMap((node) => {
    const step = draft.resource(node);
    const end = step && dataSourceOf(step, draft);
    return end ?? [];
  });
  return ends.find((id) => kindOfType(draft.template.resources.get(id)?.type ?? '') === 'function') ?? ends[0];
}

/** A data source of another stack, of the resolver or of the last step that names one. */
function sourceElsewhere(resource: Resource, draft: Draft): Reference | undefined {
  const { evaluator } = draft;
  const steps = evaluator.items(evaluator.at(resource.properties, 'PipelineConfig', 'Functions'));
  const named = [resource, ...steps.flatMap((node) => draft.resource(node) ?? [])].flatMap(({ properties }) => {
    const reference = draft.reference(evaluator.at(properties, 'DataSourceName'));
    return reference === undefined ? [] : [reference];
  });
  return named.at(-1);
}

function dataSourceOf(resource: Resource, draft: Draft): string | undefined {
  const { evaluator } = draft;
  const named = evaluator.at(resource.properties, 'DataSourceName');
  const found = draft.resource(named) ?? byName(evaluator.text(named), draft);
  if (found?.type !== 'AWS::AppSync::DataSource') return undefined;
  const target = draft.resource(evaluator.at(found.properties, 'LambdaConfig', 'LambdaFunctionArn'));
  return target?.id ?? found.id;
}

/** Data sources are often named by their literal name. */
function byName(name: string | undefined, draft: Draft): Resource | undefined {
  if (name === undefined) return undefined;
  for (const resource of draft.template.resources.values()) {
    if (resource.type !== 'AWS::AppSync::DataSource') continue;
    if (draft.evaluator.text(draft.evaluator.at(resource.properties, 'Name')) === name) return resource;
  }
  return undefined;
}

/** What a data source stands for. */
export function readDataSource(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const table = draft.resource(evaluator.at(properties, 'DynamoDBConfig', 'TableName'));
  if (table !== undefined) draft.relate({ from: resource.id, to: table.id, kind: 'writes', line, confidence: 0.6 });
  const api = draft.resource(evaluator.at(properties, 'ApiId'));
  if (api !== undefined) draft.relate({ from: api.id, to: resource.id, kind: 'routes', line });
}

/** A schema within the template, or in a file beside it. */
export function readSchema(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const definition = evaluator.at(resource.properties, 'Definition');
  if (definition !== undefined) readDefinition(definition, draft);
}

/** Operations that no resolver of the template answers are APIs too. */
export function readDefinition(definition: Node, draft: Draft): void {
  const text = draft.evaluator.text(definition);
  if (text === undefined) return;
  const scalar = definition.kind === 'scalar' ? definition : undefined;
  const { definitions, problem } = parseSchema(text);
  const place = (line: number) => (scalar?.textLine === undefined ? definition.line : scalar.textLine + line - 1);
  if (problem !== undefined) draft.problems.push({ line: place(problem.line), reason: problem.reason });
  for (const { method, field, line } of operationsOf(definitions)) {
    draft.apis.push({ method, path: field, target: null, source: draft.source(place(line)), confidence: 0.9 });
  }
}
