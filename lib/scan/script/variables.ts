import ts from 'typescript';
import { either, joined, unknown } from '../code/value.ts';
import type { Evaluator, ScriptValue } from './evaluation.ts';
import { indexOf } from './file-index.ts';
import { declarationOf } from './scope.ts';

/** A variable's value with what is assigned to it, to its members and pushed to it in the same file. */
export function evaluateVariable(evaluator: Evaluator, node: ts.VariableDeclaration): ScriptValue {
  const { initializer, name } = node;
  const { parent: list } = node;
  // Of a loop: each of its items, as callers of `expand` go through them.
  if (ts.isVariableDeclarationList(list) && ts.isForOfStatement(list.parent)) {
    return { kind: 'parameter', node, name: name.getText().slice(0, 40) };
  }
  const value = initializer ? evaluator.evaluate(initializer) : unknown();
  if (!ts.isIdentifier(name)) return value;
  return assigned(evaluator, node, name.text, pushed(evaluator, node, name.text, value));
}

function assigned(evaluator: Evaluator, node: ts.VariableDeclaration, name: string, initial: ScriptValue): ScriptValue {
  let value = initial;
  const members = new Map<string, ScriptValue>();
  for (const { target, member, isAddition, value: given } of indexOf(node.getSourceFile()).assignments.get(name) ??
    []) {
    if (!isOf(target, name, node)) continue;
    const one = evaluator.evaluate(given);
    if (member !== null) members.set(member, isAddition ? joined([members.get(member) ?? unknown(), one]) : one);
    else if (isAddition) value = joined([value, one]);
    else value = either([value, one]) ?? value;
  }
  if (members.size === 0 || value.kind !== 'record') return value;
  for (const [member, one] of value.fields) members.set(member, either([one, members.get(member) ?? one]) ?? one);
  return { ...value, fields: members };
}

function pushed(evaluator: Evaluator, node: ts.VariableDeclaration, name: string, value: ScriptValue): ScriptValue {
  if (value.kind !== 'list') return value;
  const calls = indexOf(node.getSourceFile()).callsByName.get('push') ?? [];
  const added = calls.slice(0, 200).flatMap(({ expression, arguments: inputs = [] }) => {
    const isHere = ts.isPropertyAccessExpression(expression) && isOf(expression.expression, name, node);
    return isHere
      ? [...inputs].filter((input) => !ts.isSpreadElement(input)).map((input) => evaluator.evaluate(input))
      : [];
  });
  return added.length === 0 ? value : { kind: 'list', items: [...value.items, ...added].slice(0, 200) };
}

/** Whether an expression is the very variable, not another of its name. */
function isOf(expression: ts.Expression, name: string, node: ts.VariableDeclaration): boolean {
  if (!ts.isIdentifier(expression) || expression.text !== name) return false;
  const declaration = declarationOf(name, expression);
  return declaration?.kind === 'variable' && declaration.node === node;
}
