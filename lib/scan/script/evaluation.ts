import ts from 'typescript';
import type { Value } from '../code/value.ts';
import type { ScriptProgram } from './program.ts';

export type ScriptValue = Value<ts.Node>;

/** Says what expressions of scripts come to, as `evaluator.ts` does. */
export interface Evaluator {
  readonly program: ScriptProgram;
  evaluate(node: ts.Expression): ScriptValue;
  /** Computes a node's value once; what leads back to itself, or too deep, is unknown. */
  once(node: ts.Node, compute: () => ScriptValue): ScriptValue;
  /** What a module gives under a name; `*` for all of it. */
  imported(from: string, specifier: string, name: string): ScriptValue;
  /** `of.name` */
  member(of: ScriptValue, name: string): ScriptValue;
  /** The value with others in place of open parameters. */
  fill(value: ScriptValue, argument: (parameter: ts.Node) => ScriptValue | undefined): ScriptValue;
  /** The value with a call's arguments in place of a function's parameters. */
  withArguments(value: ScriptValue, callee: ts.SignatureDeclaration, positional: readonly ScriptValue[]): ScriptValue;
}

/** `process.env`, under whatever name. */
export const environment: ScriptValue = { kind: 'imported', module: 'node:process', name: 'env' };

export function constructorOf(node: ts.Node): ts.ConstructorDeclaration | undefined {
  return ts.isClassLike(node) ? node.members.find((member) => ts.isConstructorDeclaration(member)) : undefined;
}

/** What stands in brackets, assertions or after `await`. */
export function innerOf(node: ts.Node): ts.Expression | undefined {
  const isWrapper =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isAwaitExpression(node);
  return isWrapper ? node.expression : undefined;
}
