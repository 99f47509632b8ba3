// How well and how fast knowledge bases answer. Quality on the committed question set and, with SQUAD=FILE (a file of the
// form of SQuAD 2.0, of which nothing is committed), on texts and questions that others wrote. Speed and size by growth.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Block, ExtractedDocument } from '../lib/domain/document/extracted.ts';
import { type Evaluation, evaluate, evaluationIndex } from '../lib/knowledge/evaluation/evaluate.ts';
import { type EvaluationQuestion, evaluationQuestions } from '../lib/knowledge/evaluation/questions.ts';
import { searchIndex } from '../lib/knowledge/index/search.ts';
import { createSearchIndex, type SearchIndex } from '../lib/knowledge/index/search-index.ts';
import { type Segment, segmentOf, segmentSchema } from '../lib/knowledge/index/segment.ts';
import type { Measurement } from './measurement.ts';

const extracted = (blocks: Block[]): ExtractedDocument => ({
  ...{ schemaVersion: 1, format: 'text', title: null, language: 'en', metadata: {}, pages: 1, blocks, outline: [] },
  warnings: [],
});

const shares = (set: string, { recallAt5, mrr, refused, answerable, unanswerable }: Evaluation): Measurement[] => [
  { name: `${set}: recall@5 of ${answerable} questions`, value: recallAt5, unit: 'share' },
  { name: `${set}: mean reciprocal rank`, value: mrr, unit: 'share' },
  { name: `${set}: ${unanswerable} without an answer, refused`, value: refused, unit: 'share' },
];

const squadSchema = z.object({
  data: z.array(
    z.object({
      title: z.string(),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              question: z.string(),
              is_impossible: z.boolean().optional(),
              answers: z.array(z.object({ text: z.string() })),
            }),
          ),
        }),
      ),
    }),
  ),
});

/**
 * Every other article is indexed, a paragraph a block; questions to these have an answer, questions to the others have
 * none. Those that SQuAD calls impossible are left out: their paragraph is the right one, it only lacks the answer.
 */
function ofSquad(file: string): Measurement[] {
  const { data } = squadSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const measured = [0, 1].map((parity) => {
    const index = createSearchIndex();
    const questions: EvaluationQuestion[] = [];
    for (const [number, { title, paragraphs }] of data.entries()) {
      const isIndexed = number % 2 === parity;
      const name = `${title}.txt`;
      const blocks: Block[] = [{ kind: 'heading', level: 1, text: title.replaceAll('_', ' '), position: {} }];
      for (const [at, { context, qas }] of paragraphs.entries()) {
        blocks.push({ kind: 'paragraph', text: context, position: { paragraph: at + 1 } });
        for (const { question, is_impossible: isImpossible, answers } of qas) {
          const words = answers[0]?.text;
          if (isImpossible || words === undefined) continue;
          // The words alone may stand elsewhere too: some of what surrounds them goes with them.
          const place = context.indexOf(words);
          const passage = context.slice(Math.max(0, place - 20), place + words.length);
          questions.push(isIndexed ? { question, answer: { document: name, words: passage } } : { question });
        }
      }
      if (isIndexed) index.add(name, segmentOf(name, extracted(blocks), 'v1'));
    }
    return evaluate(index, questions);
  });
  const mean = (pick: (one: Evaluation) => number) =>
    measured.reduce((sum, one) => sum + pick(one), 0) / measured.length;
  const sum = (pick: (one: Evaluation) => number) => measured.reduce((all, one) => all + pick(one), 0);
  return shares('SQuAD 2.0', {
    ...{ recallAt5: mean((one) => one.recallAt5), mrr: mean((one) => one.mrr), refused: mean((one) => one.refused) },
    ...{ answerable: sum((one) => one.answerable), unanswerable: sum((one) => one.unanswerable), missed: [] },
  });
}

/** A seeded generator, so that each run measures the same texts. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const syllables = 'ka lo mi ren tas vor pel dun sha gri ost bel nam fi cu rad tem los pir wen'.split(' ');

/** A word by its rank: frequent ones are short. */
function wordOf(rank: number): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length] ?? '';
  }
  return word;
}

/** Words fall off by rank, as they do in any language (Zipf). */
const anyWord = (next: () => number) => wordOf(Math.floor(20_000 ** next()));

/** Documents of twenty paragraphs of a hundred and fifty words each under five headings. */
function documentOf(number: number): Segment {
  const next = random(number + 1);
  const words = (count: number) => Array.from({ length: count }, () => anyWord(next)).join(' ');
  const blocks = Array.from({ length: 20 }, (_, at): Block[] => [
    ...(at % 4 === 0 ? [{ kind: 'heading' as const, level: 1, text: words(4), position: {} }] : []),
    { kind: 'paragraph', text: `${words(75)}. ${words(75)}.`, position: { page: at + 1 } },
  ]).flat();
  return segmentOf(`d${number}`, extracted(blocks), 'v1');
}

const documentsAtOnce = 10;

function growth(times: number): Measurement[] {
  const segments = Array.from({ length: documentsAtOnce * times }, (_, number) => documentOf(number));
  const files = segments.map((segment) => JSON.stringify(segment));
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const index = createSearchIndex();
  const loading = cpuMsOf(() => {
    for (const file of files) index.add('d.pdf', segmentSchema.parse(JSON.parse(file)));
  });
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed - before;
  const search = searchMs(index);
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const name = (what: string) => `${times}× (${segments.length} documents, ${index.chunkCount} chunks): ${what}`;
  return [
    { name: name('files of the index'), value: bytes / 1e6, unit: 'MB' },
    { name: name('in memory'), value: heap / 1e6, unit: 'MB' },
    { name: name('read and index all of it'), value: loading, unit: 'ms of CPU' },
    { name: name('a question of five words'), value: search, unit: 'ms of CPU' },
  ];
}

const asked = 200;

function searchMs(index: SearchIndex): number {
  const next = random(4711);
  const ask = () => searchIndex(index, Array.from({ length: 5 }, () => anyWord(next)).join(' '), 5);
  for (let warm = 0; warm < 20; warm += 1) ask();
  const all = cpuMsOf(() => {
    for (let question = 0; question < asked; question += 1) ask();
  });
  return all / asked;
}

/** Of this process: what else the machine does is not in it. */
function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export const retrieval = {
  title: 'Knowledge bases: how well and how fast they answer',
  measure(): Promise<Measurement[]> {
    const { SQUAD } = process.env;
    return Promise.resolve([
      ...shares('own set', evaluate(evaluationIndex(), evaluationQuestions)),
      ...(SQUAD ? ofSquad(SQUAD) : []),
      ...[1, 10, 100].flatMap(growth),
    ]);
  },
};
