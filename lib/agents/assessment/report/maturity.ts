import { describeFacts } from '#lib/domain/assessment/describe-facts';
import { topicName } from '#lib/domain/assessment/dimensions';
import { answerReference } from '#lib/domain/assessment/question-bank';
import { type DimensionScore, maturityName, type QuestionScore, type TopicScore } from '#lib/domain/assessment/score';
import { type ReportInput, withEvidence } from './report-input.ts';
import type { DimensionReport, Statement, TopicReport } from './report-model.ts';

function reasonOf(score: QuestionScore, input: ReportInput): Statement {
  const ref = answerReference(score.questionId);
  const answer = input.answer(score.questionId);
  const value = answer ? describeFacts(answer.facts) : '';
  return { id: `level-${ref}`, text: `${withEvidence(score.says, value)}: level ${score.level}.`, sources: [ref] };
}

function topicReport(topic: TopicScore, input: ReportInput): TopicReport {
  const reasons = topic.scores.map((score) => reasonOf(score, input));
  const unknown: Statement[] =
    topic.level === null
      ? [
          {
            id: `unknown-${topic.id}`,
            text: `Nothing that could be scored is known about ${topicName(topic.id)}.`,
            sources: topic.unknown.map(answerReference),
          },
        ]
      : [];
  return { id: topic.id, name: topicName(topic.id), level: topic.level, reasons: [...reasons, ...unknown] };
}

/** Maturity of a dimension, with the sentence that sums it up and the reasons per topic. */
export function dimensionReport(dimension: DimensionScore, input: ReportInput): DimensionReport {
  const scores = dimension.topics.flatMap((topic) => topic.scores);
  const sources = scores.map((score) => answerReference(score.questionId));
  const unknown = dimension.topics.flatMap((topic) => topic.unknown.map(answerReference));
  const levelName = dimension.level === null ? 'unknown' : maturityName(dimension.level);
  const text =
    dimension.level === null
      ? `There is too little evidence to score this dimension: ${dimension.coverage} % of its weight could be scored, 40 % are needed.`
      : `Maturity is ${dimension.level.toFixed(1)} of 5 (${levelName}), from ${dimension.coverage} % of the dimension's weight.`;
  const summary = { id: `dimension-${dimension.id}`, text, sources: sources.length > 0 ? sources : unknown };
  const topics = dimension.topics.map((topic) => topicReport(topic, input));
  return { id: dimension.id, level: dimension.level, levelName, coverage: dimension.coverage, summary, topics };
}
