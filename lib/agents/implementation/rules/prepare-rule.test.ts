import { describe, expect, it } from 'vitest';
import type { BusinessRule } from '../../design/schema.ts';
import type { EntityModel } from '../entities/entity-model.ts';
import { prepareRule } from './prepare-rule.ts';

const field = (name: string, type: EntityModel['fields'][number]['type'], isPersonal = false) => ({
  name,
  label: name,
  type,
  isRequired: true,
  isPersonal,
});

const entity: EntityModel = {
  id: 'order',
  name: 'Order',
  component: 'store',
  slug: 'order',
  camel: 'order',
  pascal: 'Order',
  retentionDays: null,
  sources: [],
  fields: [field('amount', 'number'), field('note', 'string'), field('email', 'string', true)],
};

function prepare(kind: BusinessRule['kind'], parameters: BusinessRule['parameters'], of = entity) {
  const prepared = prepareRule({ id: 'R', title: 'Rule', entity: 'order', kind, parameters, sources: [] }, of);
  return 'reason' in prepared ? prepared.reason : prepared.says;
}

describe('a rule says what it enforces', () => {
  it.each<[BusinessRule['kind'], BusinessRule['parameters'], string]>([
    ['threshold', { field: 'amount', maximum: 10 }, 'Each Order whose amount is not at most 10 is refused.'],
    [
      'threshold',
      { field: 'amount', minimum: '10', unit: 'EUR' },
      'Each Order whose amount is not at least 10 EUR is refused.',
    ],
    [
      'threshold',
      { field: 'amount', operator: 'below', value: 3, role: 'lead' },
      'Each Order whose amount is not below 3 takes effect only after approval by the role "lead".',
    ],
    ['approval-required', { role: 'lead' }, 'Each Order takes effect only after approval by the role "lead".'],
    [
      'approval-required',
      { field: 'amount', above: 0, role: 'lead', approvals: 2 },
      'Each Order whose amount is above 0 takes effect only after 2 approvals by the role "lead".',
    ],
    ['required-field', { field: 'note' }, 'Each Order without note is refused.'],
    ['retention', { months: 6 }, 'Each Order is deleted 180 days after it was made.'],
    ['mask-personal-data', {}, 'email of each Order is shown masked.'],
    ['residency', { region: 'eu-central-1' }, 'Each Order is stored and sent only in eu-central-1.'],
    ['rate-limit', { perHour: 5 }, 'One person makes or changes at most 5 Order in 3600 seconds.'],
  ])('%s %o', (kind, parameters, says) => {
    expect(prepare(kind, parameters)).toBe(says);
  });
});

describe('a rule that cannot become code says why', () => {
  it.each<[BusinessRule['kind'], BusinessRule['parameters'], string]>([
    ['threshold', { maximum: 10 }, 'no parameter "field" names a field of the entity.'],
    ['threshold', { field: 'note', maximum: 10 }, 'the field "note" is not a number.'],
    ['threshold', { field: 'amount' }, 'no parameter "maximum", "minimum" or "value" is a number.'],
    ['threshold', { field: 'amount', operator: 'near', value: 1 }, 'the comparison "near" is not known.'],
    ['threshold', { field: 'amount', maximum: 1e300 }, '1e+300 is beyond 1000000000000.'],
    ['approval-required', { role: 'lead', field: 'amount' }, 'no bound is given for the field "amount".'],
    ['approval-required', { role: 'lead', above: 5 }, 'no parameter "field" names the field that the bound is for.'],
    ['required-field', { field: 'nothing' }, 'no parameter "field" names a field of the entity.'],
    ['required-field', { field: 'note', whenField: 'note', whenEquals: 'x' }, 'the condition is on the field itself.'],
    ['retention', {}, 'neither a parameter "days" nor the entity says how long records are kept.'],
    ['retention', { days: -1 }, '-1 days are not between 0 and 36500.'],
    ['mask-personal-data', { fields: 'email, nothing' }, 'a parameter names a field that the entity has not.'],
    ['residency', {}, 'no parameter "regions" says where the data may be.'],
    ['rate-limit', { limit: 1.5 }, 'the limit 1.5 is not a whole number from 1.'],
    ['rate-limit', { limit: 5, per: 'fortnight' }, 'the period "fortnight" is not second, minute, hour or day.'],
  ])('%s %o', (kind, parameters, reason) => {
    expect(prepare(kind, parameters)).toBe(reason);
  });

  it('names the parameters that nothing enforces', () => {
    const parameters = { days: 5, legalHold: true };
    expect(
      prepareRule({ id: 'R', title: '', entity: '', kind: 'retention', parameters, sources: [] }, entity),
    ).toMatchObject({
      ignored: ['legalHold'],
    });
  });
});
