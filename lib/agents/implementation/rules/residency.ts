import { jsString, jsStrings } from '../text/literals.ts';
import { readParameters } from './parameters.ts';
import type { RuleTemplate } from './rule-template.ts';

/** Records are stored and sent only in `regions`. */
export const residency: RuleTemplate = (rule, entity) => {
  const parameters = readParameters(rule, entity);
  const regions = parameters.texts('regions', 'region', 'allowedRegions', 'allowed', 'location');
  if (regions.length === 0) return { reason: 'no parameter "regions" says where the data may be.' };
  return {
    duty: 'residency',
    says: `Each ${entity.name} is stored and sent only in ${regions.join(', ')}.`,
    roles: [],
    regions,
    ignored: parameters.ignored(),
    source: `const regions = ${jsStrings(regions)};

/**
 * What is wrong with keeping records in a region, or sending them there. An unknown region is not allowed.
 * @param {string | undefined} region
 * @returns {import('../platform/types.js').Finding[]}
 */
function checkRegion(region) {
  if (region !== undefined && regions.includes(region)) return [];
  return [{ rule: ${jsString(rule.id)}, path: '', code: 'residency', message: 'must stay in ' + regions.join(', ') }];
}

/** @type {import('../platform/types.js').ResidencyRule} */
export const residency = { rule: ${jsString(rule.id)}, regions, checkRegion };
`,
    imports: ['residency'],
    test: `const regions = ${jsStrings(regions)};

test('allows exactly these regions', () => {
  assert.equal(residency.rule, ${jsString(rule.id)});
  assert.deepEqual(residency.regions, regions);
  for (const region of regions) assert.deepEqual(residency.checkRegion(region), []);
});

test('refuses every other region, also an unknown one, by its own code', () => {
  const others = ['mars-north-1', ...regions.map((region) => region + '-x')].filter((region) => !regions.includes(region));
  for (const region of [...others, '', undefined]) {
    assert.deepEqual(
      residency.checkRegion(region).map(({ rule, path, code }) => ({ rule, path, code })),
      [{ rule: ${jsString(rule.id)}, path: '', code: 'residency' }],
    );
  }
});
`,
  };
};
