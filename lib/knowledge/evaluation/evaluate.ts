import type { Block, DocumentFormat, ExtractedDocument } from '#lib/domain/document/extracted';
import { searchIndex } from '../index/search.ts';
import { createSearchIndex, type SearchIndex } from '../index/search-index.ts';
import { segmentOf } from '../index/segment.ts';
import { evaluationDocuments } from './documents.ts';
import type { EvaluationQuestion } from './questions.ts';

/** How well an index answers questions; shares from 0 to 1. */
export interface Evaluation {
  /** Questions whose passage is among the first five. */
  readonly recallAt5: number;
  /** Mean of 1 / rank of the passage, 0 where it is not among the first ten. */
  readonly mrr: number;
  /** Questions without an answer that got none. */
  readonly refused: number;
  readonly answerable: number;
  readonly unanswerable: number;
  /** What went wrong: the question and, of an unanswerable one, what was taken for evidence. */
  readonly missed: readonly string[];
}

const depth = 10;

/** Asks every question of an index. A passage is right when it is of the document and holds the words. */
export function evaluate(index: SearchIndex, questions: readonly EvaluationQuestion[]): Evaluation {
  const missed: string[] = [];
  let [found, ranks, refused] = [0, 0, 0];
  for (const { question, answer } of questions) {
    const passages = searchIndex(index, question, depth);
    if (!answer) {
      if (passages[0]) missed.push(`${question} → ${passages[0].text.slice(0, 80)}`);
      else refused += 1;
      continue;
    }
    const rank = passages.findIndex(
      ({ documentName, text }) => documentName === answer.document && text.includes(answer.words),
    );
    if (rank >= 0) ranks += 1 / (rank + 1);
    if (rank >= 0 && rank < 5) found += 1;
    else missed.push(question);
  }
  const answerable = questions.filter(({ answer }) => answer).length;
  const unanswerable = questions.length - answerable;
  return {
    recallAt5: found / Math.max(1, answerable),
    mrr: ranks / Math.max(1, answerable),
    refused: refused / Math.max(1, unanswerable),
    ...{ answerable, unanswerable, missed },
  };
}

const formats: Readonly<Record<string, DocumentFormat>> = {
  md: 'markdown',
  pdf: 'pdf',
  docx: 'docx',
  pptx: 'pptx',
  html: 'html',
};

/** A document of the set as its reader would give it. */
function extract(name: string, source: string): ExtractedDocument {
  const blocks: Block[] = [];
  let page = 1;
  for (const line of source.split('\n')) {
    const last = blocks.at(-1);
    const position = { page };
    const heading = /^(#+) (.*)$/.exec(line);
    if (line === '===') page += 1;
    else if (heading)
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '', position });
    else if (line.startsWith('- ')) blocks.push({ kind: 'list-item', text: line.slice(2), position });
    else if (line.startsWith('| ')) {
      const cells = line.slice(2, -2).split(' | ');
      if (last?.kind === 'table') last.rows?.push(cells);
      else blocks.push({ kind: 'table', text: '', rows: [cells], position });
    } else if (line.trim() !== '') blocks.push({ kind: 'paragraph', text: line, position });
  }
  const language = name === 'datenschutz.md' ? 'de' : 'en';
  const format = formats[name.split('.').at(-1) ?? ''] ?? 'text';
  return {
    schemaVersion: 1,
    format,
    title: null,
    language,
    metadata: {},
    pages: page,
    blocks,
    outline: [],
    warnings: [],
  };
}

/** The index of the set's own documents. */
export function evaluationIndex(): SearchIndex {
  const index = createSearchIndex();
  for (const [name, source] of Object.entries(evaluationDocuments)) {
    index.add(name, segmentOf(name, extract(name, source), 'v1'));
  }
  return index;
}
