import type { BlockList } from '../block-list.ts';
import { linesOf } from './decode-text.ts';

/** `3.2 Scope`, as a line by itself. */
const numberedHeading = /^(\d{1,2}(?:\.\d{1,3}){0,5})\.?\s+\p{Lu}[^.!?;]{1,90}$/u;
const listItem = /^\s{0,8}(?:[-*+•‣◦–]|\d{1,3}[.)]|[a-z][.)])\s+\S/;

/** Paragraphs are what stands between empty lines; each list item and each numbered or underlined heading is by itself. */
export function readPlainText(text: string, list: BlockList): void {
  const lines = linesOf(text);
  let index = 0;
  while (index < lines.length) {
    const start = index;
    const line = lines[index] ?? '';
    index += 1;
    if (line.trim() === '') continue;
    const position = { line: start + 1 };
    if (/^(?:={3,}|-{3,})\s*$/.test(lines[index] ?? '') && line.trim().length <= 120) {
      list.heading(lines[index]?.startsWith('=') ? 1 : 2, line.trim(), position);
      index += 1;
      continue;
    }
    const isAlone = (lines[index] ?? '').trim() === '';
    const number = isAlone ? numberedHeading.exec(line.trim())?.[1] : undefined;
    if (number !== undefined) {
      list.heading(number.split('.').length, line.trim(), position);
      continue;
    }
    const isItem = listItem.test(line);
    while (index < lines.length && (lines[index] ?? '').trim() !== '' && !listItem.test(lines[index] ?? '')) index += 1;
    const block = lines.slice(start, index).join('\n');
    list.add({ kind: isItem ? 'list-item' : 'paragraph', text: block, position });
  }
}

/** Data and code: pieces between empty lines, as they are. */
export function readCode(text: string, list: BlockList): void {
  const lines = linesOf(text);
  let start = 0;
  for (const [index, line] of [...lines, ''].entries()) {
    if (line.trim() !== '' && index - start < 60) continue;
    const piece = lines.slice(start, index + 1).join('\n');
    const blank = piece.search(/\S/);
    const before = blank > 0 ? piece.slice(0, blank).split('\n').length - 1 : 0;
    list.add({ kind: 'code', text: piece.replace(/^(?:[ \t]*\n)+/, ''), position: { line: start + before + 1 } });
    start = index + 1;
  }
}
