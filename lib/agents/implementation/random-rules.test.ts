import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BusinessRule } from '../design/schema.ts';
import { claimsInput } from './testing/designs.ts';
import { build, runNode, typeCheck, unpack } from './testing/unpack-bundle.ts';

const field = fc.constantFrom('Claim amount', 'Policy number', 'Country', 'Is urgent', 'Attachments', 'nothing');
const number = fc.constantFrom(0, 1, -1, 0.1, 1e-7, -2.5, 20, 99.99, 1e12, 1e13, '15', 'many');
const role = fc.constantFrom('lead', 'stranger', 'author', 'lead, stranger');

const parameters: Readonly<Record<BusinessRule['kind'], fc.Arbitrary<BusinessRule['parameters']>>> = {
  'approval-required': fc.oneof(fc.record({ role, approvals: number }), fc.record({ role, field, above: number })),
  threshold: fc.oneof(
    fc.record({ field, maximum: number }),
    fc.record({ field, minimum: number, role }),
    fc.record({ field, operator: fc.constantFrom('<', '<=', '>', '>=', 'near'), value: number }),
  ),
  'required-field': fc.oneof(
    fc.record({ field }),
    fc.record({ field, whenField: field, whenEquals: fc.constantFrom('x', true, 5, '') }),
  ),
  retention: fc.oneof(fc.record({ days: number }), fc.record({ months: number })),
  'mask-personal-data': fc.record({ fields: field, visibleTo: role, keepLast: number }),
  residency: fc.record({ regions: fc.constantFrom('a, a-x', 'eu', 'eu, us', 'mars-north-1', ',') }),
  'rate-limit': fc.record({ limit: number, per: fc.constantFrom('second', 'hour', 'days', 'fortnight') }),
};
const kinds: readonly BusinessRule['kind'][] = [
  'approval-required',
  'threshold',
  'required-field',
  'retention',
  'mask-personal-data',
  'residency',
  'rate-limit',
];

it.each([1, 2])(
  'whatever the parameters are, the bundle type-checks and passes its tests (%i)',
  { timeout: 180_000 },
  async (seed) => {
    const drawn = kinds.flatMap((kind) =>
      fc.sample(parameters[kind], { seed, numRuns: 8 }).map((given) => ({ kind, parameters: given })),
    );
    const businessRules = drawn.map((one, index) => ({
      ...one,
      id: `R${index}`,
      title: ['A rule', 'Rule', 'rule'][index % 3] ?? '',
      entity: index % 2 === 0 ? 'claim' : 'note',
      sources: ['A7'],
    }));
    const input = { ...claimsInput, design: { ...claimsInput.design, businessRules } };
    const { rules, gaps } = (await build(input)).output.bundle;
    for (const { id } of businessRules) {
      expect(rules.some((rule) => rule.id === id) || gaps.some((gap) => gap.id === id), id).toBe(true);
    }
    const folder = await unpack(input);
    const { code, output } = await runNode(folder, ['--test']);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(await typeCheck(folder)).toEqual({ code: 0, output: '' });
  },
);
