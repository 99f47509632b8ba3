/** The topics of readiness in the order people see them; the part before the dot is the dimension. */
export const topicIds = [
  'technical.data',
  'technical.infrastructure',
  'technical.integration',
  'technical.security',
  'technical.skills',
  'governance.policy',
  'governance.risk',
  'governance.compliance',
  'governance.oversight',
  'business.goals',
  'business.value',
  'business.process',
  'business.sponsorship',
  'business.change',
  'commercial.budget',
  'commercial.timeline',
  'commercial.vendors',
  'commercial.model',
] as const;
export type TopicId = (typeof topicIds)[number];

export const assessmentDimensions = ['technical', 'governance', 'business', 'commercial'] as const;
export type AssessmentDimension = (typeof assessmentDimensions)[number];

/** Share of the applicable weight that is answered or skipped, 0 to 100, per dimension. */
export type AssessmentProgress = Record<AssessmentDimension, number>;

export function dimensionOf(topic: TopicId): AssessmentDimension {
  return assessmentDimensions.find((dimension) => topic.startsWith(`${dimension}.`)) ?? 'technical';
}

export function topicsOf(dimension: AssessmentDimension): TopicId[] {
  return topicIds.filter((topic) => dimensionOf(topic) === dimension);
}

/** `data` of `technical.data`. */
export function topicName(topic: TopicId): string {
  return topic.slice(topic.indexOf('.') + 1);
}
