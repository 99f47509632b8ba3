import { invalid } from '../failures.ts';

export type Token = { readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'symbol' | 'end'; readonly text: string };

const SPACE = /\s*/y;
const FORMS = [
  ['word', /[A-Za-z_$][A-Za-z0-9_$]*/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['text', /'(?:[^']|'')*'/y],
  ['number', /[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?/y],
  ['symbol', /<<|>>|<>|<=|>=|!=|[=<>()[\]{},.:?*+-]/y],
] as const;

export const notWellFormed = (detail: string) => invalid(`Statement wasn't well formed, can't be processed: ${detail}`);

/** Cuts a PartiQL statement into tokens; the last is always `end`. @throws ServiceError ValidationException */
export function tokenize(statement: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    SPACE.lastIndex = position;
    SPACE.exec(statement);
    position = SPACE.lastIndex;
    if (position >= statement.length) break;
    const token = next(statement, position);
    tokens.push({ kind: token.kind, text: token.text });
    position = token.end;
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function next(statement: string, start: number): Token & { end: number } {
  for (const [kind, form] of FORMS) {
    form.lastIndex = start;
    const match = form.exec(statement);
    if (!match) continue;
    const text =
      kind === 'quoted'
        ? match[0].slice(1, -1).replaceAll('""', '"')
        : kind === 'text'
          ? match[0].slice(1, -1).replaceAll("''", "'")
          : match[0];
    return { kind, text, end: form.lastIndex };
  }
  throw notWellFormed(`Unexpected character ${statement.charAt(start)}`);
}
