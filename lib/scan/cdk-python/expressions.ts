import { entriesOf } from '../python/expressions.ts';
import { type PythonNode, unquote } from '../python/syntax.ts';
import { writeCall } from './calls.ts';
import { camelCase, variableName } from './names.ts';
import { currentName, type Scope, writeInside } from './scope.ts';

/** Writes an expression as TypeScript has it; what has no like there becomes `undefined`. */
export function writeExpression(scope: Scope, node: PythonNode): void {
  const { writer } = scope;
  const { name, children } = node;
  const [first, second, third] = children;
  writer.goTo(node.line);
  switch (name) {
    case 'String':
      writer.put(quoted(unquote(node.text) ?? ''));
      break;
    case 'ContinuedString':
      writeList(scope, children, ' + ');
      break;
    case 'FormatString':
      writeFormat(scope, node);
      break;
    case 'Number':
      writer.put(/^[\d._]+$/.test(node.text) ? node.text.replaceAll('_', '') : '0');
      break;
    case 'Boolean':
      writer.put(node.text === 'True' ? 'true' : 'false');
      break;
    case 'None':
      writer.put('undefined');
      break;
    case 'VariableName':
      writer.put(currentName(scope, node));
      break;
    case 'MemberExpression':
      writeMember(scope, node);
      break;
    case 'CallExpression':
      writeCall(scope, node);
      break;
    case 'DictionaryExpression':
      writeDictionary(scope, node);
      break;
    case 'ArrayExpression':
    case 'TupleExpression':
      writeArray(scope, node);
      break;
    case 'ArrayComprehensionExpression':
      writeComprehension(scope, node);
      break;
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      if (second) writeGroup(scope, second);
      break;
    case 'ConditionalExpression': {
      const [whenTrue, , , , whenFalse] = children;
      writer.put('(0 ? ');
      if (whenTrue) writeExpression(scope, whenTrue);
      writer.put(' : ');
      if (whenFalse) writeExpression(scope, whenFalse);
      writer.put(')');
      break;
    }
    case 'BinaryExpression':
      if (first && second && third) writeBinary(scope, first, second, third);
      break;
    default:
      writer.put('undefined');
  }
}

export const quoted = (text: string): string => JSON.stringify(text);

function writeGroup(scope: Scope, node: PythonNode): void {
  scope.writer.put('(');
  writeExpression(scope, node);
  scope.writer.put(')');
}

function writeList(scope: Scope, nodes: readonly PythonNode[], separator = ', '): void {
  for (const [index, node] of nodes.entries()) {
    if (index > 0) scope.writer.put(separator);
    writeExpression(scope, node);
  }
}

/** `f"{stage}-orders"` */
function writeFormat(scope: Scope, { text, children, from }: PythonNode): void {
  const { writer } = scope;
  const [opening = '', quote = ''] = /^[a-z]*("""|'''|"|')/i.exec(text) ?? [];
  const plain = (part: string) => {
    writer.put(JSON.stringify(part.replaceAll('{{', '{').replaceAll('}}', '}')));
  };
  let position = opening.length;
  writer.put('(');
  for (const child of children) {
    const [, inner] = child.children;
    if (child.name !== 'FormatReplacement' || !inner) continue;
    plain(text.slice(position, child.from - from));
    writer.put(' + ');
    writeExpression(scope, inner);
    writer.put(' + ');
    position = child.to - from;
  }
  plain(text.slice(position, Math.max(position, text.length - quote.length)));
  writer.put(')');
}

function writeMember(scope: Scope, { children }: PythonNode): void {
  const [object, access, key] = children;
  const { writer } = scope;
  if (!object) return;
  if (access?.name === '[') {
    writeExpression(scope, object);
    writer.put('[');
    if (key) writeExpression(scope, key);
    writer.put(']');
    return;
  }
  const last = children.at(-1);
  // Path(__file__).parent
  if (last?.text === 'parent') {
    writer.put('__path.join(');
    writeExpression(scope, object);
    writer.put(', "..")');
    return;
  }
  writeExpression(scope, object);
  if (!last) return;
  writer.goTo(last.line);
  writer.put(`.${camelCase(last.text)}`);
}

function writeDictionary(scope: Scope, { children }: PythonNode): void {
  const { writer } = scope;
  writer.put('{');
  for (const [index, child] of children.entries()) {
    const key = children[index - 1];
    const value = children[index + 1];
    if (child.name === '**' && value) {
      writer.put('...');
      writeExpression(scope, value);
      writer.put(', ');
    }
    if (child.name !== ':' || !key || !value) continue;
    writer.goTo(key.line);
    const name = key.name === 'String' ? unquote(key.text) : undefined;
    writer.put(name === undefined ? '[' : quoted(name));
    if (name === undefined) {
      writeExpression(scope, key);
      writer.put(']');
    }
    writer.put(': ');
    writeExpression(scope, value);
    writer.put(', ');
  }
  writer.put('}');
}

function writeArray(scope: Scope, node: PythonNode): void {
  const { writer } = scope;
  const { children } = node;
  const entries = new Set(entriesOf(node));
  let separator = '';
  writer.put('[');
  for (const [index, child] of children.entries()) {
    if (!entries.has(child)) continue;
    writer.put(children[index - 1]?.name === '*' ? `${separator}...` : separator);
    writeExpression(scope, child);
    separator = ', ';
  }
  writer.put(']');
}

/** `[f(x) for x in xs]` */
function writeComprehension(scope: Scope, { children }: PythonNode): void {
  const { writer } = scope;
  const [, made] = children;
  const loop = children.findIndex(({ name }) => name === 'for');
  const [, target, separator, list] = children.slice(loop);
  if (!made || target?.name !== 'VariableName' || separator?.name !== 'in' || !list) {
    writer.put('undefined');
    return;
  }
  writer.put('(');
  writeExpression(scope, list);
  writer.put(`).map((${variableName(target.text)}) => (`);
  writeInside(scope, 'function', [target.text], (inner) => {
    writeExpression(inner, made);
  });
  writer.put('))');
}

function writeBinary(scope: Scope, left: PythonNode, operator: PythonNode, right: PythonNode): void {
  const { writer } = scope;
  const { text } = operator;
  // Path(…) / "lambda"
  if (text === '/') {
    writer.put('__path.join(');
    writeExpression(scope, left);
    writer.put(', ');
    writeExpression(scope, right);
    writer.put(')');
    return;
  }
  const known = { or: '||', and: '&&', '+': '+', '*': '*' } as const;
  const sign = Object.entries(known).find(([name]) => name === text)?.[1];
  if (sign === undefined) {
    writer.put('undefined');
    return;
  }
  writer.put('(');
  writeExpression(scope, left);
  writer.put(` ${sign} `);
  writeExpression(scope, right);
  writer.put(')');
}
