import ts from 'typescript';
import { either } from '../code/value.ts';
import { constructorOf, type Evaluator, type ScriptValue } from './evaluation.ts';
import { indexOf } from './file-index.ts';
import { returnOf } from './returns.ts';
import { parentOf } from './scope.ts';

/**
 * A member of a class of the source: a field, what a method assigns to `this`, a getter's value, a method.
 * Undefined when neither the class nor those it extends have it.
 */
export function evaluateClassMember(
  evaluator: Evaluator,
  node: ts.Node,
  name: string,
  self: ScriptValue,
  depth = 0,
): ScriptValue | undefined {
  if (!ts.isClassLike(node) || depth > 8) return undefined;
  const property = node.members.find(
    (member) => member.name && !ts.isComputedPropertyName(member.name) && member.name.text === name,
  );
  if (property && ts.isMethodDeclaration(property)) return { kind: 'function', node: property, name };
  if (property && ts.isGetAccessorDeclaration(property)) return returnOf(evaluator, property);
  const values: ScriptValue[] = [];
  if (property && ts.isPropertyDeclaration(property) && property.initializer)
    values.push(evaluator.evaluate(property.initializer));
  const parameter = constructorOf(node)?.parameters.find((one) => ts.isIdentifier(one.name) && one.name.text === name);
  if (parameter && ts.isParameterPropertyDeclaration(parameter, parameter.parent)) {
    values.push({ kind: 'parameter', node: parameter, name });
  }
  for (const { target, member, value } of indexOf(node.getSourceFile()).assignments.get('this') ?? []) {
    if (member === name && classOf(target) === node) values.push(evaluator.evaluate(value));
  }
  return either(values) ?? inherited(evaluator, node, name, self, depth);
}

function inherited(
  evaluator: Evaluator,
  node: ts.ClassLikeDeclaration,
  name: string,
  self: ScriptValue,
  depth: number,
): ScriptValue | undefined {
  const [base] = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types ?? [];
  if (!base) return undefined;
  const value = evaluator.evaluate(base.expression);
  return value.kind === 'class' ? evaluateClassMember(evaluator, value.node, name, self, depth + 1) : undefined;
}

function classOf(node: ts.Node): ts.Node | undefined {
  for (let outer = parentOf(node); outer; outer = parentOf(outer)) if (ts.isClassLike(outer)) return outer;
  return undefined;
}
