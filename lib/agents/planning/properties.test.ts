import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AssessmentReport } from '../assessment/report/report-model.ts';
import { componentKinds, type Design } from '../design/schema.ts';
import { runPlanning } from './embedded.ts';
import { assess, letters, readAnswers, taskContext } from './testing/examples.ts';
import { expectSoundPlan } from './testing/invariants.ts';

const reports: AssessmentReport[] = [];
beforeAll(async () => {
  const unknown = await assess({ say: ['hello', 'finish now'] });
  reports.push(await assess(readAnswers('hospital')), await assess(readAnswers('fintech')), unknown);
});

const index = fc.nat({ max: 14 });
const long = 'x'.repeat(79);
const id = (prefix: string) =>
  fc.oneof(
    { weight: 8, arbitrary: index.map((number) => `${prefix}${number}`) },
    { weight: 1, arbitrary: fc.constantFrom(`${long}y`, `${long}z`, '__proto__', 'a:b') },
  );
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 });
const sources = fc.array(fc.constantFrom('A1', 'A19', 'A41', 'risk.privacy'), { maxLength: 2 });

const anyField = fc.record({
  name,
  type: fc.constantFrom('string', 'number', 'boolean', 'date', 'list'),
  isRequired: fc.boolean(),
  isPersonal: fc.boolean(),
});

/** Designs as they should not be too: ids twice or unknown, circles, names of any letters. */
const anyDesign: fc.Arbitrary<Design> = fc.record({
  schemaVersion: fc.constant(1),
  project: fc.constant(letters.project),
  useCase: fc.constant(null),
  sections: fc.constant([]),
  components: fc.array(
    fc.record({
      id: id('c'),
      name,
      kind: fc.constantFrom(...componentKinds),
      purpose: name,
      technology: fc.constant('AWS'),
      rule: fc.constant('rule'),
      sources,
      dependsOn: fc.array(id('c'), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  entities: fc.array(
    fc.record({
      id: id('e'),
      name,
      component: id('c'),
      fields: fc.array(anyField, { minLength: 1, maxLength: 4 }),
      retentionDays: fc.constant(null),
      sources,
    }),
    { minLength: 1, maxLength: 5 },
  ),
  integrations: fc.array(
    fc.record({
      id: id('i'),
      system: fc.oneof(name, fc.constant('ORBIS')),
      direction: fc.constantFrom('read', 'write', 'both'),
      pattern: fc.constantFrom('api', 'file', 'message', 'database', 'manual'),
      component: id('c'),
      rule: fc.constant('rule'),
      sources,
    }),
    { maxLength: 4 },
  ),
  businessRules: fc.array(
    fc.record({
      id: id('r'),
      title: name,
      entity: id('e'),
      kind: fc.constantFrom('approval-required', 'threshold', 'required-field', 'retention', 'mask-personal-data'),
      parameters: fc.constant({}),
      sources,
    }),
    { maxLength: 4 },
  ),
  decisions: fc.constant([]),
  cost: fc.constant(letters.cost),
  openQuestions: fc.array(
    fc.record({ id: id('q'), text: name, section: fc.constantFrom('context', 'data', 'security', 'cost') }),
    { maxLength: 3 },
  ),
});

const anyFeedback = fc.constantFrom(
  undefined,
  'add a buffer of 25 %',
  'team of one',
  'drop c1, start on 1 November 2027',
  'we have 12 engineers and start in November 2027',
);

describe('any design', () => {
  it('becomes a sound plan with any report and feedback', async () => {
    await fc.assert(
      fc.asyncProperty(anyDesign, fc.nat({ max: 2 }), anyFeedback, async (design, which, feedback) => {
        const report = reports[which];
        if (report === undefined) throw new Error('There is no such report.');
        const input = { report, design, project: { id: 'p', name: 'Any' } };
        const { output, artifacts } = await runPlanning(input, taskContext(feedback));
        expectSoundPlan(output.plan);
        expect(artifacts).toHaveLength(3);
      }),
      { numRuns: 150 },
    );
  });
});
