import type { RuleModel } from '../project-types.ts';
import { comment } from '../text/literals.ts';

/** Module of a rule. */
export function renderRule(rule: RuleModel): string {
  return `${comment('Rule', `${rule.id} ${rule.title}`)}
${comment('Says', rule.says)}
${comment('Sources', rule.sources.join(', '))}

${rule.source}`;
}

/** Test of a rule's module. */
export function renderRuleTest(rule: RuleModel): string {
  return `${comment('Pins', `${rule.id} ${rule.title}`)}

import assert from 'node:assert/strict';
import test from 'node:test';
import { ${rule.imports.join(', ')} } from '../../src/rules/${rule.slug}.js';

${rule.test}`;
}

/** Where a rule set holds the rules of a duty, and what their modules export for it. */
export const collections = {
  check: { name: 'checks', member: 'check' },
  approval: { name: 'approvals', member: 'requirement' },
  retention: { name: 'retentions', member: 'retention' },
  mask: { name: 'masks', member: 'masking' },
  residency: { name: 'residencies', member: 'residency' },
  'rate-limit': { name: 'rateLimits', member: 'rateLimit' },
} as const;

/** The rules of an entity by duty, as an object literal that names their modules. */
export function renderRuleSet(rules: readonly RuleModel[]): string {
  const lines = Object.entries(collections).map(([duty, { name, member }]) => {
    const members = rules.filter((rule) => rule.duty === duty).map((rule) => `${rule.camel}Rule.${member}`);
    return `      ${name}: [${members.join(', ')}],`;
  });
  return `{\n${lines.join('\n')}\n    }`;
}
