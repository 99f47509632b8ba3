import type { AssessmentDimension, TopicId } from '#lib/domain/assessment/dimensions';
import type { Fact } from '#lib/domain/assessment/facts';
import type { OwnerRole } from '#lib/domain/assessment/question';

/** `A1`, `A2`, …: the answer to a question of the bank; the number is the question's and never moves. */
export type AnswerReference = string;

/** A sentence of the report with the answers that it rests on. An unanswered question is a source for "unknown". */
export type Statement = { id: string; text: string; sources: readonly AnswerReference[] };

export type ReportAnswer = {
  ref: AnswerReference;
  questionId: string;
  title: string;
  question: string;
  dimension: AssessmentDimension;
  topic: TopicId;
  status: 'answered' | 'skipped' | 'open';
  /** The facts in words; empty where there is no answer. */
  value: string;
  facts: readonly Fact[];
  quote: string;
  certainty: 'certain' | 'likely' | 'unsure' | null;
  source: {
    messageId: string;
    sentAt: string;
    document?: { id: string; name: string; place: string } | undefined;
  } | null;
  level: number | null;
  why: string;
};

export type TopicReport = { id: TopicId; name: string; level: number | null; reasons: readonly Statement[] };
export type DimensionReport = {
  id: AssessmentDimension;
  level: number | null;
  levelName: string;
  /** Share of the scorable weight that has a score, 0 to 100. */
  coverage: number;
  summary: Statement;
  topics: readonly TopicReport[];
};

export type Severity = 'high' | 'medium' | 'low';
export type Gap = { id: string; topic: TopicId; severity: Severity; statement: Statement };
/** `likelihood` and `impact` 1 to 3; `rating` is their product. */
export type Risk = {
  id: string;
  title: string;
  likelihood: number;
  impact: number;
  rating: number;
  statement: Statement;
  mitigation: string;
  owner: OwnerRole;
};
/** `value` and `feasibility` 1 to 5; `priority` is their product, at most 25. */
export type UseCase = {
  id: string;
  title: string;
  value: number;
  feasibility: number;
  priority: number;
  reasons: readonly Statement[];
};
export const horizons = ['within 30 days', '30 to 90 days', '90 to 180 days'] as const;
export type Horizon = (typeof horizons)[number];
export type NextStep = { id: string; action: string; owner: OwnerRole; horizon: Horizon; reason: Statement };

export type AssessmentReport = {
  schemaVersion: 1;
  generatedAt: string;
  project: { id: string; name: string; description?: string };
  status: { answered: number; skipped: number; open: number; finishedEarly: boolean };
  summary: readonly Statement[];
  scores: { overall: number | null; dimensions: readonly DimensionReport[] };
  gaps: readonly Gap[];
  risks: readonly Risk[];
  useCases: readonly UseCase[];
  nextSteps: readonly NextStep[];
  unanswered: readonly {
    ref: AnswerReference;
    questionId: string;
    question: string;
    status: 'skipped' | 'open';
    why: string;
  }[];
  answers: readonly ReportAnswer[];
  /** Every statement of the report with its sources, for tools that check claims. */
  traceability: readonly {
    statement: string;
    text: string;
    sources: readonly AnswerReference[];
    questionIds: readonly string[];
  }[];
};
