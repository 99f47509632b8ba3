import type { Block } from '#lib/domain/document/extracted';
import type { Line } from './page-lines.ts';

/** How large letters are in the document: of its body, and of its headings, the largest first. */
export interface Typography {
  readonly body: number;
  readonly headings: readonly number[];
}

/** Sizes differ by rounding; what is nearer than this is one size. In points. */
const step = 0.5;
const rounded = (size: number) => Math.round(size / step) * step;

/** Lines larger than this many times the body are headings, if they are short. */
const headingRatio = 1.1;
const longestHeading = 200;

/** What size most letters have, and which larger sizes there are. */
export function typographyOf(pages: readonly (readonly Line[])[]): Typography {
  const letters = new Map<number, number>();
  for (const { size, text } of pages.flat()) {
    letters.set(rounded(size), (letters.get(rounded(size)) ?? 0) + text.length);
  }
  const sizes = [...letters].toSorted(([, one], [, other]) => other - one);
  const body = sizes[0]?.[0] ?? 0;
  const headings = sizes.map(([size]) => size).filter((size) => size > body * headingRatio);
  return { body, headings: headings.toSorted((one, other) => other - one).slice(0, 6) };
}

const bullet = /^(?:[•‣◦▪●○■–*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S/;

/** The blocks of a page: headings by size, tables by aligned cells, paragraphs by the space between lines. */
export function blocksOfPage(lines: readonly Line[], page: number, typography: Typography): Block[] {
  const blocks: Block[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (!line) break;
    const end =
      tableEnd(lines, index) ?? headingEnd(lines, index, typography) ?? paragraphEnd(lines, index, typography);
    const part = lines.slice(index, end);
    const position = { page, line: line.number };
    if (tableEnd(lines, index) !== undefined) {
      const rows = part.map(({ cells }) => cells.map(({ text }) => text));
      blocks.push({ kind: 'table', rows, text: rows.map((row) => row.join(' | ')).join('\n'), position });
    } else if (levelOf(line, typography) !== undefined) {
      const text = part.map((one) => one.text).join(' ');
      blocks.push({ kind: 'heading', level: levelOf(line, typography) ?? 1, text, position });
    } else {
      const kind = bullet.test(line.text) ? 'list-item' : 'paragraph';
      blocks.push({ kind, text: joined(part.map(({ text }) => text)), position });
    }
    index = end;
  }
  return blocks;
}

function levelOf({ size, text }: Line, { headings }: Typography): number | undefined {
  if (text.length > longestHeading || !/\p{L}/u.test(text)) return undefined;
  const found = headings.indexOf(rounded(size));
  return found < 0 ? undefined : found + 1;
}

/** Lines that begin at one height of the same columns are rows of a table, from two on. */
function tableEnd(lines: readonly Line[], start: number): number | undefined {
  const first = lines[start];
  if (!first || first.cells.length < 2) return undefined;
  let end = start + 1;
  while (isRowLike(lines[end], first)) end += 1;
  return end - start >= 2 ? end : undefined;
}

function isRowLike(line: Line | undefined, first: Line): boolean {
  if (line?.cells.length !== first.cells.length) return false;
  const aligned = line.cells.filter((cell, index) => Math.abs(cell.x - (first.cells[index]?.x ?? 0)) < first.size * 2);
  return aligned.length >= Math.ceil(line.cells.length / 2);
}

/** A heading goes on as long as lines have its size and stand close. */
function headingEnd(lines: readonly Line[], start: number, typography: Typography): number | undefined {
  const first = lines[start];
  const level = first && levelOf(first, typography);
  if (!first || level === undefined) return undefined;
  let end = start + 1;
  while (end < lines.length && end - start < 4) {
    const line = lines[end];
    const before = lines[end - 1];
    if (!line || !before || levelOf(line, typography) !== level || !isClose(before, line)) break;
    end += 1;
  }
  return end;
}

function paragraphEnd(lines: readonly Line[], start: number, typography: Typography): number {
  let end = start + 1;
  while (end < lines.length) {
    const line = lines[end];
    const before = lines[end - 1];
    if (!line || !before) break;
    const isNext =
      bullet.test(line.text) || levelOf(line, typography) !== undefined || tableEnd(lines, end) !== undefined;
    if (isNext || !isClose(before, line) || rounded(before.size) !== rounded(line.size)) break;
    end += 1;
  }
  return end;
}

/** Below, and no further than lines of one paragraph are apart. */
const isClose = (before: Line, line: Line) => {
  const down = before.y - line.y;
  return down > 0 && down < Math.max(before.size, line.size) * 1.75;
};

/** Lines as one text. A word that was parted at the line's end is put together, unless it has other hyphens. */
function joined(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    const parted = /(?<!-\p{L}*)(\p{Ll})[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line);
    return parted ? text.slice(0, -1) + line : `${text} ${line}`;
  });
}
