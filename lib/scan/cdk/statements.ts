import ts from 'typescript';
import { describe, field, literalOf, options, originOf } from '../code/value.ts';
import type { Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { lineOf } from '../script/program.ts';
import type { Construct } from './construct.ts';
import type { Draft } from './draft.ts';

const itemsOf = (value: ScriptValue | undefined) =>
  options(value).flatMap((one) => (one.kind === 'list' ? one.items : [one]));

/** The statements that a construct's own properties state: of policies, of roles' inline ones, of functions' first. */
export function statementsIn({ props }: Construct): readonly ScriptValue[] {
  const inline = field(props, 'inlinePolicies');
  const documents = [...(inline?.kind === 'record' ? inline.fields.values() : []), field(props, 'document')];
  const within = documents.flatMap((document) =>
    document?.kind === 'call' ? itemsOf(field(document.inputs().positional[0], 'statements')) : [],
  );
  return [...itemsOf(field(props, 'statements')), ...itemsOf(field(props, 'initialPolicy')), ...within];
}

/** A statement as the properties that a template would have for it, so that rules hold for both. */
export function stateStatement(of: readonly Construct[], statement: ScriptValue, draft: Draft): void {
  if (statement.kind !== 'call' || !originOf(statement.callee)?.name.endsWith('PolicyStatement')) return;
  const { node } = statement;
  const [input] = statement.inputs().positional;
  const effect = field(input, 'effect');
  const isDenied = effect !== undefined && describe(effect).includes('DENY');
  const lists = { Action: 'actions', Resource: 'resources' } as const;
  for (const construct of of) {
    const prefix = `Policies.${draft.overrides.length}.PolicyDocument.Statement`;
    const put = (name: string, value: string, source: Source) => {
      draft.overrides.push({ id: construct.id, property: { name: `${prefix}.${name}`, value, source } });
    };
    const place = { file: draft.file, line: lineOf(node) };
    for (const [name, property] of Object.entries(lists)) {
      const shown = itemsOf(field(input, property)).map((one) => literalOf(one) ?? describe(one));
      const [only = '', ...others] = shown;
      if (shown.length === 0) continue;
      put(name, others.length === 0 ? only : JSON.stringify(shown).slice(0, 400), {
        file: place.file,
        line: lineOfProperty(node, property) ?? place.line,
      });
    }
    put('Effect', isDenied ? 'Deny' : 'Allow', place);
  }
}

function lineOfProperty(node: ts.Node, name: string): number | undefined {
  const [argument] = ts.isNewExpression(node) || ts.isCallExpression(node) ? (node.arguments ?? []) : [];
  if (!argument || !ts.isObjectLiteralExpression(argument)) return undefined;
  const found = argument.properties.find(
    (property) => property.name && 'text' in property.name && property.name.text === name,
  );
  return found && lineOf(found);
}
