import { factLookup, listApplicableQuestions } from './answers.ts';
import { type AssessmentDimension, assessmentDimensions, dimensionOf, type TopicId, topicsOf } from './dimensions.ts';
import { holds } from './fact-test.ts';
import type { MaturityLevel, Question } from './question.ts';
import type { AssessmentAnswer, AssessmentState } from './state.ts';

/** A level that one answer was given, and the rubric's words for it. */
export type QuestionScore = { questionId: string; level: MaturityLevel; says: string; weight: number };

/** `level` 1 to 5 with one decimal, or null where nothing scorable was answered. */
export type TopicScore = {
  id: TopicId;
  level: number | null;
  scores: readonly QuestionScore[];
  unknown: readonly string[];
};

export type DimensionScore = {
  id: AssessmentDimension;
  /** Null where less than two fifths of the scorable weight is answered: too little evidence for a number. */
  level: number | null;
  /** Scored weight over scorable weight, 0 to 100. */
  coverage: number;
  topics: readonly TopicScore[];
};

export type AssessmentScores = {
  dimensions: readonly DimensionScore[];
  /** Mean of the dimensions that have a level; null unless at least two have. */
  overall: number | null;
};

const sufficientCoverage = 40;

const maturityNames: Record<MaturityLevel, string> = {
  1: 'initial',
  2: 'emerging',
  3: 'defined',
  4: 'managed',
  5: 'leading',
};

/** The name of the level that a mean is nearest to. */
export function maturityName(level: number): string {
  const rounded = Math.min(5, Math.max(1, Math.round(level)));
  return maturityNames[rounded === 1 ? 1 : rounded === 2 ? 2 : rounded === 3 ? 3 : rounded === 4 ? 4 : 5];
}

/** The level of one answer by the question's rubric; null where no rule fits or the answer was skipped. */
export function scoreAnswer(
  question: Question,
  answer: AssessmentAnswer,
  state: AssessmentState,
): QuestionScore | null {
  if (answer.status !== 'answered') return null;
  const source = { facts: answer.facts, sentAt: answer.source.sentAt };
  const rule = question.rubric.find((candidate) => holds(candidate.when, source, factLookup(state)));
  return rule ? { questionId: question.id, level: rule.level, says: rule.says, weight: question.weight } : null;
}

function weightedMean(parts: readonly { level: number; weight: number }[]): number | null {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return null;
  return Math.round((parts.reduce((sum, part) => sum + part.level * part.weight, 0) / weight) * 10) / 10;
}

function scoreTopic(id: TopicId, questions: readonly Question[], state: AssessmentState): TopicScore {
  const scores: QuestionScore[] = [];
  const unknown: string[] = [];
  for (const question of questions.filter((candidate) => candidate.topic === id && candidate.rubric.length > 0)) {
    const answer = state.answers[question.id];
    const score = answer ? scoreAnswer(question, answer, state) : null;
    if (score) scores.push(score);
    else unknown.push(question.id);
  }
  return { id, level: weightedMean(scores), scores, unknown };
}

function scoreDimension(
  id: AssessmentDimension,
  questions: readonly Question[],
  state: AssessmentState,
): DimensionScore {
  const topics = topicsOf(id).map((topic) => scoreTopic(topic, questions, state));
  const scorable = questions.filter((question) => dimensionOf(question.topic) === id && question.rubric.length > 0);
  const scorableWeight = scorable.reduce((sum, question) => sum + question.weight, 0);
  const scores = topics.flatMap((topic) => topic.scores);
  const scoredWeight = scores.reduce((sum, score) => sum + score.weight, 0);
  const coverage = scorableWeight === 0 ? 0 : Math.round((scoredWeight / scorableWeight) * 100);
  return { id, level: coverage < sufficientCoverage ? null : weightedMean(scores), coverage, topics };
}

/** Maturity per topic and dimension. What was not answered is unknown, not zero. */
export function scoreAssessment(state: AssessmentState): AssessmentScores {
  const questions = listApplicableQuestions(state);
  const dimensions = assessmentDimensions.map((dimension) => scoreDimension(dimension, questions, state));
  const known = dimensions.flatMap((dimension) =>
    dimension.level === null ? [] : [{ level: dimension.level, weight: 1 }],
  );
  return { dimensions, overall: known.length < 2 ? null : weightedMean(known) };
}
