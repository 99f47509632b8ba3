import * as z from 'zod/mini';
import { DocumentRejection } from '#lib/domain/document/rejection';
import { type BlockList, createBlockList } from '../block-list.ts';
import type { ReadResult } from '../extraction.ts';
import { documentLimits } from '../limits.ts';
import { readMarkdown } from '../text/read-markdown.ts';
import { readPlainText } from '../text/read-plain-text.ts';

const representation = z.nullish(z.object({ markdown: z.nullish(z.string()), text: z.nullish(z.string()) }));
const index = z.int().check(z.minimum(0));

/** Standard output of Bedrock Data Automation, as far as it is read: the document, its pages, its elements. */
const outputSchema = z.object({
  metadata: z.nullish(
    z.object({
      semantic_modality: z.nullish(z.string()),
      number_of_pages: z.nullish(z.coerce.number()),
      start_page_index: z.nullish(z.coerce.number()),
    }),
  ),
  document: z.nullish(z.object({ representation })),
  pages: z.nullish(z.array(z.object({ page_index: index, representation }))),
  elements: z.nullish(
    z.array(
      z.object({
        reading_order: z.nullish(z.number()),
        page_indices: z.nullish(z.array(index)),
        sub_type: z.nullish(z.string()),
        representation,
      }),
    ),
  ),
});
type Output = z.infer<typeof outputSchema>;
type Representation = z.infer<typeof representation>;

/** A text of one page; numbered from 1 in the document as a whole. */
interface Piece {
  readonly page: number;
  readonly text: string;
  readonly isMarkdown: boolean;
}

const malformed = (cause?: unknown) =>
  new DocumentRejection(
    'RECOGNITION_FAILED',
    'Its text was recognized, but the result is not in the form that Bedrock Data Automation documents. Upload the document again, or recognize its text with another program.',
    { cause },
  );

/**
 * Reads recognized text with the page of each block. A file is one segment of the document, in order.
 * @throws DocumentRejection where the results are malformed, or hold no text
 */
export function readRecognized(results: readonly Uint8Array[], list: BlockList): ReadResult {
  const outputs = results.map(parse);
  const pieces = outputs.flatMap(piecesOf);
  const pages = Math.max(1, ...outputs.map(endOf), ...pieces.map(({ page }) => page));
  if (pages > documentLimits.pages) {
    const reason = `The scan has ${pages} pages; at most ${documentLimits.pages} are read. Split it.`;
    throw new DocumentRejection('TOO_LARGE', reason);
  }
  for (const piece of pieces.toSorted((one, other) => one.page - other.page)) addPiece(piece, list);
  if (list.blocks.length === 0) {
    throw new DocumentRejection('NO_TEXT', 'No text was found in its pictures. Scan it again, larger or sharper.');
  }
  const found = new Set(list.blocks.map(({ position }) => position.page));
  const empty = Array.from({ length: pages }, (_, number) => number + 1).filter((page) => !found.has(page));
  return {
    pages,
    metadata: { recognizedBy: 'Amazon Bedrock Data Automation' },
    warnings: [
      'The text was recognized from pictures: letters and numbers may be wrong.',
      ...(empty.length > 0 ? [`No text was recognized on ${empty.length} of ${pages} pages: ${shown(empty)}.`] : []),
    ],
  };
}

const shown = (numbers: readonly number[]) =>
  numbers.length > 20 ? `${numbers.slice(0, 20).join(', ')} and more` : numbers.join(', ');

function parse(bytes: Uint8Array): Output {
  try {
    return outputSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    throw malformed(error);
  }
}

/** Where a segment's own pages begin in the document; its indexes count from there, or already of the whole. */
function offsetOf({ metadata }: Output, indexes: readonly number[]): number {
  const start = metadata?.start_page_index ?? 0;
  return indexes.every((page) => page >= start) ? 0 : start;
}

const endOf = ({ metadata }: Output) => (metadata?.start_page_index ?? 0) + (metadata?.number_of_pages ?? 0);

/** The pages' own texts, else those of the elements, else the document's as one page: what the project has it write. */
function piecesOf(output: Output): Piece[] {
  const { pages, elements, document } = output;
  if (pages && pages.length > 0) {
    const offset = offsetOf(
      output,
      pages.map(({ page_index: page }) => page),
    );
    return pages.flatMap((page) => pieceOf(page.page_index + offset, page.representation));
  }
  if (elements && elements.length > 0) {
    const offset = offsetOf(
      output,
      elements.flatMap(({ page_indices: indexes }) => indexes?.slice(0, 1) ?? []),
    );
    return elements
      .filter((element) => element.sub_type !== 'PAGE_NUMBER')
      .toSorted((one, other) => (one.reading_order ?? 0) - (other.reading_order ?? 0))
      .flatMap((element) => pieceOf((element.page_indices?.[0] ?? 0) + offset, element.representation));
  }
  if (!document) throw malformed();
  return pieceOf(output.metadata?.start_page_index ?? 0, document.representation);
}

function pieceOf(pageIndex: number, given: Representation): Piece[] {
  const page = pageIndex + 1;
  if (given?.markdown) return [{ page, text: given.markdown, isMarkdown: true }];
  return given?.text ? [{ page, text: given.text, isMarkdown: false }] : [];
}

/** A block keeps its page; lines are those of the text that was made, not of the page, and say nothing. */
function addPiece({ page, text, isMarkdown }: Piece, list: BlockList): void {
  const own = createBlockList();
  // Without the line before, a rule of dashes on top of a page would begin front matter.
  if (isMarkdown) readMarkdown(`\n${text}`, own);
  else readPlainText(text, own);
  for (const block of own.blocks) list.add({ ...block, position: { page } });
}
