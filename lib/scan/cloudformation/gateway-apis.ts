import { operationsOf } from '../openapi/operations.ts';
import { child, type Node, onlyEntry } from '../syntax/node.ts';
import { parseText } from '../syntax/parse.ts';
import type { Draft } from './draft.ts';
import { integrationTarget } from './gateway-methods.ts';
import { mentionsOf } from './references.ts';
import type { Resource } from './template.ts';

/** An API with an OpenAPI document within, included or beside it; or an HTTP API with one target for all. */
export function readGatewayApi(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, id, line } = resource;
  const target = draft.resource(evaluator.at(properties, 'Target'));
  if (resource.type === 'AWS::ApiGatewayV2::Api' && target !== undefined) {
    const key = evaluator.text(evaluator.at(properties, 'RouteKey')) ?? '$default';
    const [method = 'ANY', path = '$default'] = key.includes(' ') ? key.split(' ') : ['ANY', key];
    draft.apis.push({ method, path, target: target.id, source: draft.source(line), confidence: 1 });
    draft.relate({ from: id, to: target.id, kind: 'routes', line });
  }
  for (const place of ['DefinitionBody', 'Body', 'DefinitionUri', 'BodyS3Location']) {
    const document = definition(evaluator.at(properties, place), draft);
    if (document !== undefined) readDocument(id, document, draft);
  }
}

interface Definition {
  readonly root: Node;
  readonly file: string;
}

function definition(node: Node | undefined, draft: Draft): Definition | undefined {
  if (node === undefined) return undefined;
  const call = onlyEntry(node);
  const included = call?.[0] === 'Fn::Transform' ? child(call[1].value, 'Parameters', 'Location') : undefined;
  const location = draft.evaluator.text(included ?? node);
  if (included === undefined && node.kind === 'map' && call?.[0].startsWith('Fn::') !== true)
    return { root: node, file: draft.file };
  const file = location === undefined ? undefined : draft.local(location);
  const { root } = file === undefined ? { root: null } : parseText(draft.tree.get(file)?.text ?? '');
  if (root === null || file === undefined) return undefined;
  draft.covers.add(file);
  return { root, file };
}

function readDocument(api: string, { root, file }: Definition, draft: Draft): void {
  for (const { method, path, line, integration } of operationsOf(root)) {
    const target = integrationTarget(integration, draft) ?? null;
    const known = draft.apis.find((each) => each.method === method && each.path === path && each.target === target);
    if (known === undefined) draft.apis.push({ method, path, target, source: draft.source(line, file), confidence: 1 });
    if (target !== null) draft.relate({ from: api, to: target, kind: 'routes', line, file });
  }
  if (file === draft.file) return;
  // What an included document names, it names for the resource that includes it.
  for (const mention of mentionsOf(root)) {
    const found = draft.resourceOf(mention);
    if (found !== undefined) draft.relate({ from: api, to: found.id, kind: 'depends-on', line: mention.line, file });
  }
}
