/** A piece of a page: a tag, or the text between two. `line` counts from 1. */
export type Token =
  | { readonly type: 'open' | 'close'; readonly name: string; readonly attributes: string; readonly line: number }
  | { readonly type: 'text'; readonly text: string; readonly line: number };

/** Elements whose content is no markup: it ends at their own closing tag and nowhere before. */
const rawElements = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'noscript',
  'iframe',
  'noembed',
  'noframes',
  'xmp',
]);

/**
 * Cuts HTML into tags and texts, as browsers do in outline (WHATWG HTML, section 13.2.5): comments and declarations are
 * left out, a tag that never ends is text. It runs through the page once, whatever stands there.
 */
export function* tokenize(html: string): Generator<Token> {
  let line = 1;
  let at = 0;
  let text = 0;

  const passed = (from: number, to: number) => {
    for (let index = html.indexOf('\n', from); index >= 0 && index < to; index = html.indexOf('\n', index + 1))
      line += 1;
  };

  while (at < html.length) {
    const start = html.indexOf('<', at);
    if (start < 0) break;
    const end = endOfMarkup(html, start);
    if (end < 0) {
      // No markup: what was looked at for its end is not looked at again.
      at = -end;
      continue;
    }
    if (start > text) yield { type: 'text', text: html.slice(text, start), line };
    passed(text, start);
    const [, slash, name = '', attributes = ''] =
      /^<(\/?)([a-zA-Z][^\s/>]*)([\s\S]*)>$/.exec(html.slice(start, end)) ?? [];
    const element = name.toLowerCase();
    if (element) yield { type: slash ? 'close' : 'open', name: element, attributes, line };
    passed(start, end);
    text = at = end;
    if (slash === '' && rawElements.has(element)) {
      const closing = closingTag(html, element, end);
      if (closing > end) yield { type: 'text', text: html.slice(end, closing), line };
      passed(end, closing);
      text = at = closing;
    }
  }
  if (text < html.length) yield { type: 'text', text: html.slice(text), line };
}

function closingTag(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? html.length;
}

/** No tag is longer, in characters. */
const longestTag = 65_536;

/** Where the markup that begins here ends; where none begins, the place up to which that is sure, negative. */
function endOfMarkup(html: string, start: number): number {
  if (html.startsWith('<!--', start)) return after(html, '-->', start + 4);
  const next = html[start + 1] ?? '';
  if (next === '!' || next === '?') return after(html, '>', start);
  if (!/[a-zA-Z/]/.test(next)) return -(start + 1);
  let quote = '';
  const limit = Math.min(html.length, start + longestTag);
  for (let index = start + 1; index < limit; index += 1) {
    const character = html[index] ?? '';
    if (quote) {
      if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && /[=\s]/.test(html[index - 1] ?? '')) quote = character;
    else if (character === '>') return index + 1;
  }
  return -limit;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}
