import { listApplicableQuestions } from '#lib/domain/assessment/answers';
import { describeFacts } from '#lib/domain/assessment/describe-facts';
import { dimensionOf } from '#lib/domain/assessment/dimensions';
import { answerReference } from '#lib/domain/assessment/question-bank';
import type { AssessmentState } from '#lib/domain/assessment/state';
import type { AssessmentInput } from '../schema.ts';
import { findGaps } from './gaps.ts';
import { dimensionReport } from './maturity.ts';
import { planNextSteps } from './next-steps.ts';
import { ReportInput } from './report-input.ts';
import type { AssessmentReport, ReportAnswer, Statement } from './report-model.ts';
import { findRisks } from './risks.ts';
import { summarize } from './summary.ts';
import { rankUseCases } from './use-cases.ts';

function listAnswers(input: ReportInput): ReportAnswer[] {
  const levels = new Map(input.scored().map(({ questionId, level }) => [questionId, level]));
  return listApplicableQuestions(input.state).map((question): ReportAnswer => {
    const answer = input.state.answers[question.id];
    const isAnswered = answer?.status === 'answered';
    return {
      ref: answerReference(question.id),
      questionId: question.id,
      title: question.title,
      question: question.text,
      dimension: dimensionOf(question.topic),
      topic: question.topic,
      status: answer?.status ?? 'open',
      value: isAnswered ? describeFacts(answer.facts) : '',
      facts: isAnswered ? answer.facts : [],
      quote: answer?.quote ?? '',
      certainty: isAnswered ? answer.certainty : null,
      source: answer?.source ?? null,
      level: levels.get(question.id) ?? null,
      why: question.why,
    };
  });
}

function collectStatements(report: Omit<AssessmentReport, 'traceability'>): Statement[] {
  const { summary, scores, gaps, risks, useCases } = report;
  const ofDimensions = scores.dimensions.flatMap((dimension) => [
    dimension.summary,
    ...dimension.topics.flatMap(({ reasons }) => reasons),
  ]);
  const ofFindings = [...gaps, ...risks].map(({ statement }) => statement);
  // The reasons of next steps are statements of gaps, risks and use cases: they stand there already.
  return [...summary, ...ofDimensions, ...ofFindings, ...useCases.flatMap(({ reasons }) => reasons)];
}

/** Everything that follows from the answers, each statement with the answers it follows from. */
export function buildReport(request: {
  state: AssessmentState;
  project: AssessmentInput['project'];
  now: Date;
}): AssessmentReport {
  const input = new ReportInput(request.state);
  const { id, name, description } = request.project;
  const answers = listAnswers(input);
  const dimensions = input.scores.dimensions.map((dimension) => dimensionReport(dimension, input));
  const gaps = findGaps(input);
  const risks = findRisks(input);
  const useCases = rankUseCases(input);
  const count = (status: ReportAnswer['status']) => answers.filter((answer) => answer.status === status).length;
  const report: Omit<AssessmentReport, 'traceability'> = {
    schemaVersion: 1,
    generatedAt: request.now.toISOString(),
    project: { id, name, ...(description ? { description } : {}) },
    status: {
      answered: count('answered'),
      skipped: count('skipped'),
      open: count('open'),
      finishedEarly: request.state.finishedEarly,
    },
    summary: summarize({ input, dimensions, gaps, risks, useCases }),
    scores: { overall: input.scores.overall, dimensions },
    gaps: gaps.map(({ id, topic, severity, statement }) => ({ id, topic, severity, statement })),
    risks,
    useCases,
    nextSteps: planNextSteps(gaps, risks, useCases),
    unanswered: answers.flatMap(({ ref, questionId, question, status, why }) =>
      status === 'answered' ? [] : [{ ref, questionId, question, status, why }],
    ),
    answers,
  };
  const questionIds = new Map(answers.map(({ ref, questionId }) => [ref, questionId]));
  const traceability = collectStatements(report).map(({ id: statement, text, sources }) => ({
    statement,
    text,
    sources,
    questionIds: sources.flatMap((source) => questionIds.get(source) ?? []),
  }));
  return { ...report, traceability };
}
