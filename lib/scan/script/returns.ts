import ts from 'typescript';
import { either, unknown } from '../code/value.ts';
import type { Evaluator, ScriptValue } from './evaluation.ts';

/** What a function gives back, its parameters still open. */
export function returnOf(evaluator: Evaluator, node: ts.Node): ScriptValue {
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return evaluator.evaluate(node.body);
  const body = ts.isFunctionLike(node) && 'body' in node ? node.body : undefined;
  if (!body) return unknown();
  return evaluator.once(body, () => {
    const values = returnsIn(body).map((expression) => evaluator.evaluate(expression));
    return either(values) ?? unknown();
  });
}

function returnsIn(body: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  const open: ts.Node[] = [body];
  for (let node = open.pop(); node && found.length < 16; node = open.pop()) {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, (child) => {
      if (!ts.isFunctionLike(child) && !ts.isClassLike(child)) open.push(child);
    });
  }
  return found;
}
