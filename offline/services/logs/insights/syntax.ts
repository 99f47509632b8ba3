import { ServiceError } from '../../../kernel/errors.ts';

export type Expression =
  | { kind: 'literal'; value: string | number }
  | { kind: 'regex'; value: RegExp }
  | { kind: 'field'; name: string }
  | { kind: 'list'; items: readonly Expression[] }
  | { kind: 'call'; name: string; parameters: readonly Expression[] }
  | { kind: 'not'; of: Expression }
  | { kind: 'operation'; operator: string; left: Expression; right: Expression };

export type Named = { expression: Expression; name: string };

type Token = { kind: 'number' | 'text' | 'name' | 'sign' | 'end'; text: string; start: number; end: number };

const TOKEN =
  /(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:ms|[smhdw]|mo|q|y)?\b|\.\d+)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<name>`[^`]+`|[@\p{L}_](?:[\p{L}\p{N}_@]|\.(?=[\p{L}\p{N}_]))*)|(?<sign>!=|<=|>=|=~|==|[-+*/%^=<>(),[\]|])/uy;

const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!=', '<', '<=', '>', '>=', '=~', 'like', 'not like', 'in', 'not in'],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
];
const DEEPEST = 50;

/** @throws ServiceError always: MalformedQueryException with the place, as CloudWatch tells it. */
export function malformed(message: string, start: number, end: number): never {
  throw new ServiceError('MalformedQueryException', message, {
    details: {
      queryCompileError: { location: { startCharOffset: start, endCharOffset: Math.max(start, end) }, message },
    },
  });
}

/** Reads a query's tokens from left to right. */
export class QueryReader {
  readonly #text: string;
  #token: Token;
  #previousEnd = 0;

  constructor(text: string) {
    // Comments go; what they leave keeps every place where it was.
    this.#text = text.replace(/(^|\n)\s*#[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
    this.#token = this.#scan(0);
  }

  isAtEnd(): boolean {
    return this.#token.kind === 'end';
  }

  get position(): number {
    return this.#token.start;
  }

  fail(message = `unexpected symbol found ${this.#token.text || 'end of query'}`): never {
    return malformed(message, this.#token.start, this.#token.end);
  }

  accept(sign: string): boolean {
    const { kind, text } = this.#token;
    const fits = kind === 'sign' ? text === sign : kind === 'name' && text.toLowerCase() === sign;
    if (fits) this.#advance();
    return fits;
  }

  expect(sign: string): void {
    if (!this.accept(sign)) this.fail();
  }

  name(): string {
    const { kind, text } = this.#token;
    if (kind !== 'name') this.fail();
    this.#advance();
    return text.replaceAll('`', '');
  }

  text(): string | undefined {
    const { kind, text } = this.#token;
    if (kind !== 'text') return undefined;
    this.#advance();
    return unquoted(text);
  }

  /** A slash begins a regular expression where a value may stand; elsewhere it divides. */
  regex(): RegExp | undefined {
    const { start, text: slash } = this.#token;
    const text = slash === '/' ? /^\/(?:[^/\\\n]|\\.)*\//.exec(this.#text.slice(start))?.[0] : undefined;
    if (text === undefined) return undefined;
    const end = start + text.length;
    this.#previousEnd = end;
    this.#token = this.#scan(end);
    return toRegex(text, start);
  }

  wholeNumber(): number {
    const { kind, text } = this.#token;
    if (kind !== 'number' || !/^\d+$/.test(text)) this.fail();
    this.#advance();
    return Number(text);
  }

  /** `expression [as name]`: without a name, its own text. */
  named(): Named {
    const { start } = this.#token;
    const expression = this.expression();
    const own = expression.kind === 'field' ? expression.name : this.#text.slice(start, this.#previousEnd).trim();
    return { expression, name: this.accept('as') ? this.name() : own };
  }

  expression(depth = 0): Expression {
    return this.#binary(0, depth);
  }

  #binary(level: number, depth: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#unary(depth);
    let left = this.#binary(level + 1, depth);
    for (;;) {
      const operator = this.#operator(operators);
      if (operator === undefined) return left;
      left = { kind: 'operation', operator, left, right: this.#binary(level + 1, depth) };
    }
  }

  #operator(operators: readonly string[]): string | undefined {
    if (operators.includes('not in') && this.accept('not')) {
      if (this.accept('like')) return 'not like';
      this.expect('in');
      return 'not in';
    }
    return operators.find((operator) => this.accept(operator === '=' && this.#token.text === '==' ? '==' : operator));
  }

  #unary(depth: number): Expression {
    if (depth > DEEPEST) this.fail('the expression is too deep');
    if (this.accept('not')) return { kind: 'not', of: this.#binary(2, depth + 1) };
    if (this.accept('-')) {
      return { kind: 'operation', operator: '-', left: { kind: 'literal', value: 0 }, right: this.#unary(depth + 1) };
    }
    return this.#primary(depth + 1);
  }

  #primary(depth: number): Expression {
    const token = this.#token;
    if (this.accept('(')) {
      const inner = this.expression(depth);
      this.expect(')');
      return inner;
    }
    if (this.accept('[')) return { kind: 'list', items: this.#items(']', depth) };
    const regex = this.regex();
    if (regex) return { kind: 'regex', value: regex };
    const text = this.text();
    if (text !== undefined) return { kind: 'literal', value: text };
    if (token.kind === 'number') {
      this.#advance();
      const isPeriod = /[a-z]$/.test(token.text);
      return { kind: 'literal', value: isPeriod ? token.text : Number(token.text) };
    }
    const name = this.name();
    if (!token.text.startsWith('`') && this.accept('(')) {
      const parameters = this.accept('*') ? this.#closed() : this.#items(')', depth);
      return call(name.toLowerCase(), parameters);
    }
    return { kind: 'field', name };
  }

  #closed(): Expression[] {
    this.expect(')');
    return [];
  }

  #items(close: string, depth: number): Expression[] {
    const found: Expression[] = [];
    if (this.accept(close)) return found;
    do found.push(this.expression(depth));
    while (this.accept(','));
    this.expect(close);
    return found;
  }

  #advance(): void {
    this.#previousEnd = this.#token.end;
    this.#token = this.#scan(this.#token.end);
  }

  #scan(from: number): Token {
    let start = from;
    while (/\s/.test(this.#text[start] ?? '')) start += 1;
    if (start >= this.#text.length) return { kind: 'end', text: '', start, end: start };
    TOKEN.lastIndex = start;
    const groups: Record<string, string | undefined> =
      TOKEN.exec(this.#text)?.groups ??
      malformed(`unexpected symbol found ${this.#text[start] ?? ''}`, start, start + 1);
    const [kind = 'end', text = ''] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
    return { kind: kind as Token['kind'], text, start, end: start + text.length };
  }
}

/** `bin(5m)` is @timestamp rounded down. */
function call(name: string, parameters: readonly Expression[]): Expression {
  if (name !== 'bin') return { kind: 'call', name, parameters };
  return { kind: 'call', name: 'datefloor', parameters: [{ kind: 'field', name: '@timestamp' }, ...parameters] };
}

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(["'\\])/g, '$1');

/** `(?i)` at the front makes letters equal, as in the engine that AWS uses. */
function toRegex(text: string, start: number): RegExp {
  const source = text.slice(1, -1).replaceAll('(?P<', '(?<');
  const flag = source.startsWith('(?i)');
  try {
    return new RegExp(flag ? source.slice(4) : source, flag ? 'i' : '');
  } catch {
    return malformed('the regular expression is not valid', start, start + text.length);
  }
}
