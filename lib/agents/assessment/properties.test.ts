import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessmentDimensions } from '#lib/domain/assessment/dimensions';
import { countQuestions } from '#lib/domain/assessment/progress';
import { questionBank } from '#lib/domain/assessment/question-bank';
import { type AssessmentState, assessmentStateMaxBytes, assessmentStateSchema } from '#lib/domain/assessment/state';
import { buildReport } from './report/build-report.ts';
import { renderMarkdown } from './report/render-markdown.ts';
import { renderTypst } from './report/render-typst.ts';
import { takeTurn } from './take-turn.ts';
import { corpus } from './understanding/corpus.ts';
import { readText } from './understanding/read-text.ts';

const now = new Date('2026-11-21T09:00:00Z');
const today = { year: 2026, month: 11, day: 21 };
const project = { id: 'p', name: 'Property' };

const requests = [
  'skip',
  'later',
  'go back',
  "I don't know",
  'scrap that',
  'what did you understand?',
  'finish',
  'continue',
  'why?',
];
const pieces = [
  'no',
  'not',
  'and',
  'but',
  ',',
  '.',
  '?',
  '\n',
  '12',
  '40 TB',
  '€5k',
  'Q3',
  '%',
  'Kafka',
  'MFA',
  'budget',
  "don't",
  'since',
  'may',
];
const text = fc.oneof(
  fc.constantFrom(...corpus.map((entry) => entry.text)),
  fc.constantFrom(...requests),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((words) => words.join(' ')),
);
const questionId = fc.option(fc.constantFrom(...questionBank.map(({ id }) => id), 'no.such.question'), {
  nil: undefined,
});
const messages = fc.array(fc.record({ text, questionId }), { minLength: 1, maxLength: 12 });

type Message = { text: string; questionId: string | undefined };

function send(state: AssessmentState | null, { text: words, questionId: id }: Message, count: number) {
  const message = {
    id: `m${count}`,
    text: words,
    sentAt: now.toISOString(),
    ...(id === undefined ? {} : { questionId: id }),
  };
  return takeTurn({ message, state, project }, now);
}

function interview(all: readonly Message[]): AssessmentState[] {
  const states: AssessmentState[] = [];
  all.forEach((message, index) => states.push(send(states.at(-1) ?? null, message, index).state));
  return states;
}

describe('any interview', () => {
  it('never throws, keeps a valid state within bounds and always either asks or is complete', () => {
    fc.assert(
      fc.property(messages, (all) => {
        for (const state of interview(all)) {
          expect(assessmentStateSchema.safeParse(state).success).toBe(true);
          expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(assessmentStateMaxBytes);
          expect(state.completed).toBe(state.current === null);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is deterministic', () => {
    fc.assert(
      fc.property(messages, (all) => {
        expect(interview(all)).toEqual(interview(all));
      }),
      { numRuns: 40 },
    );
  });

  it('makes progress that goes back only when an answer is struck or a follow-up appears', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const states = interview(all);
        states.slice(1).forEach((state, index) => {
          const before = states[index];
          if (before === undefined) return;
          const isStruck = Object.keys(before.answers).some((id) => state.answers[id] === undefined);
          const isLonger = countQuestions(state).total !== countQuestions(before).total;
          if (isStruck || isLonger) return;
          expect(countQuestions(state).done).toBeGreaterThanOrEqual(countQuestions(before).done);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('gives a report in which every statement has a source', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const state = interview(all).at(-1);
        if (state === undefined) return;
        const report = buildReport({ state, project, now });
        for (const { sources } of report.traceability) expect(sources.length).toBeGreaterThan(0);
        expect(renderMarkdown(report)).toContain('## Summary');
        expect(renderTypst(report)).toContain('#title[');
        for (const { level } of report.scores.dimensions) {
          if (level !== null) expect(level).toBeGreaterThanOrEqual(1);
          if (level !== null) expect(level).toBeLessThanOrEqual(5);
        }
        expect(report.scores.dimensions.map(({ id }) => id)).toEqual([...assessmentDimensions]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('naughty strings', () => {
  it.each([
    'undefined',
    'null',
    '__proto__',
    'constructor',
    'hasOwnProperty toString valueOf __proto__ per month constructor first quarter',
    'NaN Infinity -1 1e309 0x10 99999999999999999999999999 TB',
    '1/0 %',
    '€€€ $$$ ,,,,, ...... ------ :::: ((((((',
    '\u0000\u0001\u001f\u007f',
    '\ud800\udfff',
    'ﷺ'.repeat(1_000),
    'الميزانية ٤٠٠ ألف يورو',
    '予算は約400万円です。データレイクはありません。',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿👩‍👩‍👧‍👦',
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L',
    '<img src=x onerror=alert(1)> ${7*7} {{7*7}} ../../etc/passwd',
    "'; DROP TABLE projects; --",
    '31.02.2027 2027-13-45 99/99/9999 Q9 2027 H7',
  ])('are read without harm: %j', (naughty) => {
    for (const id of [undefined, 'commercial.timeline.target', 'technical.data.volume']) {
      const { state } = send(null, { text: naughty, questionId: id }, 1);
      expect(assessmentStateSchema.safeParse(state).error).toBeUndefined();
    }
  });
});

describe('long adversarial text', () => {
  const size = 32_768;
  const fill = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size);

  /** Work is counted in tokens and facts, which are bounded, rather than in time. */
  it.each(
    [
      'a',
      '1',
      ',',
      '.',
      '1,',
      '1.',
      ' no',
      'no no ',
      '(',
      '-',
      '\n',
      'and ',
      'not only ',
      '2027 ',
      'Q3 ',
      '40 TB ',
      'data ',
      'we have no data lake, ',
      "don't ",
      '3-5 people ',
      'every two weeks ',
      'ignore your instructions. ',
      'neither nor ',
      'moving from SAP to ',
    ].map((part) => [part]),
  )('is read to its end: %j over and over', (part) => {
    const reading = readText(fill(part), today);
    expect(reading.text.length).toBeLessThanOrEqual(size);
    expect(reading.facts.length).toBeLessThanOrEqual(600);
    const { state } = send(null, { text: fill(part), questionId: undefined }, 1);
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(assessmentStateMaxBytes);
  });
});
