import type { Block, Position } from '#lib/domain/document/extracted';
import { DocumentRejection } from '#lib/domain/document/rejection';
import { blockCharacters, documentLimits } from './limits.ts';

/** Collects the blocks of a document within its limits. */
export interface BlockList {
  readonly blocks: readonly Block[];
  /** Takes a block; one without text is left out, a long one is split. @throws DocumentRejection beyond the limits */
  add(block: Block): void;
  heading(level: number, text: string, position: Position): void;
  /** A table as one block: each row a line, cells between ` | `. */
  table(rows: readonly (readonly string[])[], position: Position): void;
}

/** What no reader of a text sees, and what would break a line of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\ufeff\ufffe\uffff]/g;

/** Most texts need nothing; to find that out is quicker than to do it. */
const isPlain = (text: string) => /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);

const tidy = (text: string) => (isPlain(text) ? text : tidied(text));

const tidied = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(invisible, '')
    .replaceAll(/[ \t\u00a0]+$/gm, '')
    .trim();

export function createBlockList(): BlockList {
  const blocks: Block[] = [];
  let characters = 0;

  function push(block: Block): void {
    characters += block.text.length;
    if (characters > documentLimits.characters || blocks.length >= documentLimits.blocks) {
      const [characters, blocks] = [documentLimits.characters, documentLimits.blocks].map((most) =>
        most.toLocaleString('en'),
      );
      const reason = `The document holds more than ${characters} characters or ${blocks} paragraphs. Split it.`;
      throw new DocumentRejection('TOO_LARGE', reason);
    }
    blocks.push(block);
  }

  function add(block: Block): void {
    const text =
      block.kind === 'code' ? block.text.toWellFormed().replaceAll(invisible, '').trimEnd() : tidy(block.text);
    if (text.trim() === '') return;
    if (text.length <= blockCharacters || block.rows) {
      push({ ...block, text });
      return;
    }
    for (const piece of piecesOf(text)) push({ ...block, text: piece });
  }

  return {
    blocks,
    add,
    heading: (level, text, position) =>
      add({ kind: 'heading', level: Math.min(6, Math.max(1, level)), text: text.replaceAll(/\s+/g, ' '), position }),
    table(rows, position) {
      const cells = rows.map((row) =>
        row.map((cell) => (isPlain(cell) ? cell : tidied(cell).replaceAll(/\s*\n\s*/g, ' '))),
      );
      const filled = cells.filter((row) => row.some((cell) => cell !== ''));
      if (filled.length === 0) return;
      add({ kind: 'table', text: filled.map((row) => row.join(' | ')).join('\n'), rows: filled, position });
    },
  };
}

/** A long text in pieces, cut at white space where there is some. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > blockCharacters) {
    const space = Math.max(rest.lastIndexOf(' ', blockCharacters), rest.lastIndexOf('\n', blockCharacters));
    const end = space > blockCharacters / 2 ? space : wholeEnd(rest, blockCharacters);
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/** The end, moved so that no character outside of the basic plane is cut in half. */
function wholeEnd(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
