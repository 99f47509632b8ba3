import { listApplicableQuestions } from './answers.ts';
import { type AssessmentProgress, assessmentDimensions, dimensionOf } from './dimensions.ts';
import type { AssessmentState } from './state.ts';

/** Weight of answered or skipped questions over the weight of applicable ones, per dimension, rounded down. */
export function computeProgress(state: AssessmentState): AssessmentProgress {
  const progress: AssessmentProgress = { technical: 0, governance: 0, business: 0, commercial: 0 };
  const questions = listApplicableQuestions(state);
  for (const dimension of assessmentDimensions) {
    const own = questions.filter((question) => dimensionOf(question.topic) === dimension);
    const total = own.reduce((sum, question) => sum + question.weight, 0);
    const done = own.reduce((sum, question) => sum + (state.answers[question.id] ? question.weight : 0), 0);
    progress[dimension] = total === 0 ? 100 : Math.floor((done / total) * 100);
  }
  return progress;
}

/** How many applicable questions are dealt with, and how many there are. */
export function countQuestions(state: AssessmentState): { done: number; total: number } {
  const questions = listApplicableQuestions(state);
  return {
    done: questions.filter((question) => state.answers[question.id] !== undefined).length,
    total: questions.length,
  };
}
