import type { Component } from '../schema.ts';
import { child, type Node } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import { kindOfType, nameProperties } from './kinds.ts';
import { propertiesOf } from './properties.ts';
import type { Resource } from './template.ts';

/** Attributes of a resource that say something of how it runs. */
const attributes = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'] as const;

/** A resource as a component. */
export function componentOf(resource: Resource, draft: Draft): Component {
  const { evaluator, file } = draft;
  const { id, type, line, node } = resource;
  const nameProperty = nameProperties[type];
  const named =
    nameProperty === undefined ? undefined : evaluator.text(evaluator.at(resource.properties, nameProperty));
  const properties = propertiesOf(resource.properties, evaluator, file);
  for (const name of attributes) add(properties, name, node, name, draft);
  add(properties, 'Metadata.aws:cdk:path', child(node, 'Metadata'), 'aws:cdk:path', draft);
  return {
    id,
    kind: kindOfType(type),
    type: type.slice(0, 256),
    name: (named === undefined || named === '' ? id : named).slice(0, 512),
    properties,
    source: draft.source(line),
    confidence: 1,
  };
}

function add(
  properties: Component['properties'],
  name: string,
  node: Node | undefined,
  key: string,
  draft: Draft,
): void {
  if (node?.kind !== 'map') return;
  const entry = node.entries.get(key);
  const value = draft.evaluator.text(entry?.value);
  if (entry !== undefined && value !== undefined && value !== '') {
    properties.push({ name, value, source: draft.source(entry.line) });
  }
}
