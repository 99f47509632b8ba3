import {
  type DesignMode,
  type DesignPhase,
  type DetailLevel,
  detailLevels,
} from '#lib/domain/design-document/document';

export interface SectionKind {
  readonly id: string;
  readonly title: string;
  readonly phase: DesignPhase;
  /** The least level of detail at which it stands in the document. */
  readonly from: DetailLevel;
  /** Left out: in every mode. */
  readonly modes?: readonly DesignMode[];
}

/** Every section, in the document's order. An overview is what a first meeting needs; runbooks are for those who operate. */
export const sectionKinds = [
  { id: 'executive-summary', title: 'Executive summary', phase: 'review', from: 'overview' },
  { id: 'scope', title: 'Scope and context', phase: 'discovery', from: 'overview' },
  { id: 'use-cases', title: 'Use cases', phase: 'requirements', from: 'standard' },
  {
    id: 'non-functional-requirements',
    title: 'Non-functional requirements',
    phase: 'requirements',
    from: 'standard',
  },
  { id: 'assumptions', title: 'Assumptions', phase: 'requirements', from: 'standard' },
  { id: 'risks', title: 'Known risks', phase: 'requirements', from: 'overview' },
  { id: 'system-architecture', title: 'System architecture', phase: 'architecture', from: 'overview' },
  { id: 'security-boundaries', title: 'Security boundaries', phase: 'architecture', from: 'standard' },
  { id: 'workflows', title: 'Key workflows', phase: 'architecture', from: 'standard' },
  { id: 'dependencies', title: 'Dependencies and integration points', phase: 'architecture', from: 'standard' },
  { id: 'failure-scenarios', title: 'Failure scenarios', phase: 'architecture', from: 'standard' },
  { id: 'data-model', title: 'Data model', phase: 'data-model', from: 'overview' },
  { id: 'access-patterns', title: 'Access patterns', phase: 'data-model', from: 'standard' },
  { id: 'concurrency-control', title: 'Concurrency control', phase: 'data-model', from: 'standard' },
  { id: 'retention', title: 'Data lifecycle and retention', phase: 'data-model', from: 'standard' },
  { id: 'stream-items', title: 'Shape of stream items', phase: 'data-model', from: 'standard' },
  { id: 'api-contracts', title: 'API contracts', phase: 'apis-events', from: 'overview' },
  { id: 'event-schemas', title: 'Event schemas and routing', phase: 'apis-events', from: 'standard' },
  { id: 'versioning', title: 'Versioning', phase: 'apis-events', from: 'standard' },
  { id: 'security-flows', title: 'Authentication and authorization', phase: 'security-resilience', from: 'standard' },
  { id: 'iam', title: 'IAM permissions', phase: 'security-resilience', from: 'standard' },
  { id: 'error-handling', title: 'Error handling and resilience', phase: 'security-resilience', from: 'standard' },
  { id: 'observability', title: 'Observability', phase: 'security-resilience', from: 'standard' },
  { id: 'service-levels', title: 'Service levels', phase: 'security-resilience', from: 'standard' },
  { id: 'capacity', title: 'Capacity', phase: 'operations-capacity', from: 'standard' },
  { id: 'cost', title: 'Cost', phase: 'operations-capacity', from: 'overview' },
  { id: 'scaling-limits', title: 'Scaling limits and bottlenecks', phase: 'operations-capacity', from: 'standard' },
  {
    id: 'migration',
    title: 'Migration and rollback',
    phase: 'operations-capacity',
    from: 'overview',
    modes: ['migration'],
  },
  { id: 'runbooks', title: 'Runbooks', phase: 'operations-capacity', from: 'comprehensive' },
  { id: 'completeness', title: 'Completeness', phase: 'review', from: 'overview' },
  { id: 'next-steps', title: 'Next steps', phase: 'review', from: 'overview' },
  { id: 'glossary', title: 'Glossary', phase: 'review', from: 'standard' },
  { id: 'references', title: 'References', phase: 'review', from: 'standard' },
  { id: 'revision-history', title: 'Revision history', phase: 'review', from: 'overview' },
  { id: 'component-inventory', title: 'Appendix: component inventory', phase: 'review', from: 'comprehensive' },
] as const satisfies readonly SectionKind[];
export type SectionId = (typeof sectionKinds)[number]['id'];

/** Whether `level` shows what needs at least `least`. */
export function isAtLeast(level: DetailLevel, least: DetailLevel): boolean {
  return detailLevels.indexOf(level) >= detailLevels.indexOf(least);
}

export function sectionKind(id: string): SectionKind | undefined {
  return sectionKinds.find((kind) => kind.id === id);
}
