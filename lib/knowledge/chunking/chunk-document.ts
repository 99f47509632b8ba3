import type { Block, ExtractedDocument, Position } from '#lib/domain/document/extracted';
import type { Chunk } from '#lib/domain/knowledge/passage';
import { type ChunkLimits, longestHeading, mostHeadings, usualLimits } from './limits.ts';
import { type NumberedBlock, type Piece, piecesOf } from './pieces.ts';

interface Section {
  readonly headings: readonly string[];
  readonly blocks: NumberedBlock[];
}

interface Heading {
  readonly level: number;
  readonly title: string;
}

/** A citation names one page, slide, sheet and file: a chunk does not go beyond it. */
const placeOf = ({ page, slide, sheet, entry }: Position) => JSON.stringify([page, slide, sheet, entry]);

/**
 * Cuts a document into what is indexed: paragraphs and lists under one heading together up to a size, lists with what
 * introduces them, tables by rows with their header repeated; only what is too long by itself is cut inside. Every
 * block's text is in some chunk, in order; text comes twice only where a long paragraph's pieces overlap.
 */
export function chunkDocument(
  documentId: string,
  { blocks, format }: Pick<ExtractedDocument, 'blocks' | 'format'>,
  limits: ChunkLimits = usualLimits,
): Chunk[] {
  const chunks: Chunk[] = [];
  for (const section of sectionsOf(blocks)) {
    for (const pack of packs(piecesOf(section.blocks, format, limits), limits)) {
      chunks.push(chunkOf(`${documentId}#${chunks.length}`, documentId, section.headings, pack));
    }
  }
  return chunks;
}

/** Runs of blocks under the same headings and on the same page. A heading with nothing below it is its own text. */
function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [];
  let above: Heading[] = [];
  let current: Section | undefined;
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      const level = block.level ?? 1;
      above = above.filter((heading) => heading.level < level);
      if (isBare(blocks, index)) {
        sections.push({ headings: titlesOf(above), blocks: [{ ...block, kind: 'paragraph', index }] });
      }
      above.push({ level, title: block.text.trim().slice(0, longestHeading) });
      current = undefined;
      continue;
    }
    const first = current?.blocks[0];
    if (!current || !first || placeOf(first.position) !== placeOf(block.position)) {
      current = { headings: titlesOf(above), blocks: [] };
      sections.push(current);
    }
    current.blocks.push({ ...block, index });
  }
  return sections;
}

const titlesOf = (above: readonly Heading[]) => above.slice(-mostHeadings).map(({ title }) => title);

/** Whether neither text nor a deeper heading follows, under which its words would be found; or it is cut short there. */
function isBare(blocks: readonly Block[], index: number): boolean {
  const [heading, next] = [blocks[index], blocks[index + 1]];
  if (!next || (heading?.text.length ?? 0) > longestHeading) return true;
  return next.kind === 'heading' && (next.level ?? 1) <= (heading?.level ?? 1);
}

function packs(pieces: readonly Piece[], limits: ChunkLimits): Piece[][] {
  const found: Piece[][] = [];
  let length = 0;
  let isOpen = false;
  for (const piece of pieces) {
    length += piece.text.length + 1;
    if (!isOpen || piece.isAlone || length > limits.target) {
      found.push([]);
      length = piece.text.length;
    }
    found.at(-1)?.push(piece);
    isOpen = !piece.isAlone;
  }
  return found;
}

function chunkOf(id: string, documentId: string, headings: readonly string[], pack: readonly Piece[]): Chunk {
  const parts = [];
  let length = 0;
  for (const piece of pack) {
    for (const part of piece.parts) parts.push({ ...part, start: length + part.start });
    length += piece.text.length + 1;
  }
  return {
    id,
    documentId,
    blocks: [pack[0]?.blocks[0] ?? 0, pack.at(-1)?.blocks[1] ?? 0],
    headings,
    text: pack.map(({ text }) => text).join('\n'),
    position: parts[0]?.position ?? {},
    ...(parts.length > 1 ? { parts } : {}),
  };
}
