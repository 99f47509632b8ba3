/** The sections of a solution's design, in the order that they are written in. */
export const designSectionIds = [
  'context',
  'requirements',
  'components',
  'data',
  'integration',
  'security',
  'operations',
  'cost',
] as const;
export type DesignSectionId = (typeof designSectionIds)[number];
