import { type AssessmentDimension, dimensionOf } from './dimensions.ts';
import type { Question } from './question.ts';
import { businessChangeQuestions } from './questions/business-change.ts';
import { businessGoalsQuestions } from './questions/business-goals.ts';
import { businessProcessQuestions } from './questions/business-process.ts';
import { businessSponsorshipQuestions } from './questions/business-sponsorship.ts';
import { businessValueQuestions } from './questions/business-value.ts';
import { commercialBudgetQuestions } from './questions/commercial-budget.ts';
import { commercialModelQuestions } from './questions/commercial-model.ts';
import { commercialTimelineQuestions } from './questions/commercial-timeline.ts';
import { commercialVendorsQuestions } from './questions/commercial-vendors.ts';
import { governanceComplianceQuestions } from './questions/governance-compliance.ts';
import { governanceOversightQuestions } from './questions/governance-oversight.ts';
import { governancePolicyQuestions } from './questions/governance-policy.ts';
import { governanceRiskQuestions } from './questions/governance-risk.ts';
import { technicalDataQuestions } from './questions/technical-data.ts';
import { technicalInfrastructureQuestions } from './questions/technical-infrastructure.ts';
import { technicalIntegrationQuestions } from './questions/technical-integration.ts';
import { technicalSecurityQuestions } from './questions/technical-security.ts';
import { technicalSkillsQuestions } from './questions/technical-skills.ts';

/** Every question of the assessment, in the order that breaks ties. */
export const questionBank: readonly Question[] = [
  ...technicalDataQuestions,
  ...technicalInfrastructureQuestions,
  ...technicalIntegrationQuestions,
  ...technicalSecurityQuestions,
  ...technicalSkillsQuestions,
  ...governancePolicyQuestions,
  ...governanceRiskQuestions,
  ...governanceComplianceQuestions,
  ...governanceOversightQuestions,
  ...businessGoalsQuestions,
  ...businessValueQuestions,
  ...businessProcessQuestions,
  ...businessSponsorshipQuestions,
  ...businessChangeQuestions,
  ...commercialBudgetQuestions,
  ...commercialTimelineQuestions,
  ...commercialVendorsQuestions,
  ...commercialModelQuestions,
];

const byId = new Map(questionBank.map((question, index) => [question.id, { question, index }]));

export function getQuestion(id: string): Question | undefined {
  return byId.get(id)?.question;
}

/** `A1`, `A2`, …: what reports call a question's answer. It depends on the bank alone, so it never moves. */
export function answerReference(questionId: string): string {
  const entry = byId.get(questionId);
  return entry === undefined ? 'A0' : `A${entry.index + 1}`;
}

/** A line of the list that the command line prints. */
export type QuestionListing = {
  id: string;
  dimension: AssessmentDimension;
  title: string;
  text: string;
  followUp: boolean;
};

/** All questions that an interview can ask, follow-ups included. */
export function listQuestions(): QuestionListing[] {
  return questionBank.map((question) => ({
    id: question.id,
    dimension: dimensionOf(question.topic),
    title: question.title,
    text: question.text,
    followUp: question.askedWhen !== undefined,
  }));
}
