import { parametersOf } from '../python/scope.ts';
import type { PythonNode } from '../python/syntax.ts';
import { writeExpression } from './expressions.ts';
import { type Resolve, writeImport } from './imports.ts';
import { camelCase, variableName } from './names.ts';
import { nextName, rename, type Scope, writeInside } from './scope.ts';
import { signatureOf } from './signatures.ts';

/**
 * Writes statements one after another. Branches are written as if all were taken, for no expression is run; only loops
 * stay, since what stands in them is made for each item.
 */
export function writeStatements(scope: Scope, nodes: readonly PythonNode[], resolve: Resolve): void {
  for (const node of nodes) writeStatement(scope, node, resolve);
}

function writeStatement(scope: Scope, node: PythonNode, resolve: Resolve): void {
  const { writer } = scope;
  const { children } = node;
  switch (node.name) {
    case 'ImportStatement':
      writer.goTo(node.line);
      writeImport(scope, node, resolve);
      break;
    case 'ClassDefinition':
      writeClass(scope, node, resolve);
      break;
    case 'FunctionDefinition':
      writeFunction(scope, node, resolve);
      break;
    case 'DecoratedStatement': {
      const decorators = children.filter(({ name }) => name === 'Decorator').map(({ text }) => text);
      const inner = children.at(-1);
      if (inner?.name === 'FunctionDefinition') writeFunction(scope, inner, resolve, decorators);
      else if (inner) writeStatement(scope, inner, resolve);
      break;
    }
    case 'AssignStatement':
      writeAssignment(scope, node);
      break;
    case 'ExpressionStatement':
      if (scope.isInside === 'class' || !children[0] || children[0].name === 'String') break;
      writer.goTo(node.line);
      writeExpression(scope, children[0]);
      writer.put(';');
      break;
    case 'ReturnStatement':
      if (!children[1] || scope.isInside !== 'function') break;
      writer.goTo(node.line);
      writer.put('return (');
      writeExpression(scope, children[1]);
      writer.put(');');
      break;
    case 'StatementGroup':
      writeStatements(scope, children, resolve);
      break;
    case 'ForStatement':
      writeLoop(scope, node, resolve);
      break;
    default:
      // if, elif, else, try, with, while: what stands in them.
      for (const child of children) if (child.name === 'Body') writeStatements(scope, child.children, resolve);
  }
}

function writeClass(scope: Scope, node: PythonNode, resolve: Resolve): void {
  const { writer } = scope;
  const name = node.child('VariableName');
  const body = node.child('Body');
  if (!name || !body) return;
  writer.goTo(node.line);
  const [, base] = node.child('ArgList')?.children ?? [];
  writer.put(`${exported(scope)}class ${variableName(name.text)} `);
  if (base && /^(?:VariableName|MemberExpression)$/.test(base.name)) {
    writer.put('extends ');
    writeExpression(scope, base);
    writer.put(' ');
  }
  writer.put('{ ');
  writeInside(scope, 'class', [], (inner) => {
    writeStatements(inner, body.children, resolve);
  });
  writer.put('} ');
}

const exported = ({ isInside }: Scope) => (isInside === 'module' ? 'export ' : '');

function writeFunction(scope: Scope, node: PythonNode, resolve: Resolve, decorators: readonly string[] = []): void {
  const { writer } = scope;
  const name = node.child('VariableName')?.text;
  const body = node.child('Body');
  if (name === undefined || !body) return;
  const isMethod = scope.isInside === 'class';
  const parameters = parametersOf(node.child('ParamList'));
  const isStatic = decorators.some((text) => text === '@staticmethod');
  const taken = isMethod && !isStatic ? parameters.slice(1) : parameters;
  const { rest } = signatureOf(node);
  const names = [...taken.map((one) => one.name), ...(rest === undefined ? [] : [rest])];
  writer.goTo(node.line);
  writer.put(isMethod ? method(name, decorators) : `${exported(scope)}function ${variableName(name)}`);
  writer.put('(');
  for (const [index, { name: parameter, fallback }] of taken.entries()) {
    writer.put(`${index > 0 ? ', ' : ''}${variableName(parameter)}`);
    if (!fallback || fallback.name === 'None') continue;
    writer.put(' = ');
    writeExpression(scope, fallback);
  }
  if (rest !== undefined) writer.put(`${taken.length > 0 ? ', ' : ''}${variableName(rest)}`);
  writer.put(') { ');
  writeInside(scope, 'function', names, (inner) => {
    writeStatements(inner, body.children, resolve);
  });
  writer.put('} ');
}

function method(name: string, decorators: readonly string[]): string {
  if (name === '__init__') return 'constructor';
  if (decorators.some((text) => /property$/.test(text))) return `get ${camelCase(name)}`;
  return `${decorators.includes('@staticmethod') ? 'static ' : ''}${camelCase(name)}`;
}

function writeAssignment(scope: Scope, { children, line }: PythonNode): void {
  const { writer } = scope;
  const operator = children.findIndex(({ name }) => name === 'AssignOp');
  const targets = children.slice(0, operator).filter(({ name }) => name !== ',' && name !== 'TypeDef');
  const [target] = targets;
  const values = children.slice(operator + 1).filter(({ name }) => name !== ',' && name !== 'AssignOp');
  const value = values.at(-1);
  if (operator === -1 || !target || !value) return;
  writer.goTo(line);
  if (targets.length > 1) {
    // a, b = 1, 2
    for (const [index, one] of targets.entries()) {
      const own = values[index];
      if (own && values.length === targets.length) assign(scope, one, own);
    }
    return;
  }
  assign(scope, target, value);
}

function assign(scope: Scope, target: PythonNode, value: PythonNode): void {
  const { writer } = scope;
  if (scope.isInside === 'class') {
    if (target.name !== 'VariableName') return;
    writer.put(`${camelCase(target.text)} = `);
    writeExpression(scope, value);
    writer.put('; ');
    return;
  }
  if (target.name !== 'VariableName') {
    writeExpression(scope, target);
    writer.put(' = ');
    writeExpression(scope, value);
    writer.put('; ');
    return;
  }
  // The value is of before: `x = [*x, y]`.
  const { name, next } = nextName(scope, target);
  writer.put(`${exported(scope)}let ${next} = `);
  writeExpression(scope, value);
  writer.put('; ');
  rename(scope, name, next);
}

/** `for name, item in items.items():` */
function writeLoop(scope: Scope, { children, line }: PythonNode, resolve: Resolve): void {
  const { writer } = scope;
  const at = children.findIndex(({ name }) => name === 'in');
  const list = children[at + 1];
  const body = children.find(({ name }) => name === 'Body');
  if (!list || !body) return;
  const named = children.slice(1, at).flatMap((node) => (node.name === 'TupleExpression' ? node.children : [node]));
  const names = named.filter(({ name }) => name === 'VariableName').map(({ text }) => text);
  writer.goTo(line);
  const target = names.map(variableName).join(', ');
  writer.put(`for (const ${names.length > 1 ? `[${target}]` : target || '_'} of `);
  writeExpression(scope, list);
  writer.put(') { ');
  writeInside(scope, scope.isInside === 'module' ? 'function' : scope.isInside, names, (inner) => {
    writeStatements(inner, body.children, resolve);
  });
  writer.put('} ');
}
