/** The processes that the practice catalogue knows; questions, use cases and the design agent name them. */
export const processIds = [
  'process-documents',
  'process-support',
  'process-clinical-notes',
  'process-scheduling',
  'process-claims',
  'process-onboarding',
  'process-fraud',
  'process-knowledge',
  'process-software',
  'process-it-operations',
  'process-reporting',
  'process-forecasting',
  'process-sales',
  'process-hr',
  'process-procurement',
] as const;
