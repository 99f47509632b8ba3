import { getDocumentProxy } from 'unpdf';
import { DocumentRejection } from '#lib/domain/document/rejection';
import type { BlockList } from '../block-list.ts';
import type { OutlineEntry, ReadResult, SourceFile } from '../extraction.ts';
import { documentLimits } from '../limits.ts';
import { blocksOfPage, typographyOf } from './page-blocks.ts';
import { type Line, linesOfPage, type TextItem } from './page-lines.ts';
import { readOutline } from './read-outline.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Silent, without code from the file, and without what only drawing needs. */
const options = {
  verbosity: 0,
  isEvalSupported: false,
  enableXfa: false,
  disableFontFace: true,
  useSystemFonts: false,
  stopAtErrors: false,
} as const;

/** Reads a PDF: lines with their page, headings by size, tables by columns, its own outline where it has one. */
export async function readPdf({ bytes }: SourceFile, list: BlockList): Promise<ReadResult> {
  refuseCut(bytes);
  const pdf = await open(bytes);
  try {
    if (pdf.numPages > documentLimits.pages) {
      const reason = `The PDF has ${pdf.numPages} pages; at most ${documentLimits.pages} are read. Split it.`;
      throw new DocumentRejection('TOO_LARGE', reason);
    }
    const pages: Line[][] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await readPage(pdf, number));
    const empty = pages.flatMap((lines, index) => (lines.length === 0 ? [index + 1] : []));
    if (empty.length === pages.length) throw withoutText(pages.length);
    const typography = typographyOf(pages);
    for (const [index, lines] of pages.entries()) {
      for (const block of blocksOfPage(lines, index + 1, typography)) list.add(block);
    }
    return await resultOf(pdf, list, empty);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/**
 * A PDF ends with its mark, or at least with the place of its table; readers that mend a cut one show half a document as if
 * it were whole. Blanks and zeros that a disk or a mail has added do not count.
 */
function refuseCut(bytes: Uint8Array): void {
  let end = bytes.length;
  while (end > 0 && blanks.has(bytes[end - 1] ?? -1)) end -= 1;
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, end).subarray(-2048).toString('latin1');
  if (tail.includes('%%EOF') || /startxref\s+\d+$/.test(tail)) return;
  throw new DocumentRejection(
    'CORRUPT',
    'The PDF is cut off: its end is missing. Export it again and upload it whole.',
  );
}

const blanks = new Set([0, 9, 10, 12, 13, 32]);

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    // The library takes the bytes for itself; the caller's stay.
    return await getDocumentProxy(new Uint8Array(bytes), options);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') {
      const reason = 'The PDF is encrypted with a password. Save it without one.';
      throw new DocumentRejection('ENCRYPTED', reason, { cause: error });
    }
    throw new DocumentRejection('CORRUPT', 'The PDF is damaged and cannot be opened. Export it again.', {
      cause: error,
    });
  }
}

async function readPage(pdf: Pdf, number: number): Promise<Line[]> {
  const page = await pdf.getPage(number);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const side = Math.max(Math.abs(right - left), Math.abs(top - bottom)) * page.userUnit;
  if (side > documentLimits.pageSide) {
    const reason = `Page ${number} is ${Math.round(side)} points long; at most ${documentLimits.pageSide} are read.`;
    throw new DocumentRejection('PAGE_TOO_LARGE', reason);
  }
  const { items } = await page.getTextContent();
  if (items.length > documentLimits.pageItems) {
    throw new DocumentRejection('PAGE_TOO_LARGE', `Page ${number} holds more text than a page can. It is not read.`);
  }
  const placed = items.flatMap((item): TextItem[] => {
    if (!('str' in item) || item.str === '') return [];
    const [, , c, d, x, y] = item.transform.map(Number);
    const size = Math.hypot(c ?? 0, d ?? 0);
    return [{ text: item.str, x: x ?? 0, y: y ?? 0, width: item.width, size }];
  });
  page.cleanup();
  return linesOfPage(placed);
}

function withoutText(pages: number): DocumentRejection {
  const what = pages === 1 ? 'Its page is a picture' : `All of its ${pages} pages are pictures`;
  const reason = `The PDF holds no text. ${what}, as of a scan. Recognize its text first, with Amazon Bedrock Data Automation in the cloud or another program, and upload the result.`;
  return new DocumentRejection('NO_TEXT', reason);
}

async function resultOf(pdf: Pdf, list: BlockList, empty: readonly number[]): Promise<ReadResult> {
  const metadata = await metadataOf(pdf);
  const { title, ...rest } = metadata;
  const outline = await readOutline(pdf, list);
  const warnings =
    empty.length > 0
      ? [`No text on ${empty.length} of ${pdf.numPages} pages, such as scans or pictures: ${shown(empty)}.`]
      : [];
  const own: readonly OutlineEntry[] | undefined = outline.length > 0 ? outline : undefined;
  return { title: title ?? null, pages: pdf.numPages, metadata: rest, warnings, ...(own ? { outline: own } : {}) };
}

const shown = (numbers: readonly number[]) =>
  numbers.length > 20 ? `${numbers.slice(0, 20).join(', ')} and more` : numbers.join(', ');

async function metadataOf(pdf: Pdf): Promise<Record<string, string>> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  return Object.fromEntries(
    Object.entries(info).flatMap(([name, value]) =>
      typeof value === 'string' &&
      value.trim() !== '' &&
      /^(?:Title|Author|Subject|Keywords|Creator|Producer|CreationDate|ModDate)$/.test(name)
        ? [[name.charAt(0).toLowerCase() + name.slice(1), value.trim().slice(0, 1000)] as const]
        : [],
    ),
  );
}
