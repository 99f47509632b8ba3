import { either } from '../code/value.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import { namesOf, parametersOf } from './scope.ts';
import { nodesIn, type PythonNode } from './syntax.ts';

/** A member of a class of the source: a class attribute, a method, what methods assign to `self`. */
export function classMember(
  evaluator: PythonEvaluator,
  node: PythonNode,
  name: string,
  depth = 0,
): PythonValue | undefined {
  if (depth > 8) return undefined;
  const declared = (namesOf(node).get(name) ?? []).map((one) => evaluator.declared(one, name, node.file.path));
  const assigned = (attributesOf(node).get(name) ?? []).map((one) => evaluator.evaluate(one));
  const found = either([...declared, ...assigned]);
  if (found) return isProperty(found) ? evaluator.returnOf(found.node) : found;
  for (const base of node.child('ArgList')?.children ?? []) {
    const value = /^(?:VariableName|MemberExpression)$/.test(base.name) ? evaluator.evaluate(base) : undefined;
    const inherited = value?.kind === 'class' ? classMember(evaluator, value.node, name, depth + 1) : undefined;
    if (inherited) return inherited;
  }
  return undefined;
}

function isProperty(value: PythonValue): value is PythonValue & { kind: 'function' } {
  if (value.kind !== 'function' || value.node.parent?.name !== 'DecoratedStatement') return false;
  return value.node.parent.children.some((child) => child.name === 'Decorator' && /property$/.test(child.text));
}

/** The class whose method this function is; not of static methods. */
export function classOf(node: PythonNode): PythonNode | undefined {
  const decorated = node.parent?.name === 'DecoratedStatement' ? node.parent : undefined;
  if (node.name !== 'FunctionDefinition' || decorated?.children.some((child) => child.text === '@staticmethod'))
    return undefined;
  const body = (decorated ?? node).parent;
  return body?.name === 'Body' && body.parent?.name === 'ClassDefinition' ? body.parent : undefined;
}

const attributes = new WeakMap<PythonNode, ReadonlyMap<string, readonly PythonNode[]>>();

/** What the methods of a class assign to members of their first parameter. */
function attributesOf(node: PythonNode): ReadonlyMap<string, readonly PythonNode[]> {
  const known = attributes.get(node);
  if (known) return known;
  const found = new Map<string, PythonNode[]>();
  for (const statement of nodesIn(node)) {
    const [target, ...rest] = statement.children;
    const value = rest.at(-1);
    if (statement.name !== 'AssignStatement' || target?.name !== 'MemberExpression' || !value) continue;
    const [self, dot, name] = target.children;
    if (dot?.name !== '.' || !name || self?.text !== selfOf(statement)) continue;
    const values = found.get(name.text);
    if (values) values.push(value);
    else found.set(name.text, [value]);
  }
  attributes.set(node, found);
  return found;
}

function selfOf(node: PythonNode): string | undefined {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.name === 'FunctionDefinition') return parametersOf(outer.child('ParamList'))[0]?.name;
  }
  return undefined;
}

interface Additions {
  /** `name['key'] = value` */
  readonly items: readonly { readonly key: PythonNode; readonly value: PythonNode }[];
  /** `name.append(value)` */
  readonly appended: readonly PythonNode[];
}

const none: Additions = { items: [], appended: [] };
const additions = new WeakMap<PythonNode, ReadonlyMap<string, Additions>>();

/** What is added to a variable in the function, or module, where it is named. */
export function additionsTo(variable: PythonNode): Additions {
  let scope = variable;
  while (scope.parent && scope.name !== 'FunctionDefinition') scope = scope.parent;
  const known = additions.get(scope) ?? gather(scope);
  additions.set(scope, known);
  return known.get(variable.text) ?? none;
}

function gather(scope: PythonNode): ReadonlyMap<string, Additions> {
  const found = new Map<string, { items: { key: PythonNode; value: PythonNode }[]; appended: PythonNode[] }>();
  const of = (name: string) => {
    const known = found.get(name) ?? { items: [], appended: [] };
    found.set(name, known);
    return known;
  };
  for (const { name, children } of nodesIn(scope, (node) => node.name !== 'FunctionDefinition')) {
    const [target, list] = children;
    if (target?.name !== 'MemberExpression') continue;
    const [object, access, key] = target.children;
    const value = children.at(-1);
    if (object?.name !== 'VariableName' || !key || !value) continue;
    if (name === 'AssignStatement' && access?.name === '[') of(object.text).items.push({ key, value });
    const [, argument] = list?.children ?? [];
    if (name === 'CallExpression' && key.text === 'append' && argument && argument.name !== ')')
      of(object.text).appended.push(argument);
  }
  return found;
}
