import { jsString } from '../text/literals.ts';
import { readParameters } from './parameters.ts';
import type { RuleTemplate } from './rule-template.ts';

/** `field` is filled in: always, or where `whenField` has the value `whenEquals`. */
export const requiredField: RuleTemplate = (rule, entity) => {
  const parameters = readParameters(rule, entity);
  const field = parameters.field('field', 'name');
  if (!field) return { reason: 'no parameter "field" names a field of the entity.' };
  const when = parameters.field('whenField', 'when');
  const equals = parameters.text('whenEquals', 'equals', 'is');
  if ((when === undefined) !== (equals === undefined)) {
    return { reason: 'a condition needs both "whenField", a field of the entity, and "whenEquals".' };
  }
  if (when && when === field) return { reason: 'the condition is on the field itself.' };
  const key = field.name;
  const name = jsString(field.name);
  const whenKey = when?.name ?? '';
  const guard = when ? `  if (String(data[whenField]) !== whenValue) return [];\n` : '';
  const inForce = when ? `${whenKey}: ${jsString(equals ?? '')}, ` : '';
  return {
    duty: 'check',
    says: `Each ${entity.name} without ${field.label} is refused${when ? ` where ${when.label} is "${equals}"` : ''}.`,
    roles: [],
    ignored: parameters.ignored(),
    source: `const field = ${name};
${when ? `const whenField = ${jsString(when.name)};\nconst whenValue = ${jsString(equals ?? '')};\n` : ''}
/**
 * What is wrong with a record by this rule. Blank text and an empty list count as absent.
 * @param {import('../platform/types.js').Data} data
 * @returns {import('../platform/types.js').Finding[]}
 */
export function check(data) {
${guard}  const value = data[field];
  const isText = typeof value === 'string';
  const isBlank = (isText && value.trim() === '') || (Array.isArray(value) && value.length === 0);
  if (value !== undefined && value !== null && !isBlank) return [];
  return [{ rule: ${jsString(rule.id)}, path: '/' + field, code: 'required', message: 'must be filled in' }];
}
`,
    imports: ['check'],
    test: `const finding = { rule: ${jsString(rule.id)}, path: ${jsString(`/${field.name}`)}, code: 'required' };

test('refuses a record where the field is absent or blank, and says where', () => {
  for (const value of [undefined, null, '', '  ', []]) {
    const findings = check({ ${inForce}${key}: value });
    assert.deepEqual(findings.map(({ rule, path, code }) => ({ rule, path, code })), [finding]);
  }
  assert.equal(check({ ${inForce.replace(/, $/, ' ')}}).length, 1);
});

test('accepts a record where it is filled in, be it with zero or false', () => {
  for (const value of ['x', 0, false, ['x']]) assert.deepEqual(check({ ${inForce}${key}: value }), []);
});
${
  when
    ? `
test('says nothing where the condition does not hold', () => {
  assert.deepEqual(check({}), []);
  assert.deepEqual(check({ ${whenKey}: ${jsString(`${equals} not`)} }), []);
});
`
    : ''
}`,
  };
};
