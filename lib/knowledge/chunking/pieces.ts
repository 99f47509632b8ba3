import type { Block, DocumentFormat, Position } from '#lib/domain/document/extracted';
import type { ChunkPart } from '#lib/domain/knowledge/passage';
import { type ChunkLimits, longestHeader } from './limits.ts';
import { splitLongText } from './split-text.ts';

/** Text that is not taken apart any more, of one block or a list. */
export interface Piece {
  readonly blocks: readonly [first: number, last: number];
  readonly text: string;
  readonly parts: readonly ChunkPart[];
  /** It is a chunk of its own: a piece of something long. */
  readonly isAlone: boolean;
}

export interface NumberedBlock extends Block {
  readonly index: number;
}

interface Line {
  readonly text: string;
  readonly position: Position;
  readonly isHeader?: boolean;
}

/** Lines put together, each with its place. */
function joined(lines: readonly Line[], blocks: Piece['blocks'], isAlone = false): Piece {
  const parts: ChunkPart[] = [];
  let length = 0;
  for (const { text, position, isHeader = false } of lines) {
    parts.push({ start: length, position, ...(isHeader && { isHeader }) });
    length += text.length + 1;
  }
  return { blocks, text: lines.map(({ text }) => text).join('\n'), parts, isAlone };
}

/** The place of a line of a block, where the format counts lines. */
const lineOf = (position: Position, offset: number): Position =>
  position.line === undefined || offset === 0 ? position : { ...position, line: position.line + offset };

function piecesOfText(block: NumberedBlock, limits: ChunkLimits): Piece[] {
  const { text, index, position } = block;
  if (text.length <= limits.most) return [joined([{ text, position }], [index, index])];
  return splitLongText(text, limits).map(({ start, end }) => {
    const before = text.slice(0, start).split('\n').length - 1;
    return joined(
      [{ text: text.slice(start, end).trimEnd(), position: lineOf(position, before) }],
      [index, index],
      true,
    );
  });
}

/** Code is cut between lines. */
function piecesOfCode(block: NumberedBlock, limits: ChunkLimits): Piece[] {
  const { text, index, position } = block;
  if (text.length <= limits.most) return [joined([{ text, position }], [index, index])];
  const lines = text.split('\n').flatMap((line, number) => {
    const place = lineOf(position, number);
    if (line.length <= limits.target) return [{ text: line, position: place }];
    return splitLongText(line, { ...limits, overlap: 0 }).map(({ start, end }) => {
      return { text: line.slice(start, end), position: place };
    });
  });
  return packed(lines, limits.target).map((some) => joined(some, [index, index], true));
}

function packed(lines: readonly Line[], most: number): Line[][] {
  const packs: Line[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    length += line.text.length + 1;
    if (length > most) {
      packs.push([]);
      length = line.text.length;
    }
    packs.at(-1)?.push(line);
  }
  return packs;
}

/** Rows with their places; a table that is cut repeats its first row, which names the columns, in every piece. */
function piecesOfTable(block: NumberedBlock, format: DocumentFormat, limits: ChunkLimits): Piece[] {
  const { index, position } = block;
  const rows = block.rows?.map((cells) => cells.join(' | ')) ?? block.text.split('\n');
  // In Markdown a line of dashes stands below the first row.
  const below = (row: number) => (format === 'markdown' && row > 0 ? row + 1 : row);
  const lines = rows.map((text, row): Line => {
    const place = lineOf(position, below(row));
    const at = position.row === undefined ? place : { ...place, row: position.row + row };
    return { text, position: at, isHeader: row === 0 && rows.length > 1 };
  });
  const whole = joined(lines, [index, index]);
  if (whole.text.length <= limits.most) return [whole];
  const [head, ...body] = lines.flatMap((line) => cutLine(line, limits));
  if (!head) return [];
  const header = { ...head, text: head.text.slice(0, longestHeader) };
  const isCut = header.text.length < head.text.length;
  return packed(isCut ? [{ ...head, isHeader: false }, ...body] : body, limits.target).map((some) =>
    joined([header, ...some], [index, index], true),
  );
}

function cutLine(line: Line, limits: ChunkLimits): Line[] {
  if (line.text.length <= limits.target) return [line];
  const cut = splitLongText(line.text, { ...limits, overlap: 0 });
  return cut.map(({ start, end }) => ({ ...line, text: line.text.slice(start, end).trimEnd() }));
}

/** A list in one piece with the paragraph that introduces it, where both fit; else its items one by one. */
function piecesOfList(items: readonly NumberedBlock[], limits: ChunkLimits): Piece[] {
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return [];
  const whole = joined(items, [first.index, last.index]);
  return whole.text.length <= limits.most ? [whole] : items.flatMap((item) => piecesOfText(item, limits));
}

const introduces = ({ kind, text }: Block) => kind === 'paragraph' && /[:：]\s*$/.test(text);

/** What blocks under one heading are put together from, in order. */
export function piecesOf(blocks: readonly NumberedBlock[], format: DocumentFormat, limits: ChunkLimits): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (!block) break;
    const start = introduces(block) && blocks[at + 1]?.kind === 'list-item' ? at + 1 : at;
    let end = start;
    while (blocks[end]?.kind === 'list-item') end += 1;
    if (end > start) {
      pieces.push(...piecesOfList(blocks.slice(at, end), limits));
      at = end - 1;
    } else if (block.kind === 'table') pieces.push(...piecesOfTable(block, format, limits));
    else if (block.kind === 'code') pieces.push(...piecesOfCode(block, limits));
    else pieces.push(...piecesOfText(block, limits));
  }
  return pieces.filter(({ text }) => text.trim() !== '');
}
