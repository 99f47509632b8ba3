import type { Position } from '../document/extracted.ts';

/** A place in a document in words: `page 3`, `sheet “Limits”, row 6`; empty where its format knows none. */
export function placeOf({ page, slide, sheet, row, line, paragraph, entry }: Position): string {
  const named = [
    entry === undefined ? undefined : `“${entry}”`,
    page === undefined ? undefined : `page ${page}`,
    slide === undefined ? undefined : `slide ${slide}`,
    sheet === undefined ? undefined : `sheet “${sheet}”`,
    row === undefined ? undefined : `row ${row}`,
    line === undefined || row !== undefined ? undefined : `line ${line}`,
  ].filter((part) => part !== undefined);
  if (named.length === 0 && paragraph !== undefined) return `paragraph ${paragraph}`;
  return named.join(', ');
}
