import type { Certainty, Fact, Polarity } from '#lib/domain/assessment/facts';
import type { Question } from '#lib/domain/assessment/question';
import { type Claim, claimFacts } from './claims.ts';
import { exceptionReach, findException } from './exceptions.ts';
import { findItems } from './items.ts';
import { readCertainty, readOpening } from './polarity.ts';
import { findCues } from './presence.ts';
import type { Reading } from './read-text.ts';
import { asWanted, wantsKind } from './wanted.ts';

/** What a text answers to one question. `sentences` are indexes into the reading. */
export type Assignment = { question: Question; facts: Fact[]; quote: string; certainty: Certainty };

/** Facts about the same thing: of two, the later one holds. */
function isSameThing(left: Fact, right: Fact): boolean {
  if (left.kind === 'product' || left.kind === 'practice') return left.kind === right.kind && left.id === right.id;
  if (left.kind === 'count') return right.kind === 'count' && left.unit === right.unit;
  if (left.kind === 'item') return right.kind === 'item' && left.text === right.text;
  return left.kind === right.kind;
}

/** Whether a name now stands differently: then an earlier plain yes or no is stale as well. */
function isReversed(earlier: readonly Fact[], fact: Fact): boolean {
  if (fact.kind !== 'product' && fact.kind !== 'practice') return false;
  return earlier.some((other) => isSameThing(other, fact) && 'presence' in other && other.presence !== fact.presence);
}

/** Adds facts to earlier ones; a later fact about the same thing takes the earlier one's place. */
export function mergeFacts(earlier: readonly Fact[], later: readonly Fact[]): Fact[] {
  const isStale = later.some((fact) => isReversed(earlier, fact));
  const kept = isStale ? earlier.filter((fact) => fact.kind !== 'polarity') : earlier;
  const merged = later.reduce<Fact[]>(
    (facts, fact) => [...facts.filter((other) => !isSameThing(other, fact)), fact],
    [...kept],
  );
  return merged.slice(-10);
}

/** Within one text the first number said is the answer, and a name said twice stands as it was said last. */
function uniqueFacts(facts: readonly Fact[]): Fact[] {
  const unique: Fact[] = [];
  for (const fact of facts) {
    const same = unique.findIndex((other) => isSameThing(other, fact));
    if (same === -1) unique.push(fact);
    else if (fact.kind === 'product' || fact.kind === 'practice') unique[same] = fact;
  }
  return unique.slice(0, 10);
}

function quoteOf(reading: Reading, sentences: ReadonlySet<number>): string {
  const parts = [...sentences]
    .toSorted((left, right) => left - right)
    .map((number) => {
      const sentence = reading.sentences[number];
      const [first, last] = [reading.tokens[sentence?.start ?? 0], reading.tokens[(sentence?.end ?? 1) - 1]];
      return first && last ? reading.text.slice(first.start, last.end).trim() : '';
    });
  return parts.filter((part) => part !== '').join(' … ');
}

function toAssignment(
  reading: Reading,
  question: Question,
  facts: readonly Fact[],
  sentences: ReadonlySet<number>,
): Assignment {
  const ranges = [...sentences].flatMap((number) => reading.sentences[number] ?? []);
  return {
    question,
    facts: uniqueFacts(facts),
    quote: quoteOf(reading, sentences),
    certainty: readCertainty(reading.tokens, ranges),
  };
}

type Context = { reading: Reading; question: Question; foreign: ReadonlySet<number>; own: readonly Fact[] };

const pointers = new Set('it that this one them so those these same any yet'.split(' '));

/** The yes or no of an answer: its opening words, or the mood of a short sentence that points back to the question. */
function readPolarity({ reading, question, foreign, own }: Context): { value: Polarity; sentence: number } | undefined {
  const [start] = reading.sentences;
  // "Hm. Not really." and "Our AI policy? No.": the answer may stand behind a word or two.
  const isBriefStart =
    start !== undefined && start.end - start.start <= 3 && !own.some((fact) => fact.kind !== 'polarity');
  for (const [number, sentence] of reading.sentences.slice(0, 2).entries()) {
    const clause = reading.clauses.findIndex((candidate) => candidate.sentence === number);
    const range = reading.clauses[clause];
    if (sentence.isQuestion || reading.instructions.has(number) || range === undefined) continue;
    if (number > 0 && !isBriefStart) break;
    const opening = readOpening(reading.tokens, sentence.start, sentence.end);
    const words = reading.tokens.slice(range.start, range.end);
    const pointsBack = words.length <= 7 || words.some((token) => pointers.has(token.lower));
    const names = own.some((fact) => fact.kind === 'practice' || fact.kind === 'product');
    if (opening && (opening.isPlain || (!names && !foreign.has(clause) && pointsBack))) {
      return { value: revised(reading, number, opening.value), sentence: number };
    }
    if (opening && !names && !foreign.has(clause) && number === 0) return { value: opening.value, sentence: number };
  }
  return names(own) || !wantsKind(question, 'polarity') ? undefined : readMood(reading, foreign);
}

const names = (facts: readonly Fact[]) => facts.some((fact) => fact.kind === 'practice' || fact.kind === 'product');

/** "Not yet, but planned for Q2" is planned; "yes, partly" is in part. */
function revised(reading: Reading, sentence: number, value: Polarity): Polarity {
  const said = reading.sentences[sentence];
  // "Yes, except for the subsidiaries"
  const near = said
    ? findException(reading.tokens, said.start, Math.min(said.end, said.start + exceptionReach))
    : undefined;
  if (value === 'yes' && near !== undefined) return 'partly';
  const further = reading.clauses.filter((clause) => clause.sentence === sentence).slice(value === 'no' ? 0 : 1);
  for (const clause of further) {
    const cues = findCues(reading.tokens, clause, () => false);
    if (
      value === 'no' &&
      !cues.some((cue) => cue.effect === 'absent' && cue.start > clause.start + 1) &&
      cues.some((cue) => cue.effect === 'planned')
    )
      return 'planned';
    if (value === 'yes' && clause.start === further[0]?.start && cues.some((cue) => cue.effect === 'partial'))
      return 'partly';
  }
  return value;
}

/** A sentence that answers without yes or no: "This has never been done", "We are still writing it". */
function readMood(reading: Reading, foreign: ReadonlySet<number>): { value: Polarity; sentence: number } | undefined {
  const clause = reading.clauses[0];
  if (clause === undefined || foreign.has(0) || reading.instructions.has(clause.sentence)) return undefined;
  const words = reading.tokens.slice(clause.start, clause.end);
  // "4 % of the records lack a date, so 96 %" tells of numbers; it says no to nothing.
  const isMeasure = reading.facts.some(
    ({ fact, clause: at }) => at === 0 && ['count', 'percentage'].includes(fact.kind),
  );
  if (words.length > 16 || isMeasure || !words.some((token) => pointers.has(token.lower))) return undefined;
  const cue = findCues(reading.tokens, clause, () => false).find((candidate) => candidate.effect !== 'neutral');
  const values: Partial<Record<string, Polarity>> = {
    absent: 'no',
    planned: 'planned',
    partial: 'partly',
    unsure: 'unsure',
  };
  const value = cue === undefined ? undefined : values[cue.effect];
  return value === undefined ? undefined : { value, sentence: clause.sentence };
}

const countsOfNone = new Set(['specialists', 'incidents', 'systems', 'vendors']);

/** "None" as an answer to "how many". */
function noneOf(question: Question, value: Polarity): Fact[] {
  return question.wants.flatMap((want): Fact[] =>
    value === 'no' && want.kind === 'count' && want.bare !== undefined && countsOfNone.has(want.bare)
      ? [{ kind: 'count', value: 0, unit: want.bare }]
      : [],
  );
}

/** What a text says to the question that was asked, beyond the facts that are named in it. */
function answerAsked(
  reading: Reading,
  question: Question,
  claims: readonly Claim[],
  isExact: boolean,
): Assignment | undefined {
  const own = claims.filter((claim) => claim.question.id === question.id);
  const facts = own.map((claim) => claim.fact);
  const sentences = new Set(own.map((claim) => claim.found.sentence));
  const foreign = new Set(
    claims.filter((claim) => claim.question.id !== question.id).map((claim) => claim.found.clause),
  );
  const isQuiet =
    !wantsKind(question, 'polarity') &&
    question.wants.every((want) => want.kind !== 'count' || !countsOfNone.has(want.bare ?? ''));
  const polarity = isQuiet && !isExact ? undefined : readPolarity({ reading, question, foreign, own: facts });
  if (polarity && wantsKind(question, 'polarity')) facts.push({ kind: 'polarity', value: polarity.value });
  if (polarity && !facts.some((fact) => fact.kind === 'count')) facts.push(...noneOf(question, polarity.value));
  if (polarity && facts.length > 0) sentences.add(polarity.sentence);
  const mayListItems = wantsKind(question, 'item') && !names(facts) && polarity?.value !== 'no';
  if (mayListItems || (isExact && facts.length === 0)) {
    const isFree = (number: number) => {
      const sentence = reading.clauses[number]?.sentence ?? 0;
      return (
        !reading.sentences[sentence]?.isQuestion &&
        !reading.instructions.has(sentence) &&
        (isExact || !foreign.has(number))
      );
    };
    const items = findItems(reading, isFree);
    facts.push(...items);
    if (items.length > 0) reading.clauses.forEach((clause, number) => isFree(number) && sentences.add(clause.sentence));
  }
  // "We want to answer within two hours" is a goal; that it lies ahead goes without saying.
  const isTelling = facts.some((fact) => fact.kind !== 'polarity');
  const isSaid = wantsKind(question, 'item') && isTelling && polarity?.value !== 'no';
  const told = isSaid ? facts.filter((fact) => fact.kind !== 'polarity') : facts;
  return told.length === 0 ? undefined : toAssignment(reading, question, told, sentences);
}

/** All that a text answers, to the question asked and to others, in any order. */
export function assignAnswers(reading: Reading, askedQuestion: Question | undefined): Assignment[] {
  const claims = claimFacts(reading, askedQuestion);
  const asked = askedQuestion ? answerAsked(reading, askedQuestion, claims, false) : undefined;
  const others = Map.groupBy(
    claims.filter((claim) => claim.question.id !== askedQuestion?.id),
    (claim) => claim.question,
  );
  const volunteered = [...others].map(([question, own]) =>
    toAssignment(
      reading,
      question,
      own.map((claim) => claim.fact),
      new Set(own.map((claim) => claim.found.sentence)),
    ),
  );
  return asked ? [asked, ...volunteered] : volunteered;
}

/** What a text answers to exactly one question, whatever else it says. */
export function assignExactly(reading: Reading, question: Question): Assignment | undefined {
  const claims = reading.facts.flatMap((found): Claim[] => {
    const fact = asWanted(found, question, true);
    return fact ? [{ question, fact, found, strength: 0 }] : [];
  });
  return answerAsked(reading, question, claims, true);
}
