import ts from 'typescript';
import { originOf } from '../code/value.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { parentOf } from '../script/scope.ts';

export type DefinedKind = 'function' | 'auth' | 'storage' | 'data';

/** A part of a backend as its file defines it. */
export interface Defined {
  readonly kind: DefinedKind;
  /** The name of the constant that holds it: the backend knows it by that. */
  readonly id: string;
  readonly node: ts.CallExpression;
  readonly input: ScriptValue | undefined;
}

const makers: Readonly<Record<string, DefinedKind>> = {
  defineFunction: 'function',
  defineAuth: 'auth',
  defineStorage: 'storage',
  defineData: 'data',
};

/** What a call of `defineFunction`, `defineAuth`, `defineStorage` or `defineData` defines. */
export function definedBy(value: ScriptValue): Defined | undefined {
  if (value.kind !== 'call' || value.isNew || !ts.isCallExpression(value.node)) return undefined;
  const origin = originOf(value.callee);
  if (!origin?.module.startsWith('@aws-amplify/')) return undefined;
  const kind = Object.hasOwn(makers, origin.name) ? makers[origin.name] : undefined;
  if (kind === undefined) return undefined;
  const { node } = value;
  return { kind, id: constantOf(node) ?? folderName(node), node, input: value.inputs().positional[0] };
}

function constantOf(node: ts.Node): string | undefined {
  for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
    if (ts.isVariableDeclaration(outer)) return ts.isIdentifier(outer.name) ? outer.name.text : undefined;
    if (ts.isPropertyAssignment(outer) && ts.isIdentifier(outer.name)) return outer.name.text;
    if (ts.isStatement(outer)) return undefined;
  }
  return undefined;
}

/** `export default defineFunction(…)` in `functions/say-hello/resource.ts`. */
function folderName(node: ts.Node): string {
  const parts = node.getSourceFile().fileName.split('/');
  return parts.at(-2) ?? parts.at(-1) ?? 'backend';
}
