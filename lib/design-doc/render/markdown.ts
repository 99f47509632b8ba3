import type { Claim } from '#lib/domain/design-document/document';
import type { Block, Diagram, Inline, NoteTone, Phrase, Section } from '../content.ts';
import type { DesignDocument } from '../design-document.ts';
import { codeFence, escapeMarkdown, inlineCode } from './markdown-text.ts';

export const toneWords: Readonly<Record<NoteTone, string>> = {
  proposal: 'Proposal',
  inferred: 'Inferred',
  input: 'Needs input',
  warning: 'Warning',
  origin: 'From the partial design',
};

/** A path as the target of a relative link: each part encoded, so that no name ends the link or begins another. */
export function sourceHref(file: string, line?: number): string {
  const path = file
    .toWellFormed()
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(/[()'*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/');
  // A colon in the first part would read as a scheme.
  return `./${path}${line === undefined ? '' : `#L${line}`}`;
}

function inline(part: Inline): string {
  if (typeof part === 'string') return escapeMarkdown(part);
  if ('code' in part) return inlineCode(part.code);
  if ('strong' in part) return part.strong.replace(/\S(?:.*\S)?/s, (text) => `**${escapeMarkdown(text)}**`);
  if ('cite' in part) return `[^${part.cite}]`;
  return /^(?:https?:\/\/|#)/i.test(part.link)
    ? `[${escapeMarkdown(part.text)}](<${part.link.replace(/[<>\s]/g, encodeURIComponent)}>)`
    : escapeMarkdown(part.text);
}

const markdownPhrase = (phrase: Phrase) => phrase.map(inline).join('').trim();

/** Escaped Markdown keeps no space at its ends; between parts of a phrase they matter. */
const cell = (phrase: Phrase) =>
  markdownPhrase(phrase)
    .replaceAll('\n', ' ')
    .replaceAll(/(?<!\\)\|/g, '\\|');

function diagramBlock(diagram: Diagram | undefined, format: DesignDocument['diagramFormat']): string {
  if (!diagram) return '';
  switch (format) {
    case 'mermaid':
      return codeFence('mermaid', diagram.mermaid);
    case 'plantuml':
      return codeFence('plantuml', diagram.plantuml);
    case 'ascii':
      return codeFence('text', diagram.ascii);
    case 'text':
      return diagram.text
        .split('\n')
        .map((line) => `- ${escapeMarkdown(line)}`)
        .join('\n');
  }
}

function block(one: Block, document: DesignDocument): string {
  switch (one.kind) {
    case 'paragraph':
      return markdownPhrase(one.text);
    case 'heading':
      return `${'#'.repeat(one.level)} ${markdownPhrase(one.text)}`;
    case 'list':
      return one.items
        .map((item, index) => `${one.ordered ? `${index + 1}.` : '-'} ${markdownPhrase(item)}`)
        .join('\n');
    case 'table':
      return [
        `| ${one.head.map((title) => escapeMarkdown(title)).join(' | ')} |`,
        `|${one.head.map(() => ' --- |').join('')}`,
        ...one.rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
      ].join('\n');
    case 'code':
      return codeFence(one.language, one.text);
    case 'diagram': {
      const diagram = document.diagrams.find(({ id }) => id === one.id);
      const title = diagram ? `**Diagram: ${escapeMarkdown(diagram.title)}**\n\n` : '';
      return `${title}${diagramBlock(diagram, document.diagramFormat)}`;
    }
    case 'note':
      return `> **${toneWords[one.tone]}:** ${markdownPhrase(one.text)}`;
  }
}

function renderSection(section: Section, document: DesignDocument): string {
  const anchor = `<a id="${section.id}"></a>`;
  return [
    `## ${escapeMarkdown(section.title)} ${anchor}`,
    ...section.blocks.map((one) => block(one, document)).filter((text) => text !== ''),
  ].join('\n\n');
}

function footnote(claim: Claim): string {
  const places = claim.sources.map(({ kind, id, line, page, quote }) => {
    const said = quote ? ` “${escapeMarkdown(quote)}”` : '';
    if (kind === 'file') return `[${escapeMarkdown(id)}:${line ?? 1}](${sourceHref(id, line)})`;
    if (kind === 'answer') return `answer to ${inlineCode(id)}${said}`;
    if (kind === 'document')
      return `document ${inlineCode(id)}${page === undefined ? '' : `, page ${page}`}${line === undefined ? '' : `, line ${line}`}${said}`;
    return `computed: ${escapeMarkdown(id)}`;
  });
  const sure = claim.confidence < 0.85 ? `; confidence ${claim.confidence}` : '';
  return `[^${claim.id}]: ${escapeMarkdown(claim.text)} (${places.length === 0 ? 'over the whole source' : places.join(', ')}${sure})`;
}

/** The document as GitHub-flavoured Markdown; each claim is a footnote that leads to its file and line. */
export function renderMarkdown(document: DesignDocument): string {
  const { title, subtitle, sections, claims } = document;
  const contents = sections.map((section) => `- [${escapeMarkdown(section.title)}](#${section.id})`);
  return `${[
    `# ${escapeMarkdown(title)}`,
    ...subtitle.map((line) => markdownPhrase(line)),
    contents.join('\n'),
    ...sections.map((section) => renderSection(section, document)),
    ...(claims.length === 0 ? [] : ['## Sources <a id="sources"></a>', claims.map(footnote).join('\n')]),
  ].join('\n\n')}\n`;
}
