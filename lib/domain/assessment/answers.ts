import type { FactSource } from './fact-test.ts';
import { holds } from './fact-test.ts';
import type { Question } from './question.ts';
import { questionBank } from './question-bank.ts';
import type { AssessmentAnswer, AssessmentState } from './state.ts';

/** A lookup of answered questions for conditions; skipped ones hold nothing. */
export function factLookup(state: AssessmentState): (questionId: string) => FactSource | undefined {
  return (questionId) => {
    const answer = state.answers[questionId];
    return answer?.status === 'answered' ? { facts: answer.facts, sentAt: answer.source.sentAt } : undefined;
  };
}

/** Whether a question is to be asked: always, or for a follow-up when the other answers call for it. */
export function isApplicable(question: Question, state: AssessmentState): boolean {
  return question.askedWhen === undefined || holds(question.askedWhen, undefined, factLookup(state));
}

export function listApplicableQuestions(state: AssessmentState): Question[] {
  return questionBank.filter((question) => isApplicable(question, state) || state.answers[question.id] !== undefined);
}

/** Applicable questions neither answered nor skipped, in the bank's order; put-off ones included. */
export function listOpenQuestions(state: AssessmentState): Question[] {
  return questionBank.filter((question) => state.answers[question.id] === undefined && isApplicable(question, state));
}

/** Answered questions with their answers, in the bank's order. */
export function listAnswered(state: AssessmentState): { question: Question; answer: AssessmentAnswer }[] {
  return questionBank.flatMap((question) => {
    const answer = state.answers[question.id];
    return answer?.status === 'answered' ? [{ question, answer }] : [];
  });
}
