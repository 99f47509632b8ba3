import type { DesignSectionId } from '#lib/domain/design/section-ids';
import type { DesignFacts } from './design-facts.ts';
import { complianceRules } from './rules/compliance.ts';
import { componentRules } from './rules/components.ts';
import { contextRules } from './rules/context.ts';
import { costRules } from './rules/cost.ts';
import { dataRules } from './rules/data.ts';
import { integrationRules } from './rules/integration.ts';
import { modelAndHostingRules } from './rules/models-and-hosting.ts';
import { operationRules } from './rules/operations.ts';
import { oversightRules } from './rules/oversight.ts';
import { requirementRules } from './rules/requirements.ts';
import type { DesignRule } from './rules/rule.ts';
import { securityRules } from './rules/security.ts';
import { listSystemRules } from './rules/systems.ts';

/** Rules that stand fixed; those for named systems come from `listSystemRules`. */
export const ruleCatalogue: Readonly<Record<DesignSectionId, readonly DesignRule[]>> = {
  context: contextRules,
  requirements: requirementRules,
  components: [...componentRules, ...modelAndHostingRules],
  data: dataRules,
  integration: integrationRules,
  security: [...complianceRules, ...securityRules, ...oversightRules],
  operations: operationRules,
  cost: costRules,
};

/**
 * The rules of a section in the order in which they are looked at.
 * @param asked products that an approver wants connected
 */
export function rulesOf(section: DesignSectionId, facts: DesignFacts, asked: readonly string[]): readonly DesignRule[] {
  return section === 'integration'
    ? [...ruleCatalogue.integration, ...listSystemRules(facts, asked)]
    : ruleCatalogue[section];
}
