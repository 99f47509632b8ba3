import ts from 'typescript';
import { parametersOf } from '../code/substitute.ts';
import { type CallValue, exactText, type Inputs, joined, literalOf, options, originOf } from '../code/value.ts';
import { type Evaluator, environment, type ScriptValue } from './evaluation.ts';
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
  const callee = evaluator.evaluate(node.expression);
  const call: CallValue<ts.Node> = { kind: 'call', isNew: false, callee, node, inputs: inputsOf(evaluator, node) };
  return reduceCall(evaluator, call);
}

/** What a call comes to: of functions of the source what they return, of plain data what its methods make of it. */
export function reduceCall(evaluator: Evaluator, call: CallValue<ts.Node>): ScriptValue {
  const { callee, isNew } = call;
  if (isNew) return call;
  if (callee.kind === 'member') return reduceMethod(evaluator, callee.of, callee.name, call.inputs) ?? call;
  const origin = originOf(callee);
  if (origin?.module === 'global') return globalCall(origin.name, call.inputs) ?? call;
  if (callee.kind !== 'function' || !ts.isFunctionLike(callee.node)) return call;
  const value = evaluator.withArguments(returnOf(evaluator, callee.node), callee.node, call.inputs().positional);
  return value.kind === 'unknown' ? call : value;
}

function inputsOf(evaluator: Evaluator, node: ts.CallExpression | ts.NewExpression): () => Inputs<ts.Node> {
  return () => ({
    positional: (node.arguments ?? []).map((argument) =>
      evaluator.evaluate(ts.isSpreadElement(argument) ? argument.expression : argument),
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

type GetInputs = () => Inputs<ts.Node>;

function globalCall(name: string, inputs: GetInputs): ScriptValue | undefined {
  const [first] = inputs().positional;
  if (!first) return undefined;
  if (name === 'String') return joined([first]);
  if (name === 'Object.freeze' || name === 'Object.seal') return first;
  const fields = fieldsOf(first);
  if (!fields) return undefined;
  if (name === 'Object.values') return { kind: 'list', items: [...fields.values()] };
  if (name === 'Object.keys') return { kind: 'list', items: [...fields.keys()].map((key) => exactText(key)) };
  if (name !== 'Object.entries') return undefined;
  return { kind: 'list', items: [...fields].map(([key, value]) => pair(exactText(key), value)) };
}

/** Of `given ?? {}` the fuller, once all are known. */
function fieldsOf(value: ScriptValue): ReadonlyMap<string, ScriptValue> | undefined {
  const records = options(value).flatMap((one) => (one.kind === 'record' ? [one.fields] : []));
  if (records.length < options(value).length) return undefined;
  return records.sort((left, right) => right.size - left.size)[0];
}

const pair = (first: ScriptValue, second: ScriptValue): ScriptValue => ({ kind: 'list', items: [first, second] });

function reduceMethod(evaluator: Evaluator, of: ScriptValue, name: string, inputs: GetInputs): ScriptValue | undefined {
  const origin = originOf(of);
  if (origin?.module === 'global' && origin.name === 'Object') return globalCall(`Object.${name}`, inputs);
  if (name === 'parse') {
    const [first] = inputs().positional;
    return isEnvironment(first) ? environment : undefined;
  }
  if (name === 'map' || name === 'flatMap') return mapped(evaluator, of, inputs().positional[0], name === 'flatMap');
  if (of.kind === 'list') {
    if (name === 'entries')
      return { kind: 'list', items: of.items.map((item, index) => pair({ kind: 'scalar', value: index }, item)) };
    if (name === 'join') {
      const [separator = exactText(',')] = inputs().positional;
      return joined(of.items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
    }
  }
  if (of.kind === 'text' && of.exact) {
    const text = textMethod(of.text, name, inputs);
    if (text !== undefined) return exactText(text);
  }
  const isData = of.kind === 'text' || of.kind === 'list' || of.kind === 'environment' || of.kind === 'scalar';
  return isData && same.has(name) ? of : undefined;
}

function isEnvironment(value: ScriptValue | undefined): boolean {
  return value?.kind === 'imported' && value.name === 'env' && (value === environment || /process$/.test(value.module));
}

function textMethod(text: string, name: string, inputs: GetInputs): string | undefined {
  if (name === 'toUpperCase') return text.toUpperCase();
  if (name === 'toLowerCase') return text.toLowerCase();
  if (name !== 'replaceAll' && name !== 'replace') return undefined;
  const [pattern, replacement] = inputs().positional;
  const by = literalOf(replacement);
  if (by === undefined || text.length > 256) return undefined;
  const plain = literalOf(pattern);
  if (plain !== undefined) return name === 'replace' ? text.replace(plain, () => by) : text.replaceAll(plain, () => by);
  const [, source, flags = ''] = /^\/(.{1,80})\/([a-z]*)$/.exec(pattern?.kind === 'unknown' ? pattern.code : '') ?? [];
  // Without repetition a pattern of a stranger takes no longer than the text is.
  if (source === undefined || /[*+{]/.test(source)) return undefined;
  try {
    return text.replace(new RegExp(source, flags), () => by);
  } catch {
    return undefined; // Not a pattern.
  }
}

/** A list with what the function makes of its items: of each where they are known, else of any. */
function mapped(
  evaluator: Evaluator,
  of: ScriptValue,
  made: ScriptValue | undefined,
  isFlat: boolean,
): ScriptValue | undefined {
  if (made?.kind !== 'function' || !ts.isFunctionLike(made.node)) return undefined;
  const { node } = made;
  // Not before the list is known.
  if (parametersOf([of]).size > 0) return undefined;
  const result = returnOf(evaluator, node);
  const isKnown = of.kind === 'list' && of.items.length > 0;
  const all = isKnown ? of.items.slice(0, 50).map((item) => evaluator.withArguments(result, node, [item])) : [result];
  const items = isFlat ? all.flatMap((one) => (one.kind === 'list' ? one.items : [one])) : all;
  return { kind: 'list', items: items.slice(0, 200) };
}

/** The list that a loop's variable, or a callback's first parameter, goes through. */
export function loopedList(evaluator: Evaluator, node: ts.Node): ScriptValue | undefined {
  if (ts.isVariableDeclaration(node)) {
    const loop = node.parent.parent;
    return ts.isForOfStatement(loop) ? evaluator.evaluate(loop.expression) : undefined;
  }
  if (!ts.isParameter(node) || node.parent.parameters[0] !== node || !ts.isCallExpression(node.parent.parent))
    return undefined;
  const { expression } = node.parent.parent;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const isLoop = /^(?:forEach|map|flatMap|filter|find|some|every)$/.test(expression.name.text);
  return isLoop ? evaluator.evaluate(expression.expression) : undefined;
}
