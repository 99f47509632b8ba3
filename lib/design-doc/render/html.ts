import type { Claim } from '#lib/domain/design-document/document';
import type { Block, Phrase, Section } from '../content.ts';
import type { DesignDocument } from '../design-document.ts';
import { designStyle } from './html-style.ts';
import { sourceHref, toneWords } from './markdown.ts';
import { gatherMarks, type Part, rangesOf } from './marks.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML, in an element or an attribute: control characters go, as no HTML may hold them. */
const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/[&<>"']/g, (one) => entities[one] ?? one);

type Marks = (ids: readonly string[]) => string;

function inline(part: Part, mark: Marks): string {
  if (typeof part === 'string') return escapeHtml(part);
  if ('code' in part) return `<code>${escapeHtml(part.code)}</code>`;
  if ('strong' in part) return `<strong>${escapeHtml(part.strong)}</strong>`;
  if ('marks' in part) return mark(part.marks);
  return /^https?:\/\//i.test(part.link)
    ? `<a href="${escapeHtml(part.link)}" rel="noreferrer">${escapeHtml(part.text)}</a>`
    : escapeHtml(part.text);
}

const phraseHtml = (text: Phrase, mark: Marks): string =>
  gatherMarks(text)
    .map((part) => inline(part, mark))
    .join('');

function figure(id: string, document: DesignDocument, pictures: Readonly<Record<string, string>>): string {
  const diagram = document.diagrams.find((one) => one.id === id);
  if (!diagram) return '';
  const svg = pictures[id];
  const drawn = document.diagramFormat === 'text' || svg === undefined || document.diagramFormat === 'ascii';
  const shown = drawn
    ? `<pre tabindex="0">${escapeHtml(document.diagramFormat === 'text' ? diagram.text : diagram.ascii)}</pre>`
    : `<div class="picture" tabindex="0">${svg}</div>`;
  const said = diagram.text
    .split('\n')
    .map((line) => `<li>${escapeHtml(line)}</li>`)
    .join('');
  return `<figure>${shown}<figcaption>${escapeHtml(diagram.title)}</figcaption><details><summary>In words</summary><ul>${said}</ul></details></figure>`;
}

function block(one: Block, document: DesignDocument, pictures: Readonly<Record<string, string>>, mark: Marks): string {
  const phrase = (text: Phrase) => phraseHtml(text, mark);
  switch (one.kind) {
    case 'paragraph':
      return `<p>${phrase(one.text)}</p>`;
    case 'heading':
      return `<h${one.level}>${phrase(one.text)}</h${one.level}>`;
    case 'list': {
      const tag = one.ordered ? 'ol' : 'ul';
      return `<${tag}>${one.items.map((item) => `<li>${phrase(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table': {
      const head = one.head.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
      const rows = one.rows.map((row) => `<tr>${row.map((cell) => `<td>${phrase(cell)}</td>`).join('')}</tr>`).join('');
      return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
    }
    case 'code':
      return `<pre tabindex="0"><code>${escapeHtml(one.text)}</code></pre>`;
    case 'diagram':
      return figure(one.id, document, pictures);
    case 'note':
      return `<p class="note ${one.tone}"><strong>${toneWords[one.tone]}:</strong> ${phrase(one.text)}</p>`;
  }
}

function sourceItem(claim: Claim, number: number): string {
  const places = claim.sources.map(({ kind, id, line, page, quote }) => {
    const said = quote ? ` <q>${escapeHtml(quote)}</q>` : '';
    if (kind === 'file') return `<a href="${escapeHtml(sourceHref(id, line))}">${escapeHtml(id)}:${line ?? 1}</a>`;
    if (kind === 'answer') return `answer to <code>${escapeHtml(id)}</code>${said}`;
    if (kind === 'document')
      return `document <code>${escapeHtml(id)}</code>${page === undefined ? '' : `, page ${page}`}${said}`;
    return `computed: ${escapeHtml(id)}`;
  });
  return `<li id="${escapeHtml(claim.id)}" value="${number}">${escapeHtml(claim.text)} <span class="place">${places.length > 0 ? places.join(', ') : 'over the whole source'}</span></li>`;
}

function section(
  one: Section,
  document: DesignDocument,
  pictures: Readonly<Record<string, string>>,
  mark: Marks,
): string {
  const body = one.blocks.map((each) => block(each, document, pictures, mark)).join('\n');
  return `<section aria-labelledby="${escapeHtml(one.id)}"><h2 id="${escapeHtml(one.id)}">${escapeHtml(one.title)}</h2>\n${body}</section>`;
}

/**
 * The document as one HTML file: no script, nothing fetched, light and dark, and fit for print. `pictures` are the
 * diagrams as SVG by id.
 */
export function renderHtml(document: DesignDocument, pictures: Readonly<Record<string, string>>): string {
  const { title, subtitle, sections, claims } = document;
  const numbers = new Map(claims.map(({ id }, index) => [id, index + 1]));
  const mark: Marks = (ids) =>
    rangesOf(ids.flatMap((id) => numbers.get(id) ?? []))
      .map(({ first, last }) => {
        const claim = claims[first - 1];
        if (!claim) return '';
        const [shown, said] =
          first === last ? [`${first}`, `Source ${first}`] : [`${first}–${last}`, `Sources ${first} to ${last}`];
        const title = first === last ? claim.text : `${claim.text} And ${last - first} more.`;
        return `<sup><a href="#${escapeHtml(claim.id)}" title="${escapeHtml(title)}" aria-label="${said}">${shown}</a></sup><wbr>`;
      })
      .join('');
  const contents = sections
    .map((one) => `<li><a href="#${escapeHtml(one.id)}">${escapeHtml(one.title)}</a></li>`)
    .join('');
  const lead = subtitle.map((line) => `<p class="lead">${phraseHtml(line, mark)}</p>`).join('');
  const sources =
    claims.length === 0
      ? ''
      : `<section aria-labelledby="sources"><h2 id="sources">Sources</h2><ol class="sources">${claims.map((claim, index) => sourceItem(claim, index + 1)).join('\n')}</ol></section>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${designStyle}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><h1>${escapeHtml(title)}</h1>${lead}</header>
<nav aria-label="Contents"><h2>Contents</h2><ol>${contents}${claims.length === 0 ? '' : '<li><a href="#sources">Sources</a></li>'}</ol></nav>
<main id="content">
${sections.map((one) => section(one, document, pictures, mark)).join('\n')}
${sources}
</main>
</body>
</html>
`;
}
