import type { Reference } from '../dialect.ts';
import { type Call, callsOf } from '../step-functions/calls.ts';
import { stateProperties } from '../step-functions/properties.ts';
import { relationOf } from '../step-functions/relations.ts';
import { isDefinition, statesOf } from '../step-functions/states.ts';
import { child, type Node } from '../syntax/node.ts';
import { parseText } from '../syntax/parse.ts';
import type { Draft } from './draft.ts';
import type { Resource } from './template.ts';

interface Definition {
  readonly root: Node;
  readonly file: string;
}

/** A state machine's definition, wherever it stands: what its states call becomes relations and access patterns. */
export function readStateMachine(resource: Resource, draft: Draft): void {
  const found = definitionOf(resource, draft);
  if (found === undefined) return;
  const { evaluator } = draft;
  const substitutions = evaluator.at(resource.properties, 'DefinitionSubstitutions');
  const text = (node: Node | undefined) => evaluator.text(node);
  const states = statesOf(found.root);
  const component = draft.components.find(({ id }) => id === resource.id);
  component?.properties.push(...stateProperties(states, found.file, text));
  for (const call of states.flatMap((state) => callsOf(state, text))) {
    for (const name of call.eventNames) {
      const source = draft.source(call.line, found.file);
      draft.events.push({
        name: substituted(name, substitutions, draft),
        producer: resource.id,
        consumer: null,
        source,
        confidence: 1,
      });
    }
    const to = referenceOf(call.target, substitutions, draft);
    if (to === undefined) continue;
    draft.relate({ from: resource.id, to, kind: relationOf(call), line: call.line, file: found.file });
    if (call.service === 'dynamodb' && to.kind === 'id')
      addPattern({ resource, draft, call, table: to.id, file: found.file });
  }
}

function definitionOf(resource: Resource, draft: Draft): Definition | undefined {
  const { evaluator, file } = draft;
  const { properties } = resource;
  const inline = evaluator.at(properties, 'Definition');
  if (isDefinition(inline ?? null)) return { root: inline as Node, file };
  const string = evaluator.at(properties, 'DefinitionString');
  if (string !== undefined) return embedded(string, draft);
  const location =
    evaluator.text(evaluator.at(properties, 'DefinitionUri')) ??
    evaluator.text(evaluator.at(properties, 'DefinitionS3Location'));
  const local = location === undefined ? undefined : draft.local(location);
  const { root } = local === undefined ? { root: null } : parseText(draft.tree.get(local)?.text ?? '');
  if (local === undefined || !isDefinition(root)) return undefined;
  draft.covers.add(local);
  return { root, file: local };
}

/** A definition within a string: its lines are the template's where the string keeps its own, else the string's. */
function embedded(string: Node, draft: Draft): Definition | undefined {
  const text = draft.evaluator.text(string);
  const { root } = parseText(text ?? '');
  if (!isDefinition(root)) return undefined;
  const pattern = child(string, 'Fn::Sub');
  const scalar = pattern?.kind === 'list' ? pattern.items[0] : (pattern ?? string);
  const first = scalar?.kind === 'scalar' ? scalar.textLine : undefined;
  const place = first === undefined ? () => string.line : (line: number) => first + line - 1;
  return { root: moved(root, place), file: draft.file };
}

function moved(node: Node, place: (line: number) => number): Node {
  const line = place(node.line);
  switch (node.kind) {
    case 'scalar':
      return { kind: 'scalar', value: node.value, line };
    case 'list':
      return { kind: 'list', items: node.items.map((item) => moved(item, place)), line };
    case 'map': {
      const entries = [...node.entries].map(
        ([key, entry]) => [key, { line: place(entry.line), value: moved(entry.value, place) }] as const,
      );
      return { kind: 'map', entries: new Map(entries), line };
    }
  }
}

/** What `${Name}` in a definition stands for: a substitution, else a resource or parameter of the template. */
function referenceOf(target: string, substitutions: Node | undefined, draft: Draft): Reference | undefined {
  const name = /\$\{([^}!.]+)(?:\.([^}]+))?\}/.exec(target)?.[1];
  if (name === undefined)
    return target === '' || target.startsWith('$') || target.startsWith('{%')
      ? undefined
      : { kind: 'name', name: target };
  const substitution = child(substitutions, name);
  if (substitution !== undefined) return draft.reference(substitution);
  const resource = draft.resourceOf({ name });
  if (resource !== undefined) return { kind: 'id', id: resource.id };
  return draft.template.parameters.has(name) ? { kind: 'parameter', file: draft.file, name } : undefined;
}

function substituted(name: string, substitutions: Node | undefined, draft: Draft): string {
  return name
    .replaceAll(/\$\{(\w+)\}/g, (whole, key: string) => draft.evaluator.text(child(substitutions, key)) ?? whole)
    .slice(0, 512);
}

function addPattern(input: { resource: Resource; draft: Draft; call: Call; table: string; file: string }): void {
  const { resource, draft, call, table, file } = input;
  const { operation, index, keyCondition, line } = call;
  draft.patterns.push({
    table,
    pattern: { operation, index, keyCondition, by: resource.id, source: draft.source(line, file), confidence: 1 },
  });
}
