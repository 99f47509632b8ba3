import { jsString } from '../text/literals.ts';

export type Approval = { role: string; approvals: number };

/** Beyond which value of which field approval is needed; `comparison` is what holds where none is. */
export type ApprovalCondition = {
  field: string;
  limit: number;
  comparison: '<' | '<=' | '>' | '>=';
  accepts: readonly string[];
  refuses: readonly string[];
};

const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

const mostApprovals = 20;

/** A whole number of approvals from 1 to 20; one where none is given. */
export function toApprovals(given: number | undefined): number {
  return Math.min(mostApprovals, Math.max(1, Math.ceil(given ?? 1)));
}

/** Module of a rule by which records wait for approval. */
export function approvalSource(ruleId: string, approval: Approval, condition: ApprovalCondition | undefined): string {
  return `const role = ${jsString(approval.role)};
const approvals = ${approval.approvals};
${condition ? `const field = ${jsString(condition.field)};\nconst limit = ${condition.limit};\n` : ''}
/**
 * Whether a record must wait for approval.
 * @param {import('../platform/types.js').Data} ${condition ? 'data' : '_data'}
 * @returns {boolean}
 */
function isRequired(${condition ? 'data' : '_data'}) {
${
  condition
    ? `  const value = data[field];
  return typeof value === 'number' && value ${opposite[condition.comparison]} limit;`
    : '  return true;'
}
}

/**
 * Whether enough persons with the role approved. The author's own approval and a second one by the same person do not count.
 * @param {readonly import('../platform/types.js').Decision[]} decisions
 * @param {string} author
 * @returns {boolean}
 */
function isSatisfied(decisions, author) {
  const approvers = new Set();
  for (const { actor, roles, isApproval } of decisions) {
    if (isApproval && roles.includes(role) && actor !== author) approvers.add(actor);
  }
  return approvers.size >= approvals;
}

/** @type {import('../platform/types.js').ApprovalRequirement} */
export const requirement = { rule: ${jsString(ruleId)}, role, approvals, isRequired, isSatisfied };
`;
}

/** Test of such a module. */
export function approvalTest(ruleId: string, approval: Approval, condition: ApprovalCondition | undefined): string {
  const { role, approvals } = approval;
  return `const role = ${jsString(role)};

/** @param {string} actor */
const approvalBy = (actor, roles = [role], isApproval = true) => ({ actor, roles, isApproval });
const enough = Array.from({ length: ${approvals} }, (_, index) => approvalBy('approver-' + index));

${condition ? conditionTest(condition) : unconditionalTest}
test('is satisfied by ${approvals} with the role, not by fewer', () => {
  assert.equal(requirement.rule, ${jsString(ruleId)});
  assert.equal(requirement.role, role);
  assert.equal(requirement.approvals, ${approvals});
  assert.equal(requirement.isSatisfied(enough, 'author'), true);
  assert.equal(requirement.isSatisfied(enough.slice(1), 'author'), false);
});

test('does not count the author, a rejection, another role, or the same person twice', () => {
  const fewer = enough.slice(1);
  assert.equal(requirement.isSatisfied([...fewer, approvalBy('author')], 'author'), false);
  assert.equal(requirement.isSatisfied([...fewer, approvalBy('other', [role], false)], 'author'), false);
  assert.equal(requirement.isSatisfied([...fewer, approvalBy('other', [role + ' of another kind'])], 'author'), false);
  assert.equal(requirement.isSatisfied([...fewer, ...fewer], 'author'), false);
  assert.equal(requirement.isSatisfied([...fewer, approvalBy('other')], 'author'), true);
});
`;
}

const unconditionalTest = `test('is needed for every record', () => {
  assert.equal(requirement.isRequired({}), true);
});
`;

function conditionTest({ field, limit, accepts, refuses }: ApprovalCondition): string {
  const key = field;
  const list = (steps: readonly string[]) => steps.map((step) => `${limit} ${step}`.trim()).join(', ');
  return `test('is needed beyond ${limit} and not before', () => {
  for (const value of [${list(accepts)}]) assert.equal(requirement.isRequired({ ${key}: value }), false);
  for (const value of [${list(refuses)}]) assert.equal(requirement.isRequired({ ${key}: value }), true);
});

test('is not needed where the value is absent or no number', () => {
  assert.equal(requirement.isRequired({}), false);
  for (const value of [${limit} - 1, ${limit} + 1]) assert.equal(requirement.isRequired({ ${key}: String(value) }), false);
});
`;
}
