import type { Fact } from '#lib/domain/assessment/facts';
import { findCadences } from './cadences.ts';
import { type CalendarDay, toIso } from './calendar.ts';
import { type Clause, type Sentence, splitClauses, splitSentences } from './clauses.ts';
import { findDates } from './dates.ts';
import { findInstructions } from './injection.ts';
import { cleanText, type Token, tokenize } from './lexer.ts';
import { findMentions } from './mentions.ts';
import { phraseSet } from './phrase-index.ts';
import { findQuantities, type Quantity } from './quantities.ts';

/** A fact where it stands. Token indexes, `end` exclusive; `segment` counts the parts between commas. */
export type FoundFact = {
  fact: Fact;
  start: number;
  end: number;
  sentence: number;
  clause: number;
  segment: number;
  /** A number without a unit: what it counts is up to the question. */
  isBare: boolean;
  /** A bare number before a noun that no unit knows: "12 trucks" are no 12 percent, but may be twelve cases. */
  countsThings: boolean;
  /** Named to be denied: the 20 of "12, not 20". */
  isRejected: boolean;
  /** Ambiguous words that count only for the question that is asked. */
  needsQuestion: boolean;
  /** A date that lies before the day it was said. */
  isPast: boolean;
};

/** A text as far as it can be understood without knowing what was asked. */
export type Reading = {
  text: string;
  tokens: readonly Token[];
  sentences: readonly Sentence[];
  clauses: readonly Clause[];
  facts: readonly FoundFact[];
  /** Indexes of sentences that read like commands to the reader; no fact is taken from them. */
  instructions: ReadonlySet<number>;
  /** The segment of each token. */
  segments: Uint16Array;
};

/** A person says tens of things in a message; thousands are an attack on the time that reading takes. */
const maximumFacts = 600;

function countSegments(tokens: readonly Token[], clauses: readonly Clause[]): Uint16Array {
  const segments = new Uint16Array(tokens.length);
  const clauseStarts = new Set(clauses.map((clause) => clause.start));
  let segment = 0;
  tokens.forEach((token, index) => {
    if (clauseStarts.has(index) || token.lower === ',') segment += 1;
    segments[index] = segment;
  });
  return segments;
}

function findClause(clauses: readonly Clause[], index: number): number {
  let low = 0;
  let high = clauses.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((clauses[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

const revisions = phraseSet(
  "let me say|let's say|make that|make it|no wait|i mean|i meant|or rather|rather|scratch that|sorry|correction|actually".split(
    '|',
  ),
);

/** "20, no wait, 12": of two numbers of a kind in one breath the second one counts. */
function rejectRevised(tokens: readonly Token[], quantities: Quantity[]): void {
  quantities.forEach((quantity, position) => {
    const before = quantities[position - 1];
    if (before === undefined || before.fact.kind !== quantity.fact.kind) return;
    for (let index = Math.max(before.end, quantity.start - 5); index < quantity.start; index += 1) {
      if (revisions.matchAt(tokens, index)) quantities[position - 1] = { ...before, isRejected: true };
    }
  });
}

/**
 * Reads all facts of a text.
 * @param reference the day it was said, for dates without a year
 */
export function readText(raw: string, reference: CalendarDay): Reading {
  const text = cleanText(raw);
  const tokens = tokenize(text);
  const sentences = splitSentences(tokens);
  const clauses = splitClauses(tokens, sentences);
  const instructions = findInstructions(tokens, sentences);
  const segments = countSegments(tokens, clauses);
  const mentions = findMentions(text, tokens, sentences, clauses);
  const taken = new Uint8Array(tokens.length);
  const take = (range: { start: number; end: number }) => taken.fill(1, range.start, range.end);
  mentions.filter((mention) => !mention.needsQuestion).forEach(take);
  const dates = findDates(text, tokens, reference, (index) => taken[index] === 1);
  dates.forEach(take);
  const cadences = findCadences(tokens).filter((cadence) => taken[cadence.start] !== 1);
  const quantities = findQuantities(text, tokens, (index) => taken[index] === 1);
  rejectRevised(tokens, quantities);
  const covered = new Uint8Array(tokens.length);
  for (const quantity of quantities) covered.fill(1, quantity.start, quantity.end);

  const facts: FoundFact[] = [];
  const add = (fact: Fact, range: { start: number; end: number }, flags: Partial<FoundFact> = {}) => {
    const clause = findClause(clauses, range.start);
    const sentence = clauses[clause]?.sentence ?? 0;
    if (sentences[sentence]?.isQuestion || instructions.has(sentence)) return;
    const common = {
      sentence,
      clause,
      segment: segments[range.start] ?? 0,
      isBare: false,
      countsThings: false,
      isRejected: false,
      needsQuestion: false,
      isPast: false,
    };
    facts.push({ fact, start: range.start, end: range.end, ...common, ...flags });
  };
  for (const { kind, id, presence, needsQuestion, ...range } of mentions)
    add({ kind, id, presence }, range, { needsQuestion });
  const today = toIso(reference);
  for (const { fact, ...range } of dates) {
    // "€400k for next year" is a period of the money, not a date.
    const isPeriod =
      tokens[range.start - 1]?.lower === 'for' &&
      quantities.some(({ fact: { kind }, end }) => kind === 'money' && range.start - end <= 3);
    if (!isPeriod) add(fact, range, { isPast: fact.date < today });
  }
  for (const { fact, isBare, isRejected, countsThings, ...range } of quantities)
    add(fact, range, { isBare, isRejected, countsThings: countsThings === true });
  for (const { days, isRecurring, ...range } of cadences)
    if (!covered.subarray(range.start, range.end).includes(1))
      add({ kind: 'duration', value: days, ...(isRecurring ? { recurring: true } : {}) }, range);
  facts.sort((left, right) => left.start - right.start);
  facts.splice(maximumFacts);
  return { text, tokens, sentences, clauses, facts, instructions, segments };
}
