import type { Fact } from '#lib/domain/assessment/facts';
import type { Question } from '#lib/domain/assessment/question';
import { getQuestion } from '#lib/domain/assessment/question-bank';
import type { AssessmentState } from '#lib/domain/assessment/state';
import { type Assignment, assignExactly } from './understanding/assign.ts';
import { phraseSet } from './understanding/phrase-index.ts';
import type { Reading } from './understanding/read-text.ts';

const strongMarkers = phraseSet(
  "correction|correct|correcting|to correct|let me correct|i have to correct|i must correct|i meant|i mean|no wait|wait|hold on|make that|make it|scrap that|forget that|that's wrong|that is wrong|that was wrong|not correct|i misspoke|my mistake|my bad|typo|oops|ups|i was wrong|i said|change that to|please change|change the|change it to|it should be|that should be|this should be|sorry i meant|i need to correct|earlier i said|strike that|rather".split(
    '|',
  ),
);
const weakMarkers = phraseSet(
  'actually|sorry|in fact|on second thought|come to think of it|thinking about it|no,'.split('|'),
);

export type CorrectionMarker = 'strong' | 'weak' | undefined;

/** Whether a message opens like a correction. "Actually" may also open an answer, so it is weak. */
export function readCorrectionMarker(reading: Reading): CorrectionMarker {
  const { tokens } = reading;
  let marker: CorrectionMarker;
  for (let index = 0; index < Math.min(tokens.length, 6); index += 1) {
    // "Correct." is a yes; "correct: …" and "correct that to …" are corrections.
    const isYes =
      tokens[index]?.lower === 'correct' && ![':', 'that', 'it', 'the'].includes(tokens[index + 1]?.lower ?? '');
    if (!isYes && strongMarkers.matchAt(tokens, index)) return 'strong';
    if (weakMarkers.matchAt(tokens, index)) marker = 'weak';
  }
  return reading.facts.some((fact) => fact.isRejected && !fact.isBare) || marker !== undefined
    ? (marker ?? 'weak')
    : undefined;
}

/** The number that a message denies, "not 20", stands in this answer. */
function holdsRejected(state: AssessmentState, questionId: string, reading: Reading): boolean {
  const rejected = reading.facts.flatMap((found) =>
    found.isRejected && 'value' in found.fact ? [found.fact.value] : [],
  );
  const facts = state.answers[questionId]?.facts ?? [];
  return facts.some((fact) => 'value' in fact && typeof fact.value === 'number' && rejected.includes(fact.value));
}

function answersOf(reading: Reading, question: Question): Assignment | undefined {
  const assignment = assignExactly(reading, question);
  // The "no" of "no, not 180k but 150k" belongs to the number: alone it answers nothing.
  const isTelling =
    assignment?.facts.some(
      (fact) => fact.kind !== 'item' && (fact.kind !== 'polarity' || reading.facts.length === 0),
    ) === true;
  return isTelling ? assignment : undefined;
}

/** "The budget is 250k" keeps the currency of the budget named before; "12, not 20" counts what the 20 counted. */
function likeEarlier(assignment: Assignment, state: AssessmentState, isDenied: boolean): Assignment {
  const earlier = state.answers[assignment.question.id]?.facts ?? [];
  // The "no" that opens a correction rejects what was understood; it is no part of the answer.
  const isNamed = assignment.facts.some((fact) => fact.kind !== 'polarity');
  const told = isNamed
    ? assignment.facts.filter((fact) => fact.kind !== 'polarity' || fact.value !== 'no')
    : assignment.facts;
  const facts = told.map((fact): Fact => {
    const same = earlier.find((other) => other.kind === fact.kind);
    if (isDenied && fact.kind === 'count' && same?.kind === 'count') return { ...fact, unit: same.unit };
    const isPlain = fact.kind === 'money' && fact.currency === 'unknown';
    return isPlain && same?.kind === 'money' ? { ...fact, currency: same.currency, per: same.per } : fact;
  });
  return { ...assignment, facts };
}

/**
 * The earlier answer that a message corrects: the one with the number it denies, else one that its words point to,
 * else the latest one that its facts can answer.
 */
export function findCorrected(
  state: AssessmentState,
  reading: Reading,
  assignments: readonly Assignment[],
): Assignment | undefined {
  const recent = state.trail.toReversed().flatMap((id) => getQuestion(id) ?? []);
  const denied = recent.find((question) => holdsRejected(state, question.id, reading));
  const ofDenied = denied ? answersOf(reading, denied) : undefined;
  if (ofDenied) return likeEarlier(ofDenied, state, true);
  const pointed = assignments.find(({ question }) => state.answers[question.id]?.status === 'answered');
  if (pointed) return likeEarlier(pointed, state, false);
  for (const question of recent) {
    const assignment = answersOf(reading, question);
    if (assignment) return likeEarlier(assignment, state, false);
  }
  return undefined;
}
