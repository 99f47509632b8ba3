import type { Fact } from '#lib/domain/assessment/facts';
import type { Question } from '#lib/domain/assessment/question';
import { questionBank } from '#lib/domain/assessment/question-bank';
import { PhraseIndex } from './phrase-index.ts';
import type { FoundFact, Reading } from './read-text.ts';
import { asWanted } from './wanted.ts';

/** A fact given to a question. `strength` orders rival claims. */
export type Claim = { question: Question; fact: Fact; found: FoundFact; strength: number };

const cueIndex = new PhraseIndex<string>();
for (const question of questionBank) for (const cue of question.cues) cueIndex.add(cue, question.id);

/** Units that no other question counts: they need no further words to find their question. */
const tellingUnits = new Set(['bytes', 'specialists', 'incidents', 'vendors', 'cases', 'systems']);

const named = 4;
const cueInSegment = 3;
const cueInClause = 2.6;
const cueInSentence = 2;
const tellingUnit = 1.5;
/** A fact that the asked question wants goes there unless words close by tie it to another one. */
const asked = 2.5;

type CueHits = {
  segments: Map<string, Set<number>>;
  clauses: Map<string, Set<number>>;
  sentences: Map<string, Set<number>>;
};

function note(hits: Map<string, Set<number>>, questionId: string, place: number): void {
  const places = hits.get(questionId) ?? new Set();
  hits.set(questionId, places.add(place));
}

/** Where the words stand that tie numbers to questions, and where a question's practices are named. */
function findCueHits(reading: Reading): CueHits {
  const hits: CueHits = { segments: new Map(), clauses: new Map(), sentences: new Map() };
  reading.clauses.forEach((clause, number) => {
    for (let index = clause.start; index < clause.end; index += 1) {
      const match = cueIndex.matchAt(reading.tokens, index);
      for (const questionId of match?.values ?? []) {
        note(hits.segments, questionId, reading.segments[index] ?? 0);
        note(hits.clauses, questionId, number);
        note(hits.sentences, questionId, clause.sentence);
      }
    }
  });
  for (const found of reading.facts) {
    if (found.fact.kind !== 'practice' || found.needsQuestion) continue;
    for (const question of questionBank) {
      if (question.needsCue || !asWanted(found, question, false)) continue;
      note(hits.segments, question.id, found.segment);
      note(hits.sentences, question.id, found.sentence);
    }
  }
  return hits;
}

function cueStrength(hits: CueHits, questionId: string, found: FoundFact): number {
  if (hits.segments.get(questionId)?.has(found.segment)) return cueInSegment;
  if (hits.clauses.get(questionId)?.has(found.clause)) return cueInClause;
  return hits.sentences.get(questionId)?.has(found.sentence) ? cueInSentence : 0;
}

/** Whether a name in the same part belongs to another question and none to this one: "we did a DPIA last year". */
function isForeign(found: FoundFact, question: Question, reading: Reading): boolean {
  const neighbours = reading.facts.filter((other) => other.clause === found.clause && other.fact.kind === 'practice');
  return neighbours.length > 0 && !neighbours.some((other) => asWanted(other, question, true));
}

function strengthOf(found: FoundFact, fact: Fact, question: Question, isAsked: boolean, hits: CueHits): number {
  const cue = cueStrength(hits, question.id, found);
  const base = isAsked ? asked : 0;
  if (fact.kind === 'practice') return named + (isAsked ? 1 : 0) + cue / 10;
  if (fact.kind === 'product') return cueInSegment + (isAsked ? 1 : 0) + cue / 10;
  if (cue > 0) return cue + (isAsked ? 1 : 0);
  if (base > 0) return base;
  return fact.kind === 'count' && !found.isBare && tellingUnits.has(fact.unit) ? tellingUnit : 0;
}

/**
 * Gives each fact of a text to the question it answers. Names go to the question that wants them and to the one asked
 * as well; a number goes to the question whose words stand closest to it.
 */
export function claimFacts(reading: Reading, askedQuestion: Question | undefined): Claim[] {
  const hits = findCueHits(reading);
  return reading.facts.flatMap((found) => {
    const rivals = questionBank.flatMap((question): Claim[] => {
      const isAsked = question.id === askedQuestion?.id;
      const fact = asWanted(found, question, isAsked);
      if (fact === undefined || (found.isBare && !isAsked)) return [];
      const isTime = fact.kind === 'date' || fact.kind === 'duration';
      const isElsewhere =
        isAsked && isTime && !cueStrength(hits, question.id, found) && isForeign(found, question, reading);
      const strength = isElsewhere ? 0 : strengthOf(found, fact, question, isAsked, hits);
      if (question.needsCue && !isAsked && cueStrength(hits, question.id, found) === 0) return [];
      return strength > 0 ? [{ question, fact, found, strength }] : [];
    });
    const best = rivals.reduce<Claim | undefined>(
      (winner, rival) => (winner && winner.strength >= rival.strength ? winner : rival),
      undefined,
    );
    return best ? [best] : [];
  });
}
