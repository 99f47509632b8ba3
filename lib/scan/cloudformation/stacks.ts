import { child, entriesOf } from '../syntax/node.ts';
import { parseText } from '../syntax/parse.ts';
import { type Draft, storedName } from './draft.ts';
import { type Resource, readTemplate } from './template.ts';

/** A nested stack contains its template's resources; its parameters become known there. */
export function readNested(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const file = draft.nestedFile(resource);
  // A template that nests itself contains nothing new.
  if (file === undefined || file === draft.file) return;
  for (const [name, { value }] of evaluator.entries(evaluator.at(resource.properties, 'Parameters'))) {
    const reference = draft.reference(value);
    if (reference !== undefined) draft.names.push({ reference: { kind: 'parameter', file, name }, value: reference });
  }
  const nested = draft.tree.get(file);
  const { root } = parseText(nested?.text ?? '');
  const template = root === null ? undefined : readTemplate(file, root);
  for (const { id } of template?.resources.values() ?? []) {
    draft.relate({ from: resource.id, to: id, kind: 'contains', line: resource.line });
  }
}

/** A parameter of the parameter store, which other templates read by its name. */
export function readStored(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const name = evaluator.text(evaluator.at(resource.properties, 'Name'));
  const value = draft.reference(evaluator.at(resource.properties, 'Value'));
  if (name === undefined || value === undefined) return;
  draft.names.push({ reference: { kind: 'export', name: storedName(name) }, value });
}

/** A template's outputs, for the stacks that nest it and for those that import what it exports. */
export function readOutputs(draft: Draft): void {
  const { evaluator, template, file } = draft;
  for (const [name, { value }] of entriesOf(child(template.root, 'Outputs'))) {
    const reference = draft.reference(evaluator.at(value, 'Value'));
    if (reference === undefined) continue;
    draft.names.push({ reference: { kind: 'output', file, name }, value: reference });
    const exported = evaluator.text(evaluator.at(value, 'Export', 'Name'));
    if (exported !== undefined) draft.names.push({ reference: { kind: 'export', name: exported }, value: reference });
  }
}
