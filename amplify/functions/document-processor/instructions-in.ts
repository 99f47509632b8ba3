import type { ExtractedDocument, Position } from '#lib/domain/document/extracted';
import { mostPlaces } from '#lib/domain/guardrails/guardrail-finding';
import { quoteInstructions } from '#lib/domain/guardrails/instructions/quote-instructions';

/** So many are told; with more the document says little else. */
const mostTold = mostPlaces;

/** A passage of a document, by the index of its block, and the words in it that give instructions to models. */
export interface InstructionPassage {
  readonly block: number;
  readonly position: Position;
  readonly quote: string;
}

/** Passages of a document that give instructions to models; they are quoted and never followed. */
export function instructionsIn({ blocks }: Pick<ExtractedDocument, 'blocks'>): InstructionPassage[] {
  const found: InstructionPassage[] = [];
  for (const [block, { text, position }] of blocks.entries()) {
    for (const quote of quoteInstructions(text)) found.push({ block, position, quote });
    if (found.length >= mostTold) break;
  }
  return found.slice(0, mostTold);
}

/** Where a passage stands, and its words. */
export function tellPassage({ position, quote }: Pick<InstructionPassage, 'position' | 'quote'>): string {
  return `${placeOf(position)}: “${quote}”`;
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
