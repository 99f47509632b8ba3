/** The four dimensions of readiness and the topics of each, in the order people see them. */
export const assessmentDimensions = ['technical', 'governance', 'business', 'commercial'] as const;
export type AssessmentDimension = (typeof assessmentDimensions)[number];

export const assessmentTopics = {
  technical: ['data', 'infrastructure', 'integration', 'security', 'skills'],
  governance: ['policy', 'risk', 'compliance', 'oversight'],
  business: ['goals', 'value', 'process', 'sponsorship', 'change'],
  commercial: ['budget', 'timeline', 'vendors', 'model'],
} as const satisfies Record<AssessmentDimension, readonly string[]>;
export type AssessmentTopic = (typeof assessmentTopics)[AssessmentDimension][number];

/** `technical.data`, `governance.policy`, …: a topic with its dimension. */
export type TopicId = {
  [D in AssessmentDimension]: `${D}.${(typeof assessmentTopics)[D][number]}`;
}[AssessmentDimension];

/** Share of the applicable weight that is answered or skipped, 0 to 100, per dimension. */
export type AssessmentProgress = Record<AssessmentDimension, number>;
