import { child, type Node } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import { kindOfType } from './kinds.ts';
import { mentionsOf } from './references.ts';
import type { Resource } from './template.ts';

/** A method of a REST API: its path is that of its resource and all above it. */
export function readMethod(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const method = (evaluator.text(evaluator.at(properties, 'HttpMethod')) ?? 'ANY').toUpperCase();
  const integration = evaluator.at(properties, 'Integration');
  const target = integrationTarget(integration, draft);
  const path = pathOf(evaluator.at(properties, 'ResourceId'), draft);
  draft.apis.push({
    method: method.slice(0, 32),
    path,
    target: target ?? null,
    source: draft.source(line),
    confidence: 1,
  });
  const api = draft.resource(evaluator.at(properties, 'RestApiId'));
  if (api !== undefined && target !== undefined) draft.relate({ from: api.id, to: target, kind: 'routes', line });
}

function pathOf(node: Node | undefined, draft: Draft): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  let current = draft.resource(node);
  while (current?.type === 'AWS::ApiGateway::Resource' && !seen.has(current.id)) {
    seen.add(current.id);
    parts.unshift(draft.evaluator.text(draft.evaluator.at(current.properties, 'PathPart')) ?? '{}');
    current = draft.resource(draft.evaluator.at(current.properties, 'ParentId'));
  }
  return `/${parts.join('/')}`.slice(0, 1024);
}

/** What can stand at the end of an integration, best first. */
const targets = ['function', 'state-machine', 'queue', 'topic', 'table', 'bus', 'stream', 'bucket'] as const;

/** The resource that answers an integration: by its URI, else by what its request names. */
export function integrationTarget(integration: Node | undefined, draft: Draft): string | undefined {
  const places = [
    'Uri',
    'uri',
    'IntegrationUri',
    'RequestTemplates',
    'requestTemplates',
    'RequestParameters',
    'requestParameters',
  ];
  for (const place of places) {
    const found = mentionsOf(child(integration, place)).flatMap((mention) => draft.resourceOf(mention) ?? []);
    for (const kind of targets) {
      const target = found.find(({ type }) => kindOfType(type) === kind);
      if (target !== undefined) return target.id;
    }
  }
  return undefined;
}
