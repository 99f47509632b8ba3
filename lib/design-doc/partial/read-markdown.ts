import type { Block, Inline, Phrase } from '../content.ts';

const pieces = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

/** A line of Markdown: code, strong text and links to the web; everything else stands as it is written. */
function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(pieces)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    const [whole, code, strong, label, href] = match;
    if (code !== undefined) parts.push({ code });
    else if (strong !== undefined) parts.push({ strong });
    else if (label !== undefined && href !== undefined) parts.push({ link: href, text: label });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

const cells = (line: string): Phrase[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => readInline(cell.trim().replaceAll('\\|', '|')));

const isItem = (line: string) => /^\s*(?:[-*+]|\d{1,3}[.)])\s+\S/.test(line);
const isRule = (line: string) => /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(line);

/** The blocks of a Markdown text without its section headings; deeper headings stay as headings. */
export function readBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  const take = (belongs: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && belongs(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const fence = /^\s*(`{3,}|~{3,})\s*([\w-]*)/.exec(line);
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === '' || isRule(line)) at += 1;
    else if (fence) {
      at += 1;
      const body = take((one) => !one.trim().startsWith(fence[1] ?? '```'));
      at += 1;
      // A diagram of somebody else's is shown as its source: nobody here has checked that it draws.
      blocks.push({
        kind: 'code',
        language: /^(?:mermaid|plantuml|puml)$/i.test(fence[2] ?? '') ? 'text' : (fence[2] ?? ''),
        text: body.join('\n'),
      });
    } else if (heading) {
      at += 1;
      blocks.push({
        kind: 'heading',
        level: (heading[1]?.length ?? 3) > 3 ? 4 : 3,
        text: readInline(heading[2] ?? ''),
      });
    } else if (line.includes('|') && isRule(lines[at + 1] ?? '') && (lines[at + 1] ?? '').includes('-')) {
      const [head = '', , ...rows] = take((one) => one.includes('|'));
      blocks.push({
        kind: 'table',
        head: cells(head).map((cell) =>
          cell
            .map((part) =>
              typeof part === 'string'
                ? part
                : 'code' in part
                  ? part.code
                  : 'strong' in part
                    ? part.strong
                    : 'text' in part
                      ? part.text
                      : '',
            )
            .join(''),
        ),
        rows: rows.map((row) => cells(row).map((cell) => [...cell])),
      });
    } else if (isItem(line)) {
      const items = take((one) => isItem(one) || /^\s{2,}\S/.test(one));
      blocks.push({
        kind: 'list',
        ordered: /^\s*\d/.test(line),
        items: items.map((item) => readInline(item.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, '').trim())),
      });
    } else {
      const text = take((one) => one.trim() !== '' && !/^(?:#{1,6}\s|\s*(?:`{3}|~{3}))/.test(one) && !isItem(one));
      if (text.length === 0) at += 1;
      else
        blocks.push({
          kind: 'paragraph',
          text: readInline(text.map((one) => one.trim().replace(/^>\s?/, '')).join(' ')),
        });
    }
  }
  return blocks;
}
