type Range = readonly [start: number, end: number];

const betweenCells = ' | ';

/**
 * What is found in a table's text, as ranges of its cells by row and column. Nothing where the text is not the rows as
 * lines: the ranges would mark something else.
 */
export function cellRanges(
  rows: readonly (readonly string[])[],
  text: string,
  ranges: readonly Range[],
): ReadonlyMap<string, readonly Range[]> {
  const found = new Map<string, Range[]>();
  if (ranges.length === 0 || text !== rows.map((row) => row.join(betweenCells)).join('\n')) return found;
  let start = 0;
  for (const [row, cells] of rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const end = start + cell.length;
      const own = ranges.filter((range) => range[0] < end && range[1] > start);
      if (own.length > 0) {
        found.set(
          `${row},${column}`,
          own.map((range) => [range[0] - start, range[1] - start]),
        );
      }
      start = end + (column < cells.length - 1 ? betweenCells.length : 1);
    }
    if (cells.length === 0) start += 1;
  }
  return found;
}
