import { isApplicable } from './answers.ts';
import type { Board, BoardDimension, BoardRow, BoardTopic } from './board-view.ts';
import { describeFacts } from './describe-facts.ts';
import { assessmentDimensions, topicsOf } from './dimensions.ts';
import { computeProgress } from './progress.ts';
import type { Question } from './question.ts';
import { answerReference, questionBank } from './question-bank.ts';
import { type QuestionScore, scoreAssessment } from './score.ts';
import type { AssessmentState } from './state.ts';

/** Every question of the bank with what is known of it, by dimension and topic. */
export function buildBoard(state: AssessmentState): Board {
  const progress = computeProgress(state);
  const scores = scoreAssessment(state);
  const levels = new Map(
    scores.dimensions
      .flatMap(({ topics }) => topics.flatMap((topic) => topic.scores))
      .map((one) => [one.questionId, one]),
  );
  const dimensions = assessmentDimensions.map((id): BoardDimension => {
    const scored = scores.dimensions.find((dimension) => dimension.id === id);
    const topics = topicsOf(id).map((topic): BoardTopic => {
      const rows = questionBank
        .filter((question) => question.topic === topic)
        .map((question) => rowOf(question, state, levels));
      return { id: topic, level: scored?.topics.find((one) => one.id === topic)?.level ?? null, rows };
    });
    return { id, progress: progress[id], level: scored?.level ?? null, coverage: scored?.coverage ?? 0, topics };
  });
  const counts = { answered: 0, skipped: 0, open: 0, notApplicable: 0 };
  for (const { status } of dimensions.flatMap(({ topics }) => topics).flatMap(({ rows }) => rows)) counts[status] += 1;
  return { dimensions, overall: scores.overall, counts, isCompleted: state.completed };
}

function rowOf(question: Question, state: AssessmentState, levels: ReadonlyMap<string, QuestionScore>): BoardRow {
  const answer = state.answers[question.id];
  const isAnswered = answer?.status === 'answered';
  const score = levels.get(question.id);
  return {
    ref: answerReference(question.id),
    questionId: question.id,
    title: question.title,
    question: question.text,
    why: question.why,
    status: answer?.status ?? (isApplicable(question, state) ? 'open' : 'notApplicable'),
    value: isAnswered ? describeFacts(answer.facts) : '',
    quote: answer?.quote ?? '',
    certainty: isAnswered ? answer.certainty : null,
    how: isAnswered ? answer.how : null,
    source: answer?.source ?? null,
    score: score ? { level: score.level, says: score.says } : null,
  };
}
