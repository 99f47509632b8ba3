import type { BlockList } from '../block-list.ts';
import { decodeHtml } from './entities.ts';
import { tokenize } from './tokenize.ts';

/** Their content is not for readers. */
const unread = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'canvas',
  'noembed',
  'noframes',
  'select',
  'head',
]);
/** Begin and end a block. */
const blockElements = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

interface HtmlFacts {
  readonly title: string | null;
  readonly metadata: Record<string, string>;
}

/** Reads a page’s text, scripts and styles left out: headings, lists, tables and code with the line where they begin. */
export function readHtml(html: string, list: BlockList): HtmlFacts {
  const metadata: Record<string, string> = {};
  const tables: { rows: string[][]; line: number }[] = [];
  let title: string | null = null;
  let skipped: { name: string; depth: number } | undefined;
  let inTitle = false;
  let pre = 0;
  let kind: 'paragraph' | 'list-item' | number = 'paragraph';
  let text = '';
  let line = 1;

  const flush = () => {
    const content = pre > 0 ? text : text.replaceAll(/[ \t\r\n]+/g, ' ').replaceAll(/ ?\u0001 ?/g, '\n');
    text = '';
    const table = tables.at(-1);
    if (table) {
      const row = table.rows.at(-1);
      const cell = row?.length ? row.length - 1 : -1;
      if (row && cell >= 0 && content.trim() !== '') row[cell] = `${row[cell] ?? ''} ${content.trim()}`.trim();
      return;
    }
    if (pre > 0) list.add({ kind: 'code', text: content.replace(/^\n/, ''), position: { line } });
    else if (typeof kind === 'number') list.heading(kind, content, { line });
    else list.add({ kind, text: content, position: { line } });
    kind = 'paragraph';
  };

  for (const token of tokenize(html)) {
    if (skipped) {
      if (token.type === 'text') {
        if (inTitle) title = decodeHtml(token.text).replaceAll(/\s+/g, ' ').trim().slice(0, 300) || null;
        continue;
      }
      inTitle = token.name === 'title' && token.type === 'open';
      if (token.name === 'meta') Object.assign(metadata, metaOf(token.attributes));
      if (token.name === skipped.name) skipped.depth += token.type === 'open' ? 1 : -1;
      // The body also ends a head that was never closed.
      if (skipped.depth === 0 || (skipped.name === 'head' && token.name === 'body')) skipped = undefined;
      continue;
    }
    if (token.type === 'text') {
      if (text.trim() === '' && token.text.trim() !== '') {
        const blank = pre > 0 ? 0 : (/^\s*/.exec(token.text)?.[0].match(/\n/g)?.length ?? 0);
        line = token.line + blank;
      }
      text += decodeHtml(token.text).replaceAll('\u0001', '');
      continue;
    }
    const { name, type } = token;
    if (type === 'open' && unread.has(name)) {
      if (!token.attributes.trimEnd().endsWith('/')) skipped = { name, depth: 1 };
      continue;
    }
    if (name === 'br' && pre === 0) text += '\u0001';
    else if (name === 'br') text += '\n';
    if (name === 'title' || !blockElements.has(name)) continue;
    flush();
    if (name === 'pre') pre = Math.max(0, pre + (type === 'open' ? 1 : -1));
    if (type === 'open') {
      const heading = /^h([1-6])$/.exec(name)?.[1];
      kind = heading ? Number(heading) : name === 'li' || name === 'dt' || name === 'dd' ? 'list-item' : kind;
      if (name === 'table') tables.push({ rows: [], line: token.line });
      else if (name === 'tr') tables.at(-1)?.rows.push([]);
      else if (name === 'td' || name === 'th') tables.at(-1)?.rows.at(-1)?.push('');
    } else if (name === 'table') {
      const table = tables.pop();
      const outer = tables.at(-1)?.rows.at(-1);
      // A table within a cell is its text.
      if (table && outer?.length)
        outer.push(`${outer.pop() ?? ''} ${table.rows.map((row) => row.join(' ')).join(' ')}`);
      else if (table) list.table(table.rows, { line: table.line });
    }
  }
  flush();
  for (const table of tables) list.table(table.rows, { line: table.line });
  return { title, metadata };
}

function metaOf(attributes: string): Record<string, string> {
  const name = /\bname\s*=\s*["']?(author|description|keywords|date)["'\s>]/i.exec(attributes)?.[1]?.toLowerCase();
  const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
  const value = decodeHtml(content?.[1] ?? content?.[2] ?? '').trim();
  return name && value ? { [name]: value.slice(0, 2000) } : {};
}
