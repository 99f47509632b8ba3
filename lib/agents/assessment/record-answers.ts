import type { Fact } from '#lib/domain/assessment/facts';
import type { Question } from '#lib/domain/assessment/question';
import type { AssessmentAnswer, AssessmentState } from '#lib/domain/assessment/state';
import { type Assignment, mergeFacts } from './understanding/assign.ts';
import { shorten } from './understanding/items.ts';

export type AnswerSource = AssessmentAnswer['source'];

/** An answer as it stands now, and as it stood before where the person said something else earlier. */
export type AnswerChange = { question: Question; answer: AssessmentAnswer; previous: AssessmentAnswer | undefined };

const quoteBytes = 480;
const trailLength = 20;

/** Serialized size in bytes: escapes of control characters and quotation marks count. */
const serializedBytes = (text: string) => Buffer.byteLength(JSON.stringify(text));

/** Cuts a quote so that all answers together keep the state within its limit, whatever script they are written in. */
function boundQuote(quote: string): string {
  let bounded = shorten(quote, 400);
  while (serializedBytes(bounded) > quoteBytes) bounded = shorten(bounded, Math.floor(bounded.length * 0.8));
  return bounded;
}

function touch(state: AssessmentState, questionId: string): Pick<AssessmentState, 'trail' | 'deferred' | 'current'> {
  return {
    trail: [...state.trail.filter((id) => id !== questionId), questionId].slice(-trailLength),
    deferred: state.deferred.filter((id) => id !== questionId),
    current: state.current === questionId ? null : state.current,
  };
}

function withAnswer(state: AssessmentState, answer: AssessmentAnswer): AssessmentState {
  return { ...state, ...touch(state, answer.questionId), answers: { ...state.answers, [answer.questionId]: answer } };
}

export function withoutAnswer(state: AssessmentState, questionId: string): AssessmentState {
  const { [questionId]: _removed, ...answers } = state.answers;
  return { ...state, answers, trail: state.trail.filter((id) => id !== questionId) };
}

function isEqual(left: readonly Fact[], right: readonly Fact[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/**
 * Stores what a text answers to one question. Said before, the new facts are merged into the old ones (`merge`) or
 * take their place (`replace`).
 * @returns the state and the change; no change where nothing new was said
 */
export function recordAnswer(
  state: AssessmentState,
  assignment: Assignment,
  source: AnswerSource,
  options: { how: AssessmentAnswer['how']; mode: 'merge' | 'replace' },
): { state: AssessmentState; change: AnswerChange | undefined } {
  const { question, certainty } = assignment;
  const stored = state.answers[question.id];
  const previous = stored?.status === 'answered' ? stored : undefined;
  const facts = previous && options.mode === 'merge' ? mergeFacts(previous.facts, assignment.facts) : assignment.facts;
  const quote = boundQuote(assignment.quote);
  // "The COO left, it's now the CFO": the same in our terms, and yet the later words are the ones that hold.
  const isReworded = options.how === 'corrected' && previous?.quote !== quote;
  if (previous && !isReworded && isEqual(previous.facts, facts)) return { state, change: undefined };
  const answer: AssessmentAnswer = {
    questionId: question.id,
    status: 'answered',
    facts,
    quote,
    certainty,
    source,
    how: previous && options.how !== 'confirmed' ? 'corrected' : options.how,
  };
  return { state: withAnswer(state, answer), change: { question, answer, previous } };
}

/** Marks a question as passed over; `facts` say whether the person did not know. */
export function recordSkip(
  state: AssessmentState,
  questionId: string,
  quote: string,
  source: AnswerSource,
  isUnknown: boolean,
): AssessmentState {
  return withAnswer(state, {
    questionId,
    status: 'skipped',
    facts: isUnknown ? [{ kind: 'polarity', value: 'unsure' }] : [],
    quote: boundQuote(quote),
    certainty: isUnknown ? 'unsure' : 'certain',
    source,
    how: 'direct',
  });
}

export function deferQuestion(state: AssessmentState, questionId: string): AssessmentState {
  return {
    ...state,
    current: null,
    deferred: [...state.deferred.filter((id) => id !== questionId), questionId].slice(-60),
  };
}
