/** A piece of text as the PDF places it: `x` and `y` of its baseline in points, `size` of its letters. */
export interface TextItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** A line of a page: numbered from 1 in reading order; `cells` are its parts where wide gaps part them. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly cells: readonly Cell[];
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface Cell {
  readonly text: string;
  readonly x: number;
}

/** In letter sizes: what is further apart are two words, and what is much further two cells. */
const wordGap = 0.12;
const cellGap = 0.8;

/** Gathers the pieces of a page into lines, in the order of the page's content, which is how it is read. */
export function linesOfPage(items: readonly TextItem[]): Line[] {
  const rows: TextItem[][] = [];
  let current: TextItem[] = [];
  let last: TextItem | undefined;
  for (const item of items) {
    if (last && !isSameLine(last, item)) {
      rows.push(current);
      current = [];
    }
    current.push(item);
    last = item;
  }
  if (current.length > 0) rows.push(current);
  return rows.flatMap(lineOf).map((line, index) => ({ ...line, number: index + 1 }));
}

/** On one height, and not back at the left, where another column or line begins. */
function isSameLine(last: TextItem, next: TextItem): boolean {
  const size = Math.max(last.size, next.size, 1);
  return Math.abs(last.y - next.y) < size * 0.5 && next.x > last.x - size;
}

function lineOf(items: readonly TextItem[]): Omit<Line, 'number'>[] {
  const cells: { text: string; x: number }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  let size = 0;
  for (const item of items) {
    if (item.text.trim() === '') continue;
    const gap = (item.x - end) / Math.max(item.size, 1);
    const cell = cells.at(-1);
    if (!cell || gap > cellGap) cells.push({ text: item.text, x: item.x });
    else cell.text += (gap > wordGap && !/\s$/.test(cell.text) && !/^\s/.test(item.text) ? ' ' : '') + item.text;
    end = item.x + item.width;
    size = Math.max(size, item.size);
  }
  const [first] = cells;
  if (!first) return [];
  const tidy = cells.map(({ text, x }) => ({ text: text.replaceAll(/\s+/g, ' ').trim(), x }));
  const y = items[0]?.y ?? 0;
  return [{ text: tidy.map(({ text }) => text).join(' '), cells: tidy, x: first.x, y, size }];
}
