import ts from 'typescript';
import { either, exactText, type Inputs, joined, originOf, unknown } from '../code/value.ts';
import { type Evaluator, environment, type ScriptValue } from './evaluator.ts';
import { returnOf } from './returns.ts';

/** Methods that give back what they are called on, as far as we care. */
const same = new Set([
  'toString',
  'trim',
  'valueOf',
  'freeze',
  'filter',
  'slice',
  'reverse',
  'sort',
  'concat',
  'flat',
  'asString',
  'required',
]);

export function evaluateNew(evaluator: Evaluator, node: ts.NewExpression): ScriptValue {
  const callee = evaluator.evaluate(node.expression);
  return { kind: 'call', isNew: true, callee, node, inputs: inputsOf(evaluator, node) };
}

export function evaluateCall(evaluator: Evaluator, node: ts.CallExpression): ScriptValue {
  const module = requiredModule(node);
  if (module !== undefined) return evaluator.imported(node.getSourceFile().fileName, module, '*');
  const { expression } = node;
  if (ts.isPropertyAccessExpression(expression)) {
    const value = evaluateMethod(evaluator, node, expression);
    if (value) return value;
  }
  const callee = evaluator.evaluate(expression);
  const inputs = inputsOf(evaluator, node);
  const call: ScriptValue = { kind: 'call', isNew: false, callee, node, inputs };
  if (callee.kind === 'imported' && callee.module === 'global') return globalCall(callee.name, inputs) ?? call;
  if (callee.kind !== 'function' || !ts.isFunctionLike(callee.node)) return call;
  const value = evaluator.withArguments(returnOf(evaluator, callee.node), callee.node, inputs().positional);
  return value.kind === 'unknown' ? call : value;
}

function inputsOf(evaluator: Evaluator, node: ts.CallExpression | ts.NewExpression): () => Inputs<ts.Node> {
  return () => ({
    positional: (node.arguments ?? []).map((argument) =>
      ts.isSpreadElement(argument) ? unknown() : evaluator.evaluate(argument),
    ),
    named: new Map(),
  });
}

/** `require('x')` and `import('x')`. */
export function requiredModule(node: ts.CallExpression): string | undefined {
  const [module] = node.arguments;
  const isRequire =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require');
  return isRequire && module && ts.isStringLiteralLike(module) ? module.text : undefined;
}

function globalCall(name: string, inputs: () => Inputs<ts.Node>): ScriptValue | undefined {
  const [first] = inputs().positional;
  return name === 'String' && first ? joined([first]) : undefined;
}

function evaluateMethod(
  evaluator: Evaluator,
  node: ts.CallExpression,
  { expression: receiver, name: { text: name } }: ts.PropertyAccessExpression,
): ScriptValue | undefined {
  const [first] = node.arguments;
  const of = evaluator.evaluate(receiver);
  const origin = originOf(of);
  if (origin?.module === 'global' && origin.name === 'Object') return objectMethod(evaluator, name, first);
  if (name === 'parse' && first && originOf(evaluator.evaluate(first)) && evaluator.evaluate(first) === environment)
    return environment;
  if (name === 'map' || name === 'flatMap') return mapped(evaluator, of, first, name === 'flatMap');
  if (name === 'join' && of.kind === 'list') {
    const separator = first ? evaluator.evaluate(first) : exactText(',');
    return joined(of.items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
  }
  const isData = of.kind === 'text' || of.kind === 'list' || of.kind === 'environment' || of.kind === 'scalar';
  return isData && same.has(name) ? of : undefined;
}

function objectMethod(evaluator: Evaluator, name: string, first: ts.Expression | undefined): ScriptValue | undefined {
  const of = first && !ts.isSpreadElement(first) ? evaluator.evaluate(first) : undefined;
  if (!of) return undefined;
  if (name === 'freeze' || name === 'seal') return of;
  if (of.kind !== 'record') return undefined;
  if (name === 'values') return { kind: 'list', items: [...of.fields.values()] };
  if (name === 'keys') return { kind: 'list', items: [...of.fields.keys()].map((key) => exactText(key)) };
  if (name !== 'entries') return undefined;
  const items = [...of.fields].map(([key, value]): ScriptValue => ({ kind: 'list', items: [exactText(key), value] }));
  return { kind: 'list', items };
}

/** A list with what the function makes of its items: of each where they are known, else of any. */
function mapped(
  evaluator: Evaluator,
  of: ScriptValue,
  callback: ts.Expression | undefined,
  isFlat: boolean,
): ScriptValue | undefined {
  if (!callback || ts.isSpreadElement(callback)) return undefined;
  const made = evaluator.evaluate(callback);
  if (made.kind !== 'function' || !ts.isFunctionLike(made.node)) return undefined;
  const { node } = made;
  const result = returnOf(evaluator, node);
  const all =
    of.kind === 'list' && of.items.length > 0
      ? of.items.slice(0, 50).map((item) => evaluator.withArguments(result, node, [item]))
      : [result];
  const items = isFlat ? all.flatMap((one) => (one.kind === 'list' ? one.items : [one])) : all;
  return { kind: 'list', items: items.slice(0, 200) };
}

/** What a callback's parameter is, where it stands in a loop over a known list: `names.forEach((name) => …)`. */
export function loopItemOf(evaluator: Evaluator, parameter: ts.ParameterDeclaration): ScriptValue | undefined {
  const { parent: callback } = parameter;
  if (callback.parameters[0] !== parameter || !ts.isCallExpression(callback.parent)) return undefined;
  const { expression } = callback.parent;
  if (
    !ts.isPropertyAccessExpression(expression) ||
    !/^(?:forEach|map|flatMap|filter|find|some|every)$/.test(expression.name.text)
  )
    return undefined;
  const list = evaluator.evaluate(expression.expression);
  return list.kind === 'list' ? either(list.items) : undefined;
}
