import type { SectionId } from '../sections.ts';
import { buildAccessPatterns } from './access-patterns.ts';
import { buildApiContracts } from './apis-events.ts';
import { buildArchitecture, buildBoundaries, buildWorkflows } from './architecture.ts';
import { buildDataModel } from './data-model.ts';
import { buildDependencies } from './dependencies.ts';
import { buildScope } from './discovery.ts';
import { buildEventSchemas } from './event-schemas.ts';
import { buildFailureScenarios } from './failure-scenarios.ts';
import { buildConcurrency, buildRetention } from './lifecycle.ts';
import { buildMigration } from './migration.ts';
import { buildObservability } from './observability.ts';
import { buildCapacity, buildCost } from './operations.ts';
import { buildAssumptions, buildRequirements, buildRisks } from './requirements.ts';
import { buildErrorHandling } from './resilience.ts';
import {
  buildCompleteness,
  buildGlossary,
  buildInventory,
  buildNextSteps,
  buildReferences,
  buildRevisionHistory,
  buildSummary,
} from './review.ts';
import { buildRunbooks } from './runbooks.ts';
import { buildScalingLimits } from './scaling-limits.ts';
import type { SectionBuilder } from './section-body.ts';
import { buildIam, buildSecurityFlows } from './security.ts';
import { buildServiceLevels } from './service-levels.ts';
import { buildStreamItems } from './stream-items.ts';
import { buildUseCases } from './use-cases.ts';
import { buildVersioning } from './versioning.ts';

/** What writes each section: one builder each, all alike. */
export const builders: Readonly<Record<SectionId, SectionBuilder>> = {
  'executive-summary': buildSummary,
  scope: buildScope,
  'use-cases': buildUseCases,
  'non-functional-requirements': buildRequirements,
  assumptions: buildAssumptions,
  risks: buildRisks,
  'system-architecture': buildArchitecture,
  'security-boundaries': buildBoundaries,
  workflows: buildWorkflows,
  dependencies: buildDependencies,
  'failure-scenarios': buildFailureScenarios,
  'data-model': buildDataModel,
  'access-patterns': buildAccessPatterns,
  'concurrency-control': buildConcurrency,
  retention: buildRetention,
  'stream-items': buildStreamItems,
  'api-contracts': buildApiContracts,
  'event-schemas': buildEventSchemas,
  versioning: buildVersioning,
  'security-flows': buildSecurityFlows,
  iam: buildIam,
  'error-handling': buildErrorHandling,
  observability: buildObservability,
  'service-levels': buildServiceLevels,
  capacity: buildCapacity,
  cost: buildCost,
  'scaling-limits': buildScalingLimits,
  migration: buildMigration,
  runbooks: buildRunbooks,
  completeness: buildCompleteness,
  'next-steps': buildNextSteps,
  glossary: buildGlossary,
  references: buildReferences,
  'revision-history': buildRevisionHistory,
  'component-inventory': buildInventory,
};
