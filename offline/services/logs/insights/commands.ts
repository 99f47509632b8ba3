import { type Expression, malformed, type Named, QueryReader } from './syntax.ts';

export type SortKey = { expression: Expression; name: string; isRising: boolean };
export type Command =
  | { kind: 'fields'; columns: readonly Named[] }
  | { kind: 'display'; columns: readonly Named[] }
  | { kind: 'filter'; condition: Expression }
  | { kind: 'parse'; of: Expression; pattern: RegExp; names: readonly string[] | undefined }
  | { kind: 'stats'; columns: readonly Named[]; by: readonly Named[] }
  | { kind: 'sort'; keys: readonly SortKey[] }
  | { kind: 'dedup'; columns: readonly Named[] }
  | { kind: 'limit'; most: number };

const MOST_ROWS = 10_000;

/** A query's commands in order. @throws ServiceError MalformedQueryException with the place. */
export function parseQuery(text: string): Command[] {
  const reader = new QueryReader(text);
  const commands: Command[] = [];
  // Leading and trailing bars are taken, as the console writes them.
  reader.accept('|');
  while (!reader.isAtEnd()) {
    commands.push(readCommand(reader));
    if (!reader.isAtEnd()) reader.expect('|');
  }
  if (commands.length === 0) malformed('unexpected symbol found end of query', 0, 0);
  return commands;
}

function readCommand(reader: QueryReader): Command {
  const start = reader.position;
  const name = reader.name().toLowerCase();
  switch (name) {
    case 'fields':
    case 'display':
    case 'dedup':
      return { kind: name, columns: readColumns(reader) };
    case 'filter':
      return { kind: 'filter', condition: reader.expression() };
    case 'parse':
      return readParse(reader);
    case 'stats': {
      const columns = readColumns(reader);
      return { kind: 'stats', columns, by: reader.accept('by') ? readColumns(reader) : [] };
    }
    case 'sort': {
      const keys: SortKey[] = [];
      do {
        const key = reader.named();
        const isRising = reader.accept('asc') || !reader.accept('desc');
        keys.push({ ...key, isRising });
      } while (reader.accept(','));
      return { kind: 'sort', keys };
    }
    case 'limit': {
      const most = reader.wholeNumber();
      if (most < 1 || most > MOST_ROWS) malformed(`limit must be from 1 to ${MOST_ROWS}`, start, reader.position);
      return { kind: 'limit', most };
    }
    default:
      return malformed(`the command ${name} does not work offline`, start, start + name.length);
  }
}

function readColumns(reader: QueryReader): Named[] {
  const columns: Named[] = [];
  do columns.push(reader.named());
  while (reader.accept(','));
  return columns;
}

/** `parse [field] "a=* b=*" as a, b` or `parse [field] /(?<a>…)/`. */
function readParse(reader: QueryReader): Command {
  const message: Expression = { kind: 'field', name: '@message' };
  let glob = reader.text();
  let regex = reader.regex();
  const of: Expression = glob === undefined && !regex ? { kind: 'field', name: reader.name() } : message;
  if (of !== message) {
    glob = reader.text();
    regex = reader.regex();
  }
  if (glob === undefined) return { kind: 'parse', of, pattern: regex ?? reader.fail(), names: undefined };
  reader.expect('as');
  const names: string[] = [];
  do names.push(reader.name());
  while (reader.accept(','));
  const parts = glob.split('*');
  if (parts.length - 1 !== names.length) reader.fail('parse needs one name for each *');
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  // The last one takes the rest where nothing follows it.
  const groups = names.map((_, index) =>
    index === names.length - 1 && parts.at(-1) === '' ? '([\\s\\S]*)' : '([\\s\\S]*?)',
  );
  const source = escaped.map((part, index) => `${part}${groups[index] ?? ''}`).join('');
  return { kind: 'parse', of, pattern: new RegExp(source), names };
}
