import type { Block, ExtractedDocument } from '../document/extracted.ts';

/** Consecutive blocks that are drawn together: those of a page, slide or sheet, else a handful. */
export interface BlockGroup {
  /** Indexes of the first block and of the one after the last. */
  readonly first: number;
  readonly end: number;
  readonly place: GroupPlace | null;
  /** Guess at its height in px, until it has been drawn. */
  readonly height: number;
}

/** What a group is of; null where the format has no such parts. */
type GroupPlace =
  | {
      readonly kind: 'page' | 'slide';
      readonly number: number;
      readonly entry: string | null;
      readonly isContinued: boolean;
    }
  | {
      readonly kind: 'sheet' | 'entry';
      readonly name: string;
      readonly entry: string | null;
      readonly isContinued: boolean;
    };

/** Beyond this a group is split: not everything of a long sheet is drawn at once. */
const blocksPerGroup = 40;
const charactersPerGroup = 24_000;

/** The blocks of a document in groups, in reading order; together they hold every block once. */
export function groupBlocks({ blocks }: Pick<ExtractedDocument, 'blocks'>): BlockGroup[] {
  const groups: BlockGroup[] = [];
  let first = 0;
  let characters = 0;
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    const isNewPlace = before !== undefined && keyOf(before) !== keyOf(block);
    const isFull = index - first >= blocksPerGroup || characters > charactersPerGroup;
    if (index > first && (isNewPlace || isFull)) {
      groups.push(groupOf(blocks, first, index));
      first = index;
      characters = 0;
    }
    characters += block.text.length;
  }
  if (blocks.length > first) groups.push(groupOf(blocks, first, blocks.length));
  return groups;
}

function groupOf(blocks: readonly Block[], first: number, end: number): BlockGroup {
  const block = blocks[first];
  const before = blocks[first - 1];
  const isContinued = block !== undefined && before !== undefined && keyOf(before) === keyOf(block);
  const height = blocks.slice(first, end).reduce((sum, one) => sum + heightOf(one), 0);
  return { first, end, place: block ? placeOf(block, isContinued) : null, height };
}

function placeOf({ position }: Block, isContinued: boolean): GroupPlace | null {
  const entry = position.entry ?? null;
  if (position.page !== undefined) return { kind: 'page', number: position.page, entry, isContinued };
  if (position.slide !== undefined) return { kind: 'slide', number: position.slide, entry, isContinued };
  if (position.sheet !== undefined) return { kind: 'sheet', name: position.sheet, entry, isContinued };
  return entry === null ? null : { kind: 'entry', name: entry, entry, isContinued };
}

function keyOf({ position: { page, slide, sheet, entry } }: Block): string {
  return JSON.stringify([entry, page, slide, sheet]);
}

const LINE = 24;
const CHARACTERS_PER_LINE = 84;

function heightOf({ kind, text, rows }: Block): number {
  const gap = 12;
  if (rows) return rows.length * 33 + gap;
  const lines = kind === 'code' ? text.split('\n').length : Math.ceil(text.length / CHARACTERS_PER_LINE);
  return Math.max(1, lines) * LINE + (kind === 'heading' ? 2 * gap : gap);
}

/** The group that holds a block; undefined where the document has no such block. */
export function groupOfBlock(groups: readonly BlockGroup[], block: number): number | undefined {
  const found = groups.findIndex(({ first, end }) => block >= first && block < end);
  return found === -1 ? undefined : found;
}
