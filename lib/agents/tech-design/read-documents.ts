import type { DocumentEvidence } from '#lib/design-doc/design-input';
import { sectionKinds } from '#lib/design-doc/sections';
import { type DocumentsReadOutput, documentsReadOutputSchema } from '#lib/tools/documents-read/schema';
import type { TaskContext } from '../agent.ts';
import { toCalendarDay } from '../assessment/understanding/calendar.ts';
import { readText } from '../assessment/understanding/read-text.ts';
import { sentencesOf, topicsOf } from './interview/topics.ts';

type Block = DocumentsReadOutput['blocks'][number];

/** A document of the project, whole. */
export interface ReadDocument {
  readonly id: string;
  readonly name: string;
  readonly blocks: readonly Block[];
}

/** Of one document; what is behind that is told in the log and left out. */
const maximumBlocks = 5000;
const maximumQuote = 500;
/** A sentence with less is about something else. */
const certain = 3;
/** Headings of a design that a document must have to be taken for one. */
const designHeadings = 2;

/** Reads the documents one after the other, each to its end. @throws ToolError where one is not the project's, or not read yet */
export async function readDocuments(
  ids: readonly string[],
  { callTool, log }: Pick<TaskContext, 'callTool' | 'log'>,
): Promise<ReadDocument[]> {
  const documents: ReadDocument[] = [];
  for (const documentId of ids) {
    const blocks: Block[] = [];
    let name = documentId;
    for (let from: number | null = 0; from !== null; ) {
      const part = documentsReadOutputSchema.parse(await callTool('documents.read', { documentId, from }));
      blocks.push(...part.blocks);
      name = part.document.name;
      from = part.next;
      if (blocks.length >= maximumBlocks && from !== null) {
        log(`Of ${name} only the first ${blocks.length} blocks were read.`);
        from = null;
      }
    }
    documents.push({ id: documentId, name, blocks });
  }
  return documents;
}

/** What documents say to the questions of the interview: for each the sentence that speaks of it most clearly. */
export function evidenceOf(documents: readonly ReadDocument[], now: Date): DocumentEvidence[] {
  const day = toCalendarDay(now.toISOString(), now);
  const best = new Map<string, { readonly weight: number; readonly evidence: DocumentEvidence }>();
  for (const { id: documentId, name: documentName, blocks } of documents) {
    for (const { kind, text, position } of blocks) {
      if (kind === 'code' || kind === 'heading') continue;
      for (const sentence of sentencesOf(text)) {
        for (const { questionId, weight } of topicsOf(sentence)) {
          if (weight < certain || weight <= (best.get(questionId)?.weight ?? 0)) continue;
          // What tells the reader what to do is no fact about a system.
          if (readText(sentence, day).instructions.size > 0) break;
          const { page, line } = position;
          const place = { ...(page === undefined ? {} : { page }), ...(line === undefined ? {} : { line }) };
          const evidence = { documentId, documentName, questionId, quote: sentence.slice(0, maximumQuote), ...place };
          best.set(questionId, { weight, evidence });
        }
      }
    }
  }
  return [...best.values()].map(({ evidence }) => evidence);
}

const titles = new Set(sectionKinds.map(({ title }) => plain(title)));

function plain(title: string): string {
  return title
    .toLowerCase()
    .replace(/^[\d.\s]+/, '')
    .replace(/[^a-z ]/g, '')
    .trim();
}

/** The document that is a design in part, as Markdown: one with headings of a design; the first, where asked for one. */
export function partialDesignOf(
  documents: readonly ReadDocument[],
  isAskedFor: boolean,
): { markdown: string; name: string } | null {
  const known = ({ blocks }: ReadDocument) =>
    blocks.filter(({ kind, text }) => kind === 'heading' && titles.has(plain(text))).length;
  const found =
    documents.find((document) => known(document) >= designHeadings) ?? (isAskedFor ? documents[0] : undefined);
  return found ? { markdown: asMarkdown(found.blocks), name: found.name } : null;
}

function asMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(markdownOf).join('\n\n')}\n`;
}

function markdownOf({ kind, text, level = 1, rows }: Block): string {
  switch (kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(6, level))} ${text}`;
    case 'list-item':
      return `- ${text}`;
    case 'code':
      return `\`\`\`\n${text}\n\`\`\``;
    case 'table': {
      const [head = [], ...body] = rows ?? [];
      if (head.length === 0) return text;
      const line = (cells: readonly string[]) =>
        `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
      return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
    }
    case 'paragraph':
      return text;
  }
}
