import type { Scanner } from './scanner.ts';
import type { BinaryOperator, Expression, Reference, Step } from './syntax.ts';

const NUMBER = /\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)?/y;
const SYMBOL = /\|\||&&|[=!<>]=|[<>+*/%-]/y;
const WORD = /[A-Za-z]+(?![A-Za-z0-9_-])/y;

/** How tightly an operator binds. */
const LEVELS: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** The operators by both their spellings. */
const OPERATORS = new Map<string | undefined, BinaryOperator>([
  ['||', '||'],
  ['or', '||'],
  ['&&', '&&'],
  ['and', '&&'],
  ['==', '=='],
  ['eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['<', '<'],
  ['lt', '<'],
  ['<=', '<='],
  ['le', '<='],
  ['>', '>'],
  ['gt', '>'],
  ['>=', '>='],
  ['ge', '>='],
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['%', '%'],
]);

/** Parses one expression, as inside `#set`, `#if` and arguments. */
export function parseExpression(scanner: Scanner): Expression {
  return scanner.nested(() => parseBinary(scanner, 1));
}

function parseBinary(scanner: Scanner, level: number): Expression {
  let left = parseUnary(scanner);
  for (;;) {
    const start = scanner.position;
    const operator = takeOperator(scanner);
    if (!operator || LEVELS[operator] < level) {
      scanner.position = start;
      return left;
    }
    left = { kind: 'binary', operator, left, right: parseBinary(scanner, LEVELS[operator] + 1) };
  }
}

function takeOperator(scanner: Scanner): BinaryOperator | undefined {
  scanner.skipSpace();
  return OPERATORS.get(scanner.match(SYMBOL) ?? scanner.match(WORD));
}

function parseUnary(scanner: Scanner): Expression {
  scanner.skipSpace();
  if (scanner.peek() === '!' && scanner.peek(1) !== '=') {
    scanner.position++;
    return { kind: 'not', operand: scanner.nested(() => parseUnary(scanner)) };
  }
  if (scanner.take('-')) return { kind: 'negate', operand: scanner.nested(() => parseUnary(scanner)) };
  return parsePrimary(scanner);
}

function parsePrimary(scanner: Scanner): Expression {
  switch (scanner.peek()) {
    case '$': {
      const reference = parseReference(scanner);
      return reference ?? scanner.fail('expected a reference after "$"');
    }
    case '"':
      return parseDoubleQuoted(scanner);
    case "'":
      return { kind: 'literal', value: quotedText(scanner, "'") };
    case '[':
      return parseList(scanner);
    case '{':
      return parseMap(scanner);
    case '(': {
      scanner.position++;
      const inner = parseExpression(scanner);
      scanner.skipSpace();
      scanner.expect(')');
      return inner;
    }
    default:
      return parseNumberOrWord(scanner);
  }
}

function parseNumberOrWord(scanner: Scanner): Expression {
  const digits = scanner.match(NUMBER);
  if (digits !== undefined) return { kind: 'literal', value: Number(digits) };
  switch (scanner.match(WORD)) {
    case 'true':
      return { kind: 'literal', value: true };
    case 'false':
      return { kind: 'literal', value: false };
    case 'null':
      return { kind: 'literal', value: null };
    case 'not':
      return { kind: 'not', operand: scanner.nested(() => parseUnary(scanner)) };
    case undefined:
    default:
      return scanner.fail('expected a value');
  }
}

function parseDoubleQuoted(scanner: Scanner): Expression {
  const content = quotedText(scanner, '"');
  if (!/[$#]/.test(content)) return { kind: 'literal', value: content };
  const body = scanner.parseInterpolation(content, scanner);
  return body ? { kind: 'interpolation', body } : { kind: 'literal', value: content };
}

/** The text between quotes; a doubled quote stands for one. */
function quotedText(scanner: Scanner, quote: '"' | "'"): string {
  let end = scanner.position;
  do {
    end = scanner.source.indexOf(quote, end + 1);
    if (end < 0) scanner.fail('the string is not closed');
    if (scanner.source.charAt(end + 1) !== quote) break;
    end++;
  } while (end > 0);
  const content = scanner.source.slice(scanner.position + 1, end);
  scanner.position = end + 1;
  return content.replaceAll(quote + quote, quote);
}

function parseList(scanner: Scanner): Expression {
  scanner.expect('[');
  scanner.skipSpace();
  if (scanner.take(']')) return { kind: 'list', items: [] };
  const first = parseExpression(scanner);
  scanner.skipSpace();
  if (scanner.take('..')) {
    const to = parseExpression(scanner);
    scanner.skipSpace();
    scanner.expect(']');
    return { kind: 'range', from: first, to };
  }
  const items = [first];
  while (scanner.take(',')) {
    items.push(parseExpression(scanner));
    scanner.skipSpace();
  }
  scanner.expect(']');
  return { kind: 'list', items };
}

function parseMap(scanner: Scanner): Expression {
  scanner.expect('{');
  const entries: { key: Expression; value: Expression }[] = [];
  scanner.skipSpace();
  while (!scanner.take('}')) {
    if (entries.length > 0) scanner.expect(',');
    const key = parseExpression(scanner);
    scanner.skipSpace();
    scanner.expect(':');
    entries.push({ key, value: parseExpression(scanner) });
    scanner.skipSpace();
  }
  return { kind: 'map', entries };
}

/** Parses `$a.b(…)[0]`, `${a.b}`, `$!a`; undefined, with nothing consumed, where `$` starts no reference. */
export function parseReference(scanner: Scanner): Reference | undefined {
  const start = scanner.position;
  scanner.expect('$');
  const quiet = scanner.take('!');
  const braced = scanner.take('{');
  const root = scanner.identifier();
  if (root === undefined) {
    scanner.position = start;
    return undefined;
  }
  const steps = scanner.nested(() => parseSteps(scanner));
  if (braced) {
    scanner.skipSpace();
    scanner.expect('}');
  }
  return { kind: 'reference', root, steps, quiet, text: scanner.source.slice(start, scanner.position) };
}

function parseSteps(scanner: Scanner): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (scanner.peek() === '[') {
      scanner.position++;
      const index = parseExpression(scanner);
      scanner.skipSpace();
      scanner.expect(']');
      steps.push({ kind: 'index', index });
    } else if (scanner.peek() === '.' && /[A-Za-z_]/.test(scanner.peek(1))) {
      scanner.position++;
      const name = scanner.identifier() ?? '';
      steps.push(
        scanner.peek() === '(' ? { kind: 'method', name, args: parseArguments(scanner) } : { kind: 'property', name },
      );
    } else {
      return steps;
    }
  }
}

/** Parses `(a, b)`; the commas between a macro's arguments may be missing. */
export function parseArguments(scanner: Scanner): Expression[] {
  scanner.expect('(');
  const args: Expression[] = [];
  scanner.skipSpace();
  while (!scanner.take(')')) {
    args.push(parseExpression(scanner));
    scanner.skipSpace();
    if (scanner.take(',')) scanner.skipSpace();
  }
  return args;
}
