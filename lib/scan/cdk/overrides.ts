import ts from 'typescript';
import { literalOf, scalarOf } from '../code/value.ts';
import type { Override } from '../dialect.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { indexOf } from '../script/file-index.ts';
import { lineOf } from '../script/program.ts';
import { propertyName } from './catalog.ts';
import type { Construct } from './construct.ts';
import type { Draft } from './draft.ts';

/** `cfnTable.addPropertyOverride('SSESpecification.SSEEnabled', true)` */
export function readOverride(of: readonly Construct[], node: ts.CallExpression, draft: Draft): void {
  const [path, value] = node.arguments;
  const name = path && literalOf(draft.constructs.evaluator.evaluate(path));
  if (name === undefined || name === '' || !value) return;
  for (const { id } of of) draft.overrides.push(...overrideOf(id, name, value, draft));
}

/** `backend.data.resources.cfnResources.amplifyDynamoDbTables['Todo'].pointInTimeRecoveryEnabled = true` */
export function readAssignments(syntax: ts.SourceFile, draft: Draft): void {
  if (!/cfn|Cfn|defaultChild/.test(syntax.text)) return;
  for (const { left, right } of indexOf(syntax).memberAssignments) {
    if (!ts.isPropertyAccessExpression(left) || left.expression.kind === ts.SyntaxKind.ThisKeyword) continue;
    const of = draft.constructs.of(draft.constructs.evaluator.evaluate(left.expression), draft.file);
    for (const { id, type } of of) {
      const name = propertyName(type, known[left.name.text] ?? left.name.text);
      draft.overrides.push(...overrideOf(id, name, right, draft));
    }
  }
}

/** Amplify's own names, where the CDK has others. */
const known: Readonly<Record<string, string>> = {
  pointInTimeRecoveryEnabled: 'pointInTimeRecovery',
  deletionProtectionEnabled: 'deletionProtection',
};

function overrideOf(id: string, name: string, at: ts.Expression, draft: Draft): Override[] {
  const source = { file: draft.file, line: lineOf(at) };
  const value = draft.constructs.evaluator.evaluate(at);
  return [...leaves(value, name)].map(([path, plain]) => ({
    id,
    property: { name: path.slice(0, 512), value: plain, source },
  }));
}

function* leaves(value: ScriptValue, path: string, depth = 0): Generator<[string, string | number | boolean]> {
  const plain = scalarOf(value) ?? literalOf(value);
  if (plain !== undefined) yield [path, plain];
  if (value.kind !== 'record' || depth > 4) return;
  for (const [name, inner] of value.fields)
    yield* leaves(inner, `${path}.${name.charAt(0).toUpperCase()}${name.slice(1)}`, depth + 1);
}
