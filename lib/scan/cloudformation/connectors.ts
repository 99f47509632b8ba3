import type { RelationKind } from '../schema.ts';
import { child, entriesOf, type Node } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import { kindOfType } from './kinds.ts';
import type { Resource } from './template.ts';

/** `AWS::Serverless::Connector`: who may read or write what. */
export function readConnector(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const source = evaluator.text(evaluator.at(resource.properties, 'Source', 'Id'));
  if (source !== undefined) connect(source, resource.properties, resource.line, draft);
}

/** Connectors that stand within their source. */
export function readInlineConnectors(resource: Resource, draft: Draft): void {
  for (const [, { line, value }] of entriesOf(child(resource.node, 'Connectors'))) {
    connect(resource.id, draft.evaluator.at(value, 'Properties'), line, draft);
  }
}

function connect(from: string, properties: Node | undefined, line: number, draft: Draft): void {
  const { evaluator } = draft;
  const permissions = evaluator.items(evaluator.at(properties, 'Permissions')).map((each) => evaluator.text(each));
  for (const destination of evaluator.items(evaluator.at(properties, 'Destination'))) {
    const id = evaluator.text(evaluator.at(destination, 'Id'));
    const target = id === undefined ? undefined : draft.template.resources.get(id);
    const source = draft.template.resources.get(from);
    if (target === undefined || source === undefined) continue;
    draft.relate({ from, to: target.id, kind: 'grants', line });
    const kind = kindOfType(target.type);
    if (permissions.includes('Read')) draft.relate({ from, to: target.id, kind: 'reads', line, confidence: 0.9 });
    if (permissions.includes('Write'))
      draft.relate({ from, to: target.id, kind: written(kind), line, confidence: 0.9 });
  }
}

function written(kind: ReturnType<typeof kindOfType>): RelationKind {
  if (kind === 'queue' || kind === 'topic' || kind === 'bus') return 'publishes';
  return kind === 'function' || kind === 'state-machine' || kind === 'api' ? 'invokes' : 'writes';
}
