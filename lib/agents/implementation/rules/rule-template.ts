import type { BusinessRule } from '../../design/schema.ts';
import type { EntityModel } from '../entities/entity-model.ts';

/** Where in the application a rule is asked. */
export type RuleDuty = 'check' | 'approval' | 'retention' | 'mask' | 'residency' | 'rate-limit';

export type Bound = { field: string; comparison: '<' | '<=' | '>' | '>='; limit: number };

/** A business rule as code. */
export type PreparedRule = {
  duty: RuleDuty;
  /** What is enforced, in one sentence with the values. */
  says: string;
  /** Roles that it names. */
  roles: readonly string[];
  /** What holds for a number wherever the rule asks for nothing more. */
  bound?: Bound;
  /** Where records may be. */
  regions?: readonly string[];
  /** Names of parameters that the code does not use. */
  ignored: string[];
  /** Body of the module, below the comment that names the rule. */
  source: string;
  /** Exports of the module that its test needs. */
  imports: string[];
  /** Body of the test; `test` and `assert` are imported. */
  test: string;
};

export type RuleTemplate = (rule: BusinessRule, entity: EntityModel) => PreparedRule | { reason: string };
