// Sorting and filtering of lists. Pure.

export type Cell = string | number | undefined;

/** Numbers by size, texts by the alphabet with their numbers by size, what is missing last. */
function compare(left: Cell, right: Cell): number {
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? 1 : -1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'en', { numeric: true });
}

/** Rows by a column; `-name` is backwards. What is missing stays last either way. */
export function sorted<Row>(rows: readonly Row[], sort: string, value: (row: Row, column: string) => Cell): Row[] {
  const backwards = sort.startsWith('-');
  const column = backwards ? sort.slice(1) : sort;
  return rows.toSorted((left, right) => {
    const [a, b] = [value(left, column), value(right, column)];
    return (a === undefined || b === undefined || !backwards ? 1 : -1) * compare(a, b);
  });
}

/** Rows whose text has every word of the filter, whatever the case. */
export function filtered<Row>(rows: readonly Row[], filter: string, text: (row: Row) => string): Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...rows];
  return rows.filter((row) => {
    const whole = text(row).toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
