import type { AnyNode, Node } from 'acorn';
import type { Problem } from '../contract.ts';
import { parseCode, walk } from './acorn.ts';
import { instrumentCode } from './instrument-code.ts';

/** Characters that AppSync accepts of one resolver's or function's code. */
export const CODE_LIMIT = 32_768;

const UNARY = new Set(['++', '--', '~']);
const BINARY = new Set(['in', 'instanceof']);
const MISSING_GLOBALS = new Set([
  'Promise',
  'Date',
  'Function',
  'Proxy',
  'Reflect',
  'RegExp',
  'Symbol',
  'WebAssembly',
  'eval',
  'fetch',
  'globalThis',
  'process',
  'require',
  'setInterval',
  'setTimeout',
]);

/**
 * What AppSync would refuse of this code though it is JavaScript: the rules of `@aws-appsync/eslint-plugin`'s base set.
 * An empty list means that it can be deployed.
 */
export function validateCode(source: string): Problem[] {
  const problems: Problem[] = [];
  const report = (rule: string, message: string, node: Node): void => {
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    const span = node.loc && node.loc.end.line === line ? node.end - node.start : -1;
    problems.push({ rule, message, line, column: column + 1, span });
  };
  if (source.length > CODE_LIMIT) {
    const message = `The code has ${source.length} characters; AppSync accepts ${CODE_LIMIT}.`;
    problems.push({ rule: 'code-size', message, line: 1, column: 1, span: -1 });
  }
  try {
    instrumentCode(source);
    const program = parseCode(source);
    const declared = declaredNames(program);
    walk(program, (node, parent) => {
      const found = violation(node, parent, declared) ?? recursion(node);
      if (found) report(found.rule, found.message, node);
    });
  } catch (error) {
    problems.push(syntaxProblem(error));
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function syntaxProblem(error: unknown): Problem {
  const raw = error instanceof Error ? error.message : String(error);
  const message = raw
    .replace(/ \(\d+:\d+\)$/, '')
    .replace(/^Unterminated string constant$/, 'Unterminated string literal.');
  const loc: unknown = typeof error === 'object' && error !== null && 'loc' in error ? error.loc : undefined;
  const place =
    typeof loc === 'object' && loc !== null && 'line' in loc && 'column' in loc ? loc : { line: 1, column: 0 };
  return { rule: 'syntax', message, line: Number(place.line), column: Number(place.column) + 1, span: -1 };
}

type Violation = { rule: string; message: string };

const unsupported = (rule: string, what: string): Violation => ({ rule, message: `${what} not supported.` });

/** Syntax that is never accepted, by the node's type. */
const REFUSED: ReadonlyMap<string, Violation> = new Map([
  ['AwaitExpression', unsupported('no-await', 'await is')],
  ['YieldExpression', unsupported('no-yield', 'yield is')],
  ['ClassDeclaration', unsupported('no-classes', 'Classes are')],
  ['ClassExpression', unsupported('no-classes', 'Classes are')],
  ['ForStatement', unsupported('no-for', 'for loops other than for-in and for-of are')],
  ['WhileStatement', unsupported('no-while', 'while loops are')],
  ['DoWhileStatement', unsupported('no-while', 'while loops are')],
  ['ContinueStatement', unsupported('no-continue', 'continue is')],
  ['LabeledStatement', unsupported('no-labels', 'Labels are')],
  ['ThisExpression', unsupported('no-this', 'this is')],
  ['TryStatement', unsupported('no-try', 'try is')],
  ['ThrowStatement', unsupported('no-throw', 'throw is')],
  ['NewExpression', unsupported('no-new', 'new is')],
]);

function violation(node: AnyNode, parent: Node | null, declared: ReadonlySet<string>): Violation | undefined {
  if ('async' in node && node.async) return unsupported('no-async', 'Async functions are');
  if ('generator' in node && node.generator) return unsupported('no-generators', 'Generators are');
  if (node.type === 'ForOfStatement' && node.await) return unsupported('no-await', 'for await is');
  if ((node.type === 'UpdateExpression' || node.type === 'UnaryExpression') && UNARY.has(node.operator)) {
    return unsupported('no-disallowed-unary-operators', `${node.operator} is`);
  }
  if (node.type === 'BinaryExpression' && BINARY.has(node.operator)) {
    return unsupported('no-disallowed-binary-operators', `${node.operator} is`);
  }
  if (node.type === 'Literal' && node.regex) return unsupported('no-regex', 'Regular expression literals are');
  if (
    node.type === 'Identifier' &&
    MISSING_GLOBALS.has(node.name) &&
    !declared.has(node.name) &&
    !isPropertyName(node, parent)
  ) {
    return { rule: 'no-undefined-global', message: `${node.name} does not exist in APPSYNC_JS.` };
  }
  return REFUSED.get(node.type);
}

/** `a.Date`, `{ Date: 1 }`: a name that refers to no variable. */
function isPropertyName(node: Node, parent: Node | null): boolean {
  if (!parent) return false;
  const owner = parent as AnyNode;
  if (owner.type === 'MemberExpression') return owner.property === node && !owner.computed;
  return owner.type === 'Property' && owner.key === node && !owner.computed && !owner.shorthand;
}

/** Names that the code gives to variables, parameters, functions and imports: no globals, whatever they are called. */
function declaredNames(program: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (pattern: Node | null | undefined) => {
    if (pattern) walkPattern(pattern as AnyNode, names);
  };
  walk(program, (node) => {
    if (node.type === 'VariableDeclarator') add(node.id);
    else if ('params' in node && Array.isArray(node.params)) {
      for (const parameter of node.params) add(parameter);
      if ('id' in node) add(node.id);
    } else if (node.type.startsWith('Import') && 'local' in node) add(node.local);
  });
  return names;
}

function walkPattern(pattern: AnyNode, names: Set<string>): void {
  walk(pattern, (node, parent) => {
    if (node.type === 'Identifier' && !isPropertyName(node, parent)) names.add(node.name);
  });
}

/** A function that calls itself by its name. */
function recursion(node: AnyNode): Violation | undefined {
  const named =
    node.type === 'FunctionDeclaration'
      ? { name: node.id?.name, body: node.body }
      : node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && isFunction(node.init)
        ? { name: node.id.name, body: node.init.body }
        : undefined;
  if (!named?.name) return undefined;
  const called = new Set<string>();
  walk(named.body, (inner) => {
    if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier') called.add(inner.callee.name);
  });
  return called.has(named.name)
    ? unsupported('no-recursion', `${named.name} calls itself, and recursion is`)
    : undefined;
}

const isFunction = (node: AnyNode | null | undefined) =>
  node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
