import type { AnyNode, Node } from 'acorn';
import type { Problem } from '../contract.ts';
import { parseCode, walk } from './acorn.ts';
import { instrumentCode } from './instrument-code.ts';

/** Characters that AppSync accepts of one resolver's or function's code. */
const CODE_LIMIT = 32_000;

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
    problems.push({ rule, message, line, column: column + 1 });
  };
  if (source.length > CODE_LIMIT) {
    const message = `The code has ${source.length} characters; AppSync accepts ${CODE_LIMIT}.`;
    problems.push({ rule: 'code-size', message, line: 1, column: 1 });
  }
  try {
    instrumentCode(source);
    walk(parseCode(source), (node, parent) => {
      const found = violation(node, parent);
      if (found) report(found.rule, found.message, node);
    });
  } catch (error) {
    problems.push(syntaxProblem(error));
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function syntaxProblem(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const loc: unknown = typeof error === 'object' && error !== null && 'loc' in error ? error.loc : undefined;
  const place =
    typeof loc === 'object' && loc !== null && 'line' in loc && 'column' in loc ? loc : { line: 1, column: 0 };
  return { rule: 'syntax', message, line: Number(place.line), column: Number(place.column) + 1 };
}

type Violation = { rule: string; message: string };

const unsupported = (rule: string, what: string): Violation => ({ rule, message: `${what} not supported.` });

function violation(node: AnyNode, parent: Node | null): Violation | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.async) return unsupported('no-async', 'Async functions are');
      return node.generator ? unsupported('no-generators', 'Generators are') : undefined;
    case 'AwaitExpression':
      return unsupported('no-await', 'await is');
    case 'YieldExpression':
      return unsupported('no-yield', 'yield is');
    case 'ClassDeclaration':
    case 'ClassExpression':
      return unsupported('no-classes', 'Classes are');
    case 'ForStatement':
      return unsupported('no-for', 'for loops other than for-in and for-of are');
    case 'ForOfStatement':
      return node.await ? unsupported('no-await', 'for await is') : undefined;
    case 'WhileStatement':
    case 'DoWhileStatement':
      return unsupported('no-while', 'while loops are');
    case 'ContinueStatement':
      return unsupported('no-continue', 'continue is');
    case 'LabeledStatement':
      return unsupported('no-labels', 'Labels are');
    case 'ThisExpression':
      return unsupported('no-this', 'this is');
    case 'TryStatement':
      return unsupported('no-try', 'try is');
    case 'ThrowStatement':
      return unsupported('no-throw', 'throw is');
    case 'NewExpression':
      return unsupported('no-new', 'new is');
    case 'UpdateExpression':
    case 'UnaryExpression':
      return UNARY.has(node.operator) ? unsupported('no-disallowed-unary-operators', `${node.operator} is`) : undefined;
    case 'BinaryExpression':
      return BINARY.has(node.operator)
        ? unsupported('no-disallowed-binary-operators', `${node.operator} is`)
        : undefined;
    case 'Literal':
      return node.regex ? unsupported('no-regex', 'Regular expression literals are') : undefined;
    case 'Identifier':
      if (!MISSING_GLOBALS.has(node.name) || isPropertyName(node, parent)) return undefined;
      return { rule: 'no-undefined-global', message: `${node.name} does not exist in APPSYNC_JS.` };
    default:
      return undefined;
  }
}

/** `a.Date`, `{ Date: 1 }`: a name that refers to no variable. */
function isPropertyName(node: Node, parent: Node | null): boolean {
  if (!parent) return false;
  const owner = parent as AnyNode;
  if (owner.type === 'MemberExpression') return owner.property === node && !owner.computed;
  return owner.type === 'Property' && owner.key === node && !owner.computed && !owner.shorthand;
}
