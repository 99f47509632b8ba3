import { typstString, typstText } from '#lib/domain/text/typst-text';
import type { Block, Phrase, Section } from '../content.ts';
import type { DesignDocument } from '../design-document.ts';
import { columnWidths } from './column-widths.ts';
import { toneWords } from './markdown.ts';
import { gatherMarks, type Part, rangesOf } from './marks.ts';
import { typstSources } from './typst-sources.ts';

const preamble = ({
  title,
  generatedAt,
}: DesignDocument) => `#set document(title: ${typstString(title)}, author: "Agentic AI Factory", description: "Technical design", date: datetime(year: ${Number(generatedAt.slice(0, 4))}, month: ${Number(generatedAt.slice(5, 7))}, day: ${Number(generatedAt.slice(8, 10))}))
#set page(paper: "a4", margin: (x: 20mm, y: 20mm), numbering: "1 / 1")
#set text(lang: "en", size: 9.5pt, font: ("Geist", "Libertinus Serif"), fill: rgb("#1a1a1a"))
#set par(justify: false, leading: 0.6em)
#set table(stroke: 0.5pt + rgb("#d4d4d4"), inset: 4pt, align: left + top)
#show heading: set block(above: 1.4em, below: 0.7em)
#show table: set text(size: 8pt)
#show raw: set text(font: ("Geist Mono", "DejaVu Sans Mono"), size: 8.5pt)
#let cite-claim(ref, number) = link(label(ref), text(fill: rgb("#1d4ed8"), number))
#let cite-claims(..marks) = super("[" + marks.pos().join("," + sym.zws) + "]") + sym.zws
#let picture(path, alt, tall) = layout(size => {
  let natural = measure(image(path))
  let scale = calc.min(size.width / natural.width, tall / natural.height, 0.85)
  image(path, width: natural.width * scale, alt: alt)
})`;

/** A zero-width space after what may end a line: code has no spaces to break at, and cells are narrow. */
const breakable = (text: string) => text.replace(/([_./:-]|[a-z](?=[A-Z]))/g, '$1\u200b');

/** How tall a picture may be: with its heading and caption it is to fit the page where others stand beside it. */
const tallest = { overview: '9cm', standard: '9cm', comprehensive: '19cm' } as const;

/** Words that are too long for a narrow cell may break within, as code does. */
const withBreaks = (text: string) => text.replace(/\S{16,}/g, breakable);

class TypstWriter {
  readonly #document: DesignDocument;
  readonly #numbers: Map<string, number>;
  readonly #pictures: ReadonlySet<string>;

  constructor(document: DesignDocument, pictures: ReadonlySet<string>) {
    this.#document = document;
    this.#numbers = new Map(document.claims.map(({ id }, index) => [id, index + 1]));
    this.#pictures = pictures;
  }

  #inline(part: Part): string {
    if (typeof part === 'string') return typstText(withBreaks(part));
    if ('code' in part)
      return `#text(font: ("Geist Mono", "DejaVu Sans Mono"), size: 0.9em, ${typstString(breakable(part.code))})`;
    if ('strong' in part) return `#strong[${typstText(part.strong)}]`;
    if ('link' in part)
      return /^https?:\/\//i.test(part.link)
        ? `#link(${typstString(part.link)})[${typstText(part.text)}]`
        : typstText(part.text);
    return this.#marks(part.marks);
  }

  #marks(ids: readonly string[]): string {
    const ranges = rangesOf(ids.flatMap((id) => this.#numbers.get(id) ?? []));
    const marks = ranges.map(({ first, last }) => {
      const id = this.#document.claims[first - 1]?.id ?? '';
      return `cite-claim("${id}", "${first === last ? first : `${first}–${last}`}")`;
    });
    return marks.length === 0 ? '' : `#cite-claims(${marks.join(', ')})`;
  }

  phrase(text: Phrase): string {
    return gatherMarks(text)
      .map((part) => this.#inline(part))
      .join('');
  }

  #figure(id: string): string {
    const diagram = this.#document.diagrams.find((one) => one.id === id);
    if (!diagram) return '';
    const alt = typstString(`${diagram.title}. ${diagram.text}`);
    if (
      this.#pictures.has(id) &&
      (this.#document.diagramFormat === 'mermaid' || this.#document.diagramFormat === 'plantuml')
    )
      return `#figure(picture("${id}.svg", ${alt}, ${tallest[this.#document.detail]}), alt: ${alt}, caption: [${typstText(diagram.title)}])`;
    return `#strong[${typstText(diagram.title)}]\n\n${this.#listing(this.#document.diagramFormat === 'text' ? diagram.text : diagram.ascii)}`;
  }

  #listing(text: string): string {
    const lines = text.split('\n').map((line) => typstString(line.replaceAll(' ', '\u00a0')));
    return `#block(fill: rgb("#f6f6f8"), inset: 6pt, width: 100%)[#text(font: ("Geist Mono", "DejaVu Sans Mono"), size: 7pt)[${lines.map((line) => `#text(${line})`).join(' #linebreak() ')}]]`;
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'paragraph':
        return this.phrase(block.text);
      case 'heading':
        return `#heading(level: ${block.level - 1})[${this.phrase(block.text)}]`;
      case 'list':
        return block.ordered
          ? `#enum(${block.items.map((item) => `[${this.phrase(item)}]`).join(', ')})`
          : `#list(${block.items.map((item) => `[${this.phrase(item)}]`).join(', ')})`;
      case 'table': {
        const head = `table.header(${block.head.map((cell) => `[*${typstText(cell)}*]`).join(', ')})`;
        const cells = block.rows.flatMap((row) => block.head.map((_, index) => `[${this.phrase(row[index] ?? [])}]`));
        return `#table(columns: (${columnWidths(block.head, block.rows).join(', ')},), ${[head, ...cells].join(', ')})`;
      }
      case 'code':
        return this.#listing(block.text);
      case 'diagram':
        return this.#figure(block.id);
      case 'note':
        return `#block(stroke: (left: 2pt + rgb("#a1a1aa")), inset: (left: 8pt, y: 4pt))[#strong[${typstText(`${toneWords[block.tone]}:`)}] ${this.phrase(block.text)}]`;
    }
  }

  section(section: Section): string {
    return [
      `#heading(level: 1)[${typstText(section.title)}]`,
      ...section.blocks.map((block) => this.#block(block)),
    ].join('\n\n');
  }
}

/** The document as Typst source; pictures are expected among its assets as `<diagram id>.svg`. */
export function renderTypst(document: DesignDocument, pictures: ReadonlySet<string>): string {
  const writer = new TypstWriter(document, pictures);
  return `${[
    preamble(document),
    `#title[${typstText(document.title)}]`,
    ...document.subtitle.map((line) => writer.phrase(line)),
    // Columns fill the height that they are given: half of the lines stand in each.
    `#block(height: ${(Math.ceil((document.sections.length + 1) / 2) * 0.47 + 1).toFixed(1)}cm, columns(2, outline(depth: 1)))`,
    ...document.sections.map((section) => writer.section(section)),
    ...typstSources(document),
  ].join('\n\n')}\n`;
}
