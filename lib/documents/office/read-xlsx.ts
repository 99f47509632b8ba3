import readXlsxFile from 'read-excel-file/universal';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import type { BlockList } from '../block-list.ts';
import type { ReadResult } from '../extraction.ts';
import { packParts } from './pack-parts.ts';
import { isProperties, propertiesOf, readPartBytes, textOf } from './parts.ts';

/** What holds cells, their texts and the formats that make dates of numbers. */
const isCells = (path: string) =>
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/[^/]+\.xml|xl\/_rels\/[^/]+\.rels|xl\/worksheets\/[^/]+\.xml|docProps\/[^/]+\.xml)$/.test(
    path,
  );

/**
 * Reads a workbook: each row is a block with sheet and row number. Of a formula its last result counts; text that looks
 * like one stays text, and exports make it harmless.
 */
export async function readXlsx(zip: UntrustedZip, list: BlockList): Promise<ReadResult> {
  const parts = await readPartBytes(zip, isCells);
  // Checked parts are packed anew, so that the library unpacks nothing that was not.
  const sheets = await readXlsxFile(new Blob([Uint8Array.from(packParts(parts))]), { trim: false });
  for (const { sheet, data } of sheets) {
    for (const [index, row] of data.entries()) list.table([withoutTail(row.map(shownCell))], { sheet, row: index + 1 });
  }
  const { title, ...metadata } = propertiesOf(textOf(new Map([...parts].filter(([path]) => isProperties(path)))));
  return {
    title: title ?? null,
    pages: sheets.length,
    metadata: { ...metadata, sheets: sheets.map(({ sheet }) => sheet).join(', ') },
  };
}

function shownCell(cell: unknown): string {
  if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (!(cell instanceof Date)) return '';
  const iso = cell.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('T', ' ').replace(/(?::00)?\.000Z$/, '');
}

/** A row without the empty cells at its end, which say how wide another row is. */
function withoutTail(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}
