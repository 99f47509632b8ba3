import type { BlockList } from '../block-list.ts';

const delimiters = [',', ';', '\t', '|'] as const;

/** Each record is a block with its row, from 1, and the line where it begins; what spreadsheets would compute stays text. */
export function readCsv(text: string, list: BlockList): void {
  const delimiter = delimiterOf(text);
  let row = 0;
  for (const { cells, line } of recordsOf(text, delimiter)) {
    row += 1;
    list.table([cells], { row, line });
  }
}

/** The mark that stands most often, and about equally often, in the first lines. */
export function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const counts = delimiters.map((mark) => {
    const each = lines.map((line) => line.split(mark).length - 1);
    return { mark, least: Math.min(...each), sum: each.reduce((sum, count) => sum + count, 0) };
  });
  const best = counts.reduce((one, other) =>
    other.least > one.least || (other.least === one.least && other.sum > one.sum) ? other : one,
  );
  return best.sum > 0 ? best.mark : ',';
}

/** Records by RFC 4180: quoted fields may hold delimiters, quotes written twice, and lines. */
export function* recordsOf(text: string, delimiter: string): Generator<{ cells: string[]; line: number }> {
  let cells: string[] = [];
  let line = 1;
  let first = 1;
  let at = 0;
  while (at <= text.length) {
    const { value, end } = text[at] === '"' ? quotedField(text, at, delimiter) : bareField(text, at, delimiter);
    line += linesIn(value);
    cells.push(value);
    if (text[end] === delimiter) {
      at = end + 1;
      continue;
    }
    yield { cells, line: first };
    if (end >= text.length) return;
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    line += 1;
    first = line;
    cells = [];
  }
}

const linesIn = (value: string) => value.match(/\r\n|\r|\n/g)?.length ?? 0;

function bareField(text: string, start: number, delimiter: string): { value: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

/** What stands after the closing quote, where nothing should, is kept. */
function quotedField(text: string, start: number, delimiter: string): { value: string; end: number } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const rest = bareField(text, quote + 1, delimiter);
      return { value: value + rest.value, end: rest.end };
    }
    value += '"';
    at = quote + 2;
  }
}
