import { invalidQuery } from '../errors.ts';

/** A metric math expression, read. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: readonly Expression[] }
  | { kind: 'call'; name: string; parameters: readonly Expression[] }
  | { kind: 'negate'; of: Expression }
  | { kind: 'operation'; operator: Operator; left: Expression; right: Expression };

export type Operator = '||' | '&&' | '==' | '!=' | '<=' | '>=' | '<' | '>' | '+' | '-' | '*' | '/' | '^';

/** From the loosest to the tightest. */
const PRECEDENCE: readonly (readonly Operator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];
const WORDS: Readonly<Record<string, Operator>> = { AND: '&&', OR: '||' };
const DEEPEST = 100;

type Token = { kind: 'number' | 'text' | 'name' | 'sign'; text: string };

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?<name>[A-Za-z_]\w*)|(?<text>"[^"]*"|'[^']*')|(?<sign>\|\||&&|==|!=|<=|>=|[-+*/^<>(),[\]]))/y;

/** @throws ServiceError ValidationException naming the expression and where it ends being one. */
export function parseExpression(text: string, id: string): Expression {
  const tokens = tokenize(text, id);
  let at = 0;
  const fail = (): never => {
    const near = tokens[at]?.text ?? 'its end';
    throw invalidQuery(`Error in expression '${id}': Syntax error near ${near} in ${text}.`);
  };
  const accept = (sign: string): boolean => {
    if (tokens[at]?.kind !== 'sign' || tokens[at]?.text !== sign) return false;
    at += 1;
    return true;
  };
  const expect = (sign: string): void => {
    if (!accept(sign)) fail();
  };

  const binary = (level: number, depth: number): Expression => {
    const operators = PRECEDENCE[level];
    if (!operators) return unary(depth);
    let left = binary(level + 1, depth);
    for (;;) {
      const token = tokens[at];
      const word = token?.kind === 'name' ? WORDS[token.text] : undefined;
      const operator = operators.find((one) => one === word || (token?.kind === 'sign' && token.text === one));
      if (!operator) return left;
      at += 1;
      left = { kind: 'operation', operator, left, right: binary(level + 1, depth) };
    }
  };

  const unary = (depth: number): Expression => {
    if (depth > DEEPEST) fail();
    if (accept('-')) return { kind: 'negate', of: unary(depth + 1) };
    if (accept('+')) return unary(depth + 1);
    return primary(depth + 1);
  };

  const items = (close: string, depth: number): Expression[] => {
    const found: Expression[] = [];
    if (accept(close)) return found;
    do found.push(binary(0, depth));
    while (accept(','));
    expect(close);
    return found;
  };

  const primary = (depth: number): Expression => {
    const token = tokens[at] ?? fail();
    at += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'text':
        return { kind: 'text', value: token.text.slice(1, -1) };
      case 'name':
        if (accept('(')) return { kind: 'call', name: token.text.toUpperCase(), parameters: items(')', depth) };
        return { kind: 'name', name: token.text };
      case 'sign': {
        if (token.text === '[') return { kind: 'list', items: items(']', depth) };
        if (token.text === '(') {
          const inner = binary(0, depth);
          expect(')');
          return inner;
        }
        at -= 1;
        return fail();
      }
    }
  };

  const whole = binary(0, 0);
  if (at < tokens.length) fail();
  return whole;
}

function tokenize(text: string, id: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex;
    const groups: Record<string, string | undefined> = TOKEN.exec(text)?.groups ?? {};
    const [kind, token] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
    if (token === undefined) {
      throw invalidQuery(`Error in expression '${id}': Syntax error near ${text.slice(from, from + 10).trim()}.`);
    }
    tokens.push({ kind: kind as Token['kind'], text: token });
  }
  return tokens;
}
