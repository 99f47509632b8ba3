import type { ExtractedDocument, Position } from '#lib/domain/document/extracted';
import { quoteInstructions } from '#lib/domain/guardrails/instructions/quote-instructions';

/** So many are told; with more the document says little else. */
const mostTold = 20;

/** Passages of a document that give instructions to models, each with its place; they are quoted and never followed. */
export function instructionsIn({ blocks }: Pick<ExtractedDocument, 'blocks'>): string[] {
  const told: string[] = [];
  for (const { text, position } of blocks) {
    for (const quote of quoteInstructions(text)) told.push(`${placeOf(position)}: “${quote}”`);
    if (told.length >= mostTold) break;
  }
  return told.slice(0, mostTold);
}

function placeOf({ entry, page, slide, sheet, row, line, paragraph }: Position): string {
  const place =
    (page !== undefined && `page ${page}`) ||
    (slide !== undefined && `slide ${slide}`) ||
    (sheet !== undefined && `sheet ${sheet}${row === undefined ? '' : `, row ${row}`}`) ||
    (line !== undefined && `line ${line}`) ||
    (paragraph !== undefined && `paragraph ${paragraph}`) ||
    'the text';
  return entry === undefined ? place : `${entry}, ${place}`;
}
