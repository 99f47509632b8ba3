import { type Phrase, plainText } from '../content.ts';

/** A column whose longest cell has at most so many letters takes the room that it needs. */
const shortCell = 14;
const narrowest = 10;
const widest = 160;

/**
 * Widths of a table's columns in Typst: narrow ones as wide as their words, the others in the proportion of what they
 * hold, dampened so that no column is squeezed by a long one.
 */
export function columnWidths(head: readonly string[], rows: readonly (readonly Phrase[])[]): string[] {
  const lengths = head.map((title, column) => [
    title.length,
    ...rows.map((row) => plainText(row[column] ?? []).length),
  ]);
  const widths = lengths.map((cells) => {
    const longest = Math.max(...cells);
    if (longest <= shortCell) return null;
    const mean = cells.reduce((sum, length) => sum + Math.min(length, widest), 0) / cells.length;
    return Math.max(narrowest, Math.min(widest, (mean + Math.min(longest, widest)) / 2)) ** 0.7;
  });
  // Narrow columns alone would leave the table narrower than the text around it.
  if (widths.every((width) => width === null)) return head.map(() => '1fr');
  return widths.map((width) => (width === null ? 'auto' : `${width.toFixed(1)}fr`));
}
