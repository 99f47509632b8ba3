import { parseArguments, parseExpression, parseReference } from './parse-expression.ts';
import { Scanner } from './scanner.ts';
import type { Block, Branch, Macro, Node, Reference, SyntaxTree } from './syntax.ts';
import { TemplateSyntaxError } from './syntax.ts';

const DIRECTIVE = /#(?:\{([A-Za-z]+)\}|([A-Za-z_][A-Za-z0-9_]*))/y;
const PLAIN = /[^$#\\]+/y;
const REST_OF_LINE = /[ \t]*(?:\r?\n)?/y;
const FORBIDDEN = new Set(['parse', 'include', 'evaluate']);

/** Where a block ends: at the end of the text, or at a directive that belongs to the block's owner. */
type Ending = 'text' | 'end' | 'elseif' | 'else';

type Parser = { scanner: Scanner; macros: Map<string, Macro>; isString: boolean };

/**
 * Parses a mapping template.
 *
 * @throws TemplateSyntaxError naming line and column.
 */
export function parseTemplate(source: string): SyntaxTree {
  const parser: Parser = { scanner: new Scanner(source, parseInterpolation), macros: new Map(), isString: false };
  const { body } = parseBlock(parser, ['text']);
  return { body, macros: parser.macros };
}

function parseInterpolation(content: string, outer: Scanner): Block | undefined {
  const scanner = new Scanner(content, parseInterpolation);
  scanner.depth = outer.depth + 1;
  try {
    return scanner.nested(() => parseBlock({ scanner, macros: new Map(), isString: true }, ['text']).body);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return undefined;
    throw error;
  }
}

function parseBlock(parser: Parser, endings: readonly Ending[]): { body: Block; ending: Ending } {
  const { scanner } = parser;
  const body: Block = [];
  while (!scanner.atEnd) {
    const plain = scanner.match(PLAIN);
    if (plain !== undefined) {
      pushText(body, plain);
      continue;
    }
    if (scanner.peek() === '$') {
      const reference = parseReference(scanner);
      if (reference) body.push({ kind: 'output', reference });
      else pushText(body, scanner.peek(), scanner);
    } else if (scanner.peek() === '\\') {
      parseEscape(body, scanner);
    } else {
      const ending = parseHash(parser, body, endings);
      if (ending) return { body, ending };
    }
  }
  if (!endings.includes('text')) scanner.fail('a directive lacks its #end');
  return { body, ending: 'text' };
}

function pushText(body: Block, text: string, advance?: Scanner): void {
  if (advance) advance.position += text.length;
  const last = body.at(-1);
  if (last?.kind === 'text') last.text += text;
  else body.push({ kind: 'text', text });
}

function parseEscape(body: Block, scanner: Scanner): void {
  const next = scanner.peek(1);
  const escapes = next === '$' ? /[A-Za-z_!{]/.test(scanner.peek(2)) : next === '#' && /[A-Za-z]/.test(scanner.peek(2));
  pushText(body, escapes ? next : '\\');
  scanner.position += escapes ? 2 : 1;
}

/** Parses what starts with `#`; gives the ending if it ends the block. */
function parseHash(parser: Parser, body: Block, endings: readonly Ending[]): Ending | undefined {
  const { scanner } = parser;
  if (!parser.isString && skipComment(scanner)) return undefined;
  if (scanner.startsWith('#[[')) {
    const close = scanner.source.indexOf(']]#', scanner.position);
    if (close < 0) scanner.fail('#[[ lacks its ]]#');
    pushText(body, scanner.source.slice(scanner.position + 3, close));
    scanner.position = close + 3;
    return undefined;
  }
  const start = scanner.position;
  const name = scanner.match(DIRECTIVE)?.replace(/[#{}]/g, '');
  if (name === 'end' || name === 'else' || name === 'elseif') {
    if (endings.includes(name)) {
      if (name !== 'elseif' && !parser.isString) scanner.match(REST_OF_LINE);
      return name;
    }
    if (!parser.isString) {
      scanner.position = start;
      scanner.fail(`#${name} belongs to no directive`);
    }
  } else if (name !== undefined) {
    const node = scanner.nested(() => parseDirective(parser, name));
    if (node) {
      if (node !== 'nothing') body.push(node);
      return undefined;
    }
  }
  scanner.position = start;
  pushText(body, '#', scanner);
  return undefined;
}

function skipComment(scanner: Scanner): boolean {
  if (scanner.startsWith('##')) {
    const newline = scanner.source.indexOf('\n', scanner.position);
    scanner.position = newline < 0 ? scanner.source.length : newline + 1;
    return true;
  }
  if (!scanner.startsWith('#*')) return false;
  const close = scanner.source.indexOf('*#', scanner.position + 2);
  scanner.position = close < 0 ? scanner.source.length : close + 2;
  return true;
}

/** The directive's node, `nothing` for one that leaves none, undefined if it is no directive but text. */
function parseDirective(parser: Parser, name: string): Node | 'nothing' | undefined {
  const { scanner } = parser;
  if (FORBIDDEN.has(name) && scanner.peek() === '(') scanner.fail(`#${name} is not available in AppSync`);
  switch (name) {
    case 'set':
      return opensParenthesis(scanner) ? parseSet(parser) : undefined;
    case 'if':
      return opensParenthesis(scanner) ? parseIf(parser) : undefined;
    case 'foreach':
      return opensParenthesis(scanner) ? parseForeach(parser) : undefined;
    case 'define':
      return opensParenthesis(scanner) ? parseDefine(parser) : undefined;
    case 'macro':
      return opensParenthesis(scanner) ? parseMacro(parser) : undefined;
    case 'break':
      return finishLine(parser, { kind: 'break' });
    case 'stop':
      return finishLine(parser, { kind: 'stop' });
    case 'return': {
      if (scanner.peek() !== '(') return finishLine(parser, { kind: 'return', value: null });
      const [value] = parseArguments(scanner);
      return finishLine(parser, { kind: 'return', value: value ?? null });
    }
    default: {
      const macro = parser.macros.get(name);
      return macro && scanner.peek() === '(' ? { kind: 'call', macro: name, args: parseArguments(scanner) } : undefined;
    }
  }
}

function opensParenthesis(scanner: Scanner): boolean {
  const start = scanner.position;
  scanner.skipSpace();
  if (scanner.take('(')) return true;
  scanner.position = start;
  return false;
}

function closeParenthesis(parser: Parser): void {
  parser.scanner.skipSpace();
  parser.scanner.expect(')');
  if (!parser.isString) parser.scanner.match(REST_OF_LINE);
}

function finishLine(parser: Parser, node: Node): Node {
  if (!parser.isString) parser.scanner.match(REST_OF_LINE);
  return node;
}

function parseSet(parser: Parser): Node {
  const { scanner } = parser;
  scanner.skipSpace();
  const target = requireReference(scanner);
  scanner.skipSpace();
  scanner.expect('=');
  const value = parseExpression(scanner);
  closeParenthesis(parser);
  return { kind: 'set', target, value };
}

function requireReference(scanner: Scanner): Reference {
  const reference = scanner.peek() === '$' ? parseReference(scanner) : undefined;
  return reference ?? scanner.fail('expected a reference');
}

function requireVariable(scanner: Scanner): string {
  scanner.skipSpace();
  const { root, steps } = requireReference(scanner);
  if (steps.length > 0) scanner.fail('expected a plain variable');
  return root;
}

function parseIf(parser: Parser): Node {
  const { scanner } = parser;
  const branches: Branch[] = [];
  for (;;) {
    const condition = parseExpression(scanner);
    closeParenthesis(parser);
    const { body, ending } = parseBlock(parser, ['elseif', 'else', 'end']);
    branches.push({ condition, body });
    if (ending === 'end') return { kind: 'if', branches, otherwise: null };
    if (ending === 'else') return { kind: 'if', branches, otherwise: parseBlock(parser, ['end']).body };
    if (!opensParenthesis(scanner)) scanner.fail('expected "(" after #elseif');
  }
}

function parseForeach(parser: Parser): Node {
  const { scanner } = parser;
  const variable = requireVariable(scanner);
  scanner.skipSpace();
  if (scanner.identifier() !== 'in') scanner.fail('expected "in"');
  const iterable = parseExpression(scanner);
  closeParenthesis(parser);
  return { kind: 'foreach', variable, iterable, body: parseBlock(parser, ['end']).body };
}

function parseDefine(parser: Parser): Node {
  const variable = requireVariable(parser.scanner);
  closeParenthesis(parser);
  return { kind: 'define', variable, body: parseBlock(parser, ['end']).body };
}

function parseMacro(parser: Parser): 'nothing' {
  const { scanner } = parser;
  scanner.skipSpace();
  const name = scanner.identifier() ?? scanner.fail('expected the name of the macro');
  const parameters: string[] = [];
  scanner.skipSpace();
  while (!scanner.take(')')) {
    parameters.push(requireVariable(scanner));
    scanner.skipSpace();
    if (scanner.take(',')) scanner.skipSpace();
  }
  const macro: Macro = { parameters, body: [] };
  parser.macros.set(name, macro);
  macro.body = parseBlock(parser, ['end']).body;
  return 'nothing';
}
