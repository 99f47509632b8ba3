import { listOpenQuestions } from './answers.ts';
import { dimensionOf } from './dimensions.ts';
import { computeProgress } from './progress.ts';
import type { Question } from './question.ts';
import type { AssessmentState } from './state.ts';

const followUpBonus = 10;
const sameTopicBonus = 2;

/**
 * The open question that tells most. The rule: a follow-up of what was just said comes first; else the weight of the
 * question times the share of its dimension that is still unknown, with a bonus for staying on the topic of the last
 * question where that was answered; ties go to the bank's order. Questions put off come when no other is open.
 */
export function chooseNextQuestion(state: AssessmentState, lastQuestion: Question | undefined): Question | undefined {
  const open = listOpenQuestions(state);
  const candidates = open.filter((question) => !state.deferred.includes(question.id));
  if (candidates.length === 0) {
    return open.toSorted((left, right) => state.deferred.indexOf(left.id) - state.deferred.indexOf(right.id))[0];
  }
  const progress = computeProgress(state);
  const isWelcome = lastQuestion !== undefined && state.answers[lastQuestion.id]?.status === 'answered';
  const information = (question: Question) => {
    const unknown = 1 - progress[dimensionOf(question.topic)] / 100;
    const continuity = isWelcome && question.topic === lastQuestion.topic ? sameTopicBonus : 0;
    return question.weight * (0.5 + unknown) + continuity + (question.askedWhen ? followUpBonus : 0);
  };
  return candidates.reduce((best, question) => (information(question) > information(best) ? question : best));
}
