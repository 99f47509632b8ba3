import { jsString } from '../text/literals.ts';
import { approvalSource, approvalTest, toApprovals } from './approval-source.ts';
import { readParameters, refuseLimit } from './parameters.ts';
import type { RuleTemplate } from './rule-template.ts';

const comparisons = {
  '<=': { words: 'at most', accepts: ['- 1', ''], refuses: ['+ 0.01', '+ 1'] },
  '<': { words: 'below', accepts: ['- 1', '- 0.01'], refuses: ['', '+ 1'] },
  '>=': { words: 'at least', accepts: ['', '+ 1'], refuses: ['- 1', '- 0.01'] },
  '>': { words: 'above', accepts: ['+ 0.01', '+ 1'], refuses: ['- 1', ''] },
} as const;
type Comparison = keyof typeof comparisons;

const words: Readonly<Record<string, Comparison>> = {
  '<=': '<=',
  '≤': '<=',
  lte: '<=',
  'at-most': '<=',
  'at most': '<=',
  max: '<=',
  maximum: '<=',
  '<': '<',
  lt: '<',
  below: '<',
  'less-than': '<',
  '>=': '>=',
  '≥': '>=',
  gte: '>=',
  'at-least': '>=',
  'at least': '>=',
  min: '>=',
  minimum: '>=',
  '>': '>',
  gt: '>',
  above: '>',
  'greater-than': '>',
};

/**
 * `field` stays within a bound: `maximum`, `minimum`, or `operator` with `value`. With `role` (or `effect: approval`), what is
 * beyond the bound waits for that role's approval; otherwise it is refused.
 */
export const threshold: RuleTemplate = (rule, entity) => {
  const parameters = readParameters(rule, entity);
  const field = parameters.field('field', 'measure', 'attribute');
  if (!field) return { reason: 'no parameter "field" names a field of the entity.' };
  if (field.type !== 'number') return { reason: `the field "${field.label}" is not a number.` };
  const maximum = parameters.number('maximum', 'max', 'limit');
  const minimum = maximum === undefined ? parameters.number('minimum', 'min') : undefined;
  const given = parameters.text('operator', 'comparison');
  const comparison = given === undefined ? (minimum === undefined ? '<=' : '>=') : words[given.toLowerCase()];
  if (!comparison) return { reason: `the comparison "${given}" is not known.` };
  const limit = maximum ?? minimum ?? parameters.number('value', 'threshold', 'bound', 'amount');
  if (limit === undefined) return { reason: 'no parameter "maximum", "minimum" or "value" is a number.' };
  const refused = refuseLimit(limit);
  if (refused) return { reason: refused };
  const unit = parameters.text('unit', 'currency');
  const shown = `${limit}${unit ? ` ${unit}` : ''}`;
  const { words: must, accepts, refuses } = comparisons[comparison];
  const role = parameters.text('role', 'approver', 'approverRole');
  const effect = parameters.text('effect', 'action', 'onExceed') ?? (role ? 'approval' : 'refuse');
  if (/approv|review|escalat/i.test(effect)) {
    const approval = { role: role ?? 'approver', approvals: toApprovals(parameters.number('approvals', 'approvers')) };
    const condition = { field: field.name, limit, comparison, accepts, refuses };
    return {
      duty: 'approval',
      says: `Each ${entity.name} whose ${field.label} is not ${must} ${shown} takes effect only after approval by the role "${approval.role}".`,
      roles: [approval.role],
      bound: condition,
      ignored: parameters.ignored(),
      source: approvalSource(rule.id, approval, condition),
      imports: ['requirement'],
      test: approvalTest(rule.id, approval, condition),
    };
  }
  const name = jsString(field.name);
  return {
    duty: 'check',
    says: `Each ${entity.name} whose ${field.label} is not ${must} ${shown} is refused.`,
    roles: [],
    bound: { field: field.name, comparison, limit },
    ignored: parameters.ignored(),
    source: `const field = ${name};
const limit = ${limit};

/**
 * What is wrong with a record by this rule. A value that is absent is not this rule's matter.
 * @param {import('../platform/types.js').Data} data
 * @returns {import('../platform/types.js').Finding[]}
 */
export function check(data) {
  const value = data[field];
  if (typeof value !== 'number' || value ${comparison} limit) return [];
  return [{ rule: ${jsString(rule.id)}, path: '/' + field, code: 'threshold', message: 'must be ${must} ' + limit }];
}
`,
    imports: ['check'],
    test: `test('accepts a value that is ${must} ${limit}', () => {
  for (const value of [${accepts.map((step) => `${limit} ${step}`.trim()).join(', ')}]) {
    assert.deepEqual(check({ ${field.name}: value }), []);
  }
});

test('refuses a value that is not ${must} ${limit}, and says where', () => {
  for (const value of [${refuses.map((step) => `${limit} ${step}`.trim()).join(', ')}]) {
    const findings = check({ ${field.name}: value });
    assert.deepEqual(
      findings.map(({ rule, path, code }) => ({ rule, path, code })),
      [{ rule: ${jsString(rule.id)}, path: ${jsString(`/${field.name}`)}, code: 'threshold' }],
    );
  }
});

test('says nothing about a value that is absent or no number', () => {
  assert.deepEqual(check({}), []);
  for (const value of [${limit} - 1, ${limit} + 1]) {
    assert.deepEqual(check({ ${field.name}: String(value) }), []);
  }
});
`,
  };
};
