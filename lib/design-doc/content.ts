import * as z from 'zod/mini';

/**
 * The document before it is Markdown, HTML or Typst. Text stands as people wrote it: each renderer escapes for its own
 * language, so no section builder has to know one.
 */
const inlineSchema = z.union([
  z.string(),
  z.object({ code: z.string() }),
  z.object({ strong: z.string() }),
  /** The marker of a claim, which leads to its sources. */
  z.object({ cite: z.string() }),
  z.object({ link: z.string(), text: z.string() }),
]);
export type Inline = z.infer<typeof inlineSchema>;
export type Phrase = readonly Inline[];

const phraseSchema = z.array(inlineSchema);

/** `proposal`: not in the source; `inferred`: concluded by a named rule; `input`: only a person can say. */
const noteTones = ['proposal', 'inferred', 'input', 'warning', 'origin'] as const;
export type NoteTone = (typeof noteTones)[number];

const blockSchema = z.union([
  z.object({ kind: z.literal('paragraph'), text: phraseSchema }),
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(3), z.literal(4)]), text: phraseSchema }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(phraseSchema) }),
  z.object({ kind: z.literal('table'), head: z.array(z.string()), rows: z.array(z.array(phraseSchema)) }),
  z.object({ kind: z.literal('code'), language: z.string(), text: z.string() }),
  z.object({ kind: z.literal('diagram'), id: z.string() }),
  z.object({ kind: z.literal('note'), tone: z.enum(noteTones), text: phraseSchema }),
]);
export type Block = z.infer<typeof blockSchema>;

export const sectionSchema = z.object({
  id: z.string(),
  title: z.string(),
  phase: z.string(),
  blocks: z.array(blockSchema),
});
export type Section = z.infer<typeof sectionSchema>;

const diagramKinds = ['architecture', 'sequence', 'state', 'data-model'] as const;
export type DiagramKind = (typeof diagramKinds)[number];

/** One diagram in all four formats; which one the Markdown shows is a matter of taste. */
export const diagramSchema = z.object({
  /** Also the file's name under `diagrams/`, without extension. */
  id: z.string(),
  title: z.string(),
  section: z.string(),
  kind: z.enum(diagramKinds),
  mermaid: z.string(),
  plantuml: z.string(),
  ascii: z.string(),
  /** The same in sentences; also the alternative text of the picture. */
  text: z.string(),
});
export type Diagram = z.infer<typeof diagramSchema>;

export const paragraph = (...text: Phrase): Block => ({ kind: 'paragraph', text: [...text] });
export const heading = (level: 3 | 4, ...text: Phrase): Block => ({ kind: 'heading', level, text: [...text] });
export const list = (items: readonly Phrase[], ordered = false): Block => ({
  kind: 'list',
  ordered,
  items: items.map((item) => [...item]),
});
export const table = (head: readonly string[], rows: readonly (readonly Phrase[])[]): Block => ({
  kind: 'table',
  head: [...head],
  rows: rows.map((row) => row.map((cell) => [...cell])),
});
export const code = (language: string, text: string): Block => ({ kind: 'code', language, text });
/** The prefix of what only a person can say; a note of that tone says it by its tone. */
export const inputPrefix = 'needs input: ';
export const note = (tone: NoteTone, ...text: Phrase): Block => ({
  kind: 'note',
  tone,
  text: tone === 'input' ? text.filter((part) => part !== inputPrefix) : [...text],
});
export const mono = (text: string): Inline => ({ code: text });

/** What a phrase says, without markers of claims. */
export function plainText(phrase: Phrase): string {
  return phrase
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('code' in part) return part.code;
      if ('strong' in part) return part.strong;
      return 'text' in part ? part.text : '';
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Ids of the claims that a phrase marks, in order. */
export const citesOf = (phrase: Phrase): string[] =>
  phrase.flatMap((part) => (typeof part === 'object' && 'cite' in part ? [part.cite] : []));

/** Ids of the claims that a block marks, in order. */
export function marksOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
    case 'note':
      return citesOf(block.text);
    case 'list':
      return block.items.flatMap(citesOf);
    case 'table':
      return block.rows.flatMap((row) => row.flatMap(citesOf));
    case 'code':
    case 'diagram':
      return [];
  }
}

/** A section with each of its phrases changed; listings and diagrams stay. */
export function mapPhrases(section: Section, change: (phrase: Phrase) => Inline[]): Section {
  return {
    ...section,
    blocks: section.blocks.map((block) => {
      switch (block.kind) {
        case 'paragraph':
        case 'heading':
        case 'note':
          return { ...block, text: change(block.text) };
        case 'list':
          return { ...block, items: block.items.map(change) };
        case 'table':
          return { ...block, rows: block.rows.map((row) => row.map(change)) };
        case 'code':
        case 'diagram':
          return block;
      }
    }),
  };
}
