import type { Entry, Node } from './node.ts';

/** A place of a text, by lines from 1, both included. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * The entry of a section that a line belongs to, such as one resource: what has to go for the rest to be read. What is
 * not closed is noticed where the next entry begins: `isBefore` means the entry above such a line.
 */
export function blockAround(text: string, line: number, isBefore: boolean): Block | undefined {
  const lines = text.split('\n');
  const indent = entryIndent(lines, line);
  if (indent === undefined) return undefined;
  const isHead = (each: string | undefined) =>
    each !== undefined && /^\s*[^\s#]/.test(each) && indentOf(each) <= indent;
  let from = Math.min(line, lines.length);
  if (isBefore && isHead(lines[from - 1])) from -= 1;
  while (from > 1 && !isHead(lines[from - 1])) from -= 1;
  if (indentOf(lines[from - 1] ?? '') !== indent) return undefined;
  let to = from;
  while (to < lines.length && !isHead(lines[to])) to += 1;
  return { from, to };
}

/** How far the entries of the section around a line stand in. */
function entryIndent(lines: readonly string[], line: number): number | undefined {
  const section = lines.slice(0, line).findLastIndex((each) => /^["'\w][^#]*:\s*(?:#.*)?$/.test(each));
  const first = section === -1 ? undefined : lines.slice(section + 1).find((each) => /^\s+[^\s#]/.test(each));
  return first === undefined ? undefined : indentOf(first);
}

const indentOf = (line: string) => line.search(/\S|$/);

/** A text with the lines of a block empty: no other line moves. */
export function without(text: string, { from, to }: Block): string {
  const lines = text.split('\n');
  return lines.map((line, index) => (index + 1 >= from && index + 1 <= to ? '' : line)).join('\n');
}

/** What could be read without the blocks, and of the blocks what stood before their break. */
export function joined(rest: Node | null, broken: Node | null, blocks: readonly Block[]): Node | null {
  if (rest?.kind !== 'map' || broken?.kind !== 'map') return rest ?? broken;
  const isLost = ({ line }: Entry) => blocks.some(({ from }) => from === line);
  const sections = new Map(rest.entries);
  for (const [name, { line, value }] of broken.entries) {
    const kept = sections.get(name);
    if (value.kind !== 'map') continue;
    const lost = [...value.entries].filter(([, entry]) => isLost(entry));
    if (lost.length === 0) continue;
    const known = kept?.value.kind === 'map' ? kept.value.entries : new Map<string, Entry>();
    sections.set(name, { line, value: { ...value, entries: new Map([...known, ...lost]) } });
  }
  return { ...rest, entries: sections };
}
