import type { BusinessRule } from '../../design/schema.ts';
import { approvalRequired } from './approval-required.ts';
import { maskPersonalData } from './mask-personal-data.ts';
import { rateLimit } from './rate-limit.ts';
import { requiredField } from './required-field.ts';
import { residency } from './residency.ts';
import { retention } from './retention.ts';
import type { RuleTemplate } from './rule-template.ts';
import { threshold } from './threshold.ts';

const templates: Readonly<Record<BusinessRule['kind'], RuleTemplate>> = {
  'approval-required': approvalRequired,
  threshold,
  'required-field': requiredField,
  retention,
  'mask-personal-data': maskPersonalData,
  residency,
  'rate-limit': rateLimit,
};

/** Code and test of a business rule, or the reason why it has none. */
export const prepareRule: RuleTemplate = (rule, entity) => templates[rule.kind](rule, entity);
