export type Token = {
  readonly kind: 'identifier' | 'name' | 'value' | 'number' | 'symbol' | 'unknown' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

const SYMBOLS = /<>|<=|>=|[=<>(),.[\]+-]/y;
const WORDS = /[A-Za-z_][A-Za-z0-9_]*/y;
const NAMES = /#[A-Za-z0-9_]+/y;
const VALUES = /:[A-Za-z0-9_]+/y;
const NUMBERS = /[0-9]+/y;
const SPACE = /[ \t\r\n]*/y;

const FORMS = [
  ['identifier', WORDS],
  ['name', NAMES],
  ['value', VALUES],
  ['number', NUMBERS],
  ['symbol', SYMBOLS],
] as const;

/** Cuts an expression into tokens; the last is always `end`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = skip(text, 0);
  while (position < text.length) {
    const token = next(text, position);
    tokens.push(token);
    position = skip(text, token.end);
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: text.length, end: text.length });
  return tokens;
}

function next(text: string, start: number): Token {
  for (const [kind, form] of FORMS) {
    form.lastIndex = start;
    const match = form.exec(text);
    if (match) return { kind, text: match[0], start, end: form.lastIndex };
  }
  return { kind: 'unknown', text: text.charAt(start), start, end: start + 1 };
}

function skip(text: string, position: number): number {
  SPACE.lastIndex = position;
  SPACE.exec(text);
  return SPACE.lastIndex;
}
