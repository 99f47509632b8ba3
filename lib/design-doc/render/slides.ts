import type { Block, Section } from '../content.ts';
import { plainText } from '../content.ts';
import type { DesignDocument } from '../design-document.ts';
import { escapeMarkdown } from './markdown-text.ts';

const mostSlides = 15;
const mostPoints = 6;
const mostLetters = 180;

const order = [
  'executive-summary',
  'scope',
  'use-cases',
  'system-architecture',
  'workflows',
  'data-model',
  'api-contracts',
  'event-schemas',
  'security-flows',
  'error-handling',
  'cost',
  'scaling-limits',
  'migration',
  'risks',
  'completeness',
  'next-steps',
];

const cut = (text: string) => (text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text);

/** What a block says in points for a wall. */
function points(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return [plainText(block.text)];
    case 'list':
      return block.items.map(plainText);
    case 'table':
      return block.rows.map((row) =>
        row
          .slice(0, 3)
          .map(plainText)
          .filter((text) => text !== '')
          .join(': '),
      );
    case 'heading':
    case 'code':
    case 'diagram':
      return [];
  }
}

function slide(section: Section, document: DesignDocument): string {
  const diagramId = section.blocks.find((block) => block.kind === 'diagram')?.id;
  const diagram = document.diagrams.find(({ id }) => id === diagramId);
  const head = `## ${escapeMarkdown(section.title)}`;
  if (diagram)
    return `${head}\n\n![bg contain right:65%](diagrams/${diagram.id}.svg)\n\n${escapeMarkdown(diagram.title)}`;
  const all = section.blocks.flatMap(points).filter((text) => text !== '');
  const shown = all.slice(0, mostPoints).map((text) => `- ${escapeMarkdown(cut(text))}`);
  const rest = all.length - shown.length;
  return [head, '', ...shown, ...(rest > 0 ? [`- and ${rest} more in the document`] : [])].join('\n');
}

/** Slides for a review as Marp Markdown: a title and at most fourteen sections; pictures lie under `diagrams/`. */
export function renderSlides(document: DesignDocument): string {
  const chosen = order
    .flatMap((id) => document.sections.find((section) => section.id === id) ?? [])
    .slice(0, mostSlides - 1);
  const front = ['---', 'marp: true', 'theme: default', 'paginate: true', '---'].join('\n');
  const title = `# ${escapeMarkdown(document.title)}\n\n${escapeMarkdown(document.subtitle.map(plainText).join(' '))}`;
  return `${front}\n\n${[title, ...chosen.map((section) => slide(section, document))].join('\n\n---\n\n')}\n`;
}
