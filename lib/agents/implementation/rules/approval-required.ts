import { approvalSource, approvalTest, toApprovals } from './approval-source.ts';
import { readParameters, refuseLimit } from './parameters.ts';
import type { RuleTemplate } from './rule-template.ts';

/** Records wait for `approvals` persons with `role`; with `field` and `above`, only those whose field is above that value. */
export const approvalRequired: RuleTemplate = (rule, entity) => {
  const parameters = readParameters(rule, entity);
  const role = parameters.text('role', 'approver', 'approverRole', 'by') ?? 'approver';
  const approvals = toApprovals(parameters.number('approvals', 'approvers', 'count', 'minimumApprovals'));
  const field = parameters.field('field', 'measure');
  const limit = parameters.number('above', 'threshold', 'limit', 'value', 'maximum');
  if (field && field.type !== 'number') return { reason: `the field "${field.label}" is not a number.` };
  if (limit !== undefined && !field) return { reason: 'no parameter "field" names the field that the bound is for.' };
  if (field && limit === undefined) return { reason: `no bound is given for the field "${field.label}".` };
  const refused = limit === undefined ? undefined : refuseLimit(limit);
  if (refused) return { reason: refused };
  const condition =
    field && limit !== undefined
      ? ({ field: field.name, limit, comparison: '<=', accepts: ['- 1', ''], refuses: ['+ 0.01', '+ 1'] } as const)
      : undefined;
  const approval = { role, approvals };
  const who = `${approvals === 1 ? 'approval' : `${approvals} approvals`} by the role "${role}"`;
  return {
    duty: 'approval',
    says: `Each ${entity.name}${field ? ` whose ${field.label} is above ${limit}` : ''} takes effect only after ${who}.`,
    roles: [role],
    ...(condition ? { bound: condition } : {}),
    ignored: parameters.ignored(),
    source: approvalSource(rule.id, approval, condition),
    imports: ['requirement'],
    test: approvalTest(rule.id, approval, condition),
  };
};
