import type { Node } from '../syntax/node.ts';
import { readDefinition, rootTypes } from './appsync.ts';
import type { Draft } from './draft.ts';
import type { Resource } from './template.ts';

/** `AWS::Serverless::GraphQLApi`: schema, data sources, functions and resolvers in one resource. */
export function readServerlessGraphQl(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, id } = resource;
  const inline = evaluator.at(properties, 'SchemaInline');
  if (inline !== undefined) readDefinition(inline, draft);
  const sources = new Map<string, string>();
  for (const [kind, { value }] of evaluator.entries(evaluator.at(properties, 'DataSources'))) {
    for (const [name, source] of evaluator.entries(value)) {
      const target = draft.resource(source.value);
      if (target === undefined) continue;
      sources.set(name, target.id);
      draft.relate({
        from: id,
        to: target.id,
        kind: kind === 'Lambda' ? 'invokes' : 'reads',
        line: source.line,
        confidence: 0.9,
      });
    }
  }
  const functions = evaluator.at(properties, 'Functions');
  for (const [type, { value }] of evaluator.entries(evaluator.at(properties, 'Resolvers'))) {
    const method = Object.hasOwn(rootTypes, type) ? rootTypes[type] : undefined;
    for (const [key, resolver] of evaluator.entries(value)) {
      const path = evaluator.text(evaluator.at(resolver.value, 'FieldName')) ?? key;
      const target = targetOf(resolver.value, functions, sources, draft);
      if (method !== undefined) {
        draft.apis.push({
          method,
          path: path.slice(0, 1024),
          target: target ?? null,
          source: draft.source(resolver.line),
          confidence: 1,
        });
      }
    }
  }
}

function targetOf(
  resolver: Node,
  functions: Node | undefined,
  sources: ReadonlyMap<string, string>,
  draft: Draft,
): string | undefined {
  const { evaluator } = draft;
  const own = evaluator.text(evaluator.at(resolver, 'DataSource'));
  if (own !== undefined) return sources.get(own);
  for (const step of evaluator.items(evaluator.at(resolver, 'Pipeline'))) {
    const name = evaluator.text(step) ?? '';
    const source = evaluator.at(functions, name, 'DataSource');
    const target = sources.get(evaluator.text(source) ?? '') ?? draft.resource(source)?.id;
    if (target !== undefined) return target;
  }
  return undefined;
}
