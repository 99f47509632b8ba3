import type { BlockList } from '../block-list.ts';
import { linesOf } from './decode-text.ts';

const fence = /^ {0,3}(`{3,}|~{3,})/;
const atxHeading = /^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$/;
const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/;
const tableRule = /^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$/;
const thematicBreak = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;

/** Reads Markdown by its blocks, each with its line. Answers what the front matter says. */
export function readMarkdown(text: string, list: BlockList): Record<string, string> {
  const lines = linesOf(text);
  const { metadata, next } = frontMatter(lines);
  let index = next;
  while (index < lines.length) index = readBlock(lines, index, list);
  return metadata;
}

/** `name: value` between two lines of dashes at the very start. */
function frontMatter(lines: readonly string[]): { metadata: Record<string, string>; next: number } {
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1;
  if (end < 1 || end > 100) return { metadata: {}, next: 0 };
  const pairs = lines.slice(1, end).flatMap((line) => {
    const [, name, value] = /^([A-Za-z][\w-]{0,40}):\s*(.+)$/.exec(line) ?? [];
    return name && value ? [[name, value.replaceAll(/^["']|["']$/g, '').slice(0, 1000)] as const] : [];
  });
  return { metadata: Object.fromEntries(pairs), next: end + 1 };
}

/** Reads the block that begins at a line; answers where the next one begins. */
function readBlock(lines: readonly string[], start: number, list: BlockList): number {
  const line = lines[start] ?? '';
  const position = { line: start + 1 };
  if (line.trim() === '' || thematicBreak.test(line)) return start + 1;
  const fenced = fence.exec(line)?.[1];
  if (fenced) return readFence(lines, start, fenced, list);
  const [, marks, title] = atxHeading.exec(line) ?? [];
  if (marks) {
    list.heading(marks.length, plainInline(title ?? ''), position);
    return start + 1;
  }
  if (line.includes('|') && tableRule.test(lines[start + 1] ?? '') && (lines[start + 1] ?? '').includes('-')) {
    const end = endOf(lines, start + 2, (next) => next.includes('|'));
    const rows = [line, ...lines.slice(start + 2, end)].map(cellsOf);
    if (rows.every((row) => row.length > 0)) {
      list.table(rows, position);
      return end;
    }
  }
  if (listItem.test(line)) {
    const end = endOf(lines, start + 1, (next) => !startsBlock(next));
    const [first = '', ...rest] = lines.slice(start, end);
    const item = [listItem.exec(first)?.[1] ?? '', ...rest.map((one) => one.trim())].join(' ');
    list.add({ kind: 'list-item', text: plainInline(item), position });
    return end;
  }
  return readParagraph(lines, start, list);
}

function readParagraph(lines: readonly string[], start: number, list: BlockList): number {
  const underline = /^ {0,3}(=+|-+)\s*$/;
  const end = endOf(lines, start + 1, (next) => !startsBlock(next) && !underline.test(next));
  const text = lines
    .slice(start, end)
    .map((line) => line.replace(/^\s*(?:>\s?)+/, '').trim())
    .join(' ');
  const mark = underline.exec(lines[end] ?? '')?.[1];
  if (mark) {
    list.heading(mark.startsWith('=') ? 1 : 2, plainInline(text), { line: start + 1 });
    return end + 1;
  }
  list.add({ kind: 'paragraph', text: plainInline(text), position: { line: start + 1 } });
  return end;
}

function readFence(lines: readonly string[], start: number, fenced: string, list: BlockList): number {
  const isEnd = (line: string) => line.trim().startsWith(fenced) && /^[`~]+$/.test(line.trim());
  const end = endOf(lines, start + 1, (line) => !isEnd(line));
  if (end > start + 1) {
    list.add({ kind: 'code', text: lines.slice(start + 1, end).join('\n'), position: { line: start + 2 } });
  }
  return end + 1;
}

function endOf(lines: readonly string[], from: number, goesOn: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && goesOn(lines[end] ?? '')) end += 1;
  return end;
}

const startsBlock = (line: string) =>
  line.trim() === '' || fence.test(line) || atxHeading.test(line) || listItem.test(line) || thematicBreak.test(line);

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replaceAll(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => plainInline(cell.trim().replaceAll('\\|', '|')));

/** A line without the marks of emphasis, links and code. */
export function plainInline(text: string): string {
  return text
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/!?\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replaceAll(/!?\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replaceAll(/<(https?:[^>\s]+)>/g, '$1')
    .replaceAll(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replaceAll(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replaceAll(/(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)/g, '$1')
    .replaceAll(/(`+)(.+?)\1/g, (_, __, code: string) => code.trim())
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
}
