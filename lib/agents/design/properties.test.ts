import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runDesign } from './embedded.ts';
import { designSchema } from './schema.ts';
import { designOf, inputOf, modelOf, reportOfExample, silent } from './testing/reports.ts';
import { useCasePatterns } from './use-case-patterns.ts';

const reports = [await reportOfExample('hospital'), await reportOfExample('fintech')];
type Report = (typeof reports)[number];

/** The report as it were with some questions skipped, and with fewer use cases and risks. */
const anyReport = fc
  .record({
    report: fc.constantFrom(...reports),
    kept: fc.infiniteStream(fc.boolean()),
    work: fc.constantFrom(undefined, 'U-own-1', ...useCasePatterns.map(({ id }) => `U-${id}`)),
    risks: fc.nat(16),
  })
  .map(({ report, kept, work, risks }): Report => {
    const answers = report.answers.map((answer) =>
      kept.next().value
        ? answer
        : { ...answer, status: 'skipped' as const, facts: [], value: '', quote: '', certainty: null, source: null },
    );
    return {
      ...report,
      answers,
      useCases: report.useCases.slice(0, 1).flatMap((first) => (work ? [{ ...first, id: work, title: work }] : [])),
      risks: report.risks.slice(0, risks),
    };
  });

const feedback = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        'remove',
        'SAP',
        'use',
        'instead of',
        'Snowflake',
        'keep',
        '90 days',
        '0 days',
        '5 %',
        'sample',
        'eu-west-1',
        'connect',
        'Slack',
        'approval',
        '.',
        '3 approvals',
        '999999 a month',
        'confidence 0.95',
        'Haiku',
      ),
      { maxLength: 20 },
    )
    .map((words) => words.join(' ')),
);

describe('any subset of answers, with any wish', () => {
  it('gives a design that fits the contract and hangs together', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, feedback, async (report, wish) => {
        const { output, artifacts } = await runDesign(inputOf(report), {
          ...silent,
          ...(wish === undefined ? {} : { feedback: wish }),
        });
        const { design } = output;
        designSchema.parse(design);
        const components = new Set(design.components.map(({ id }) => id));
        const entities = new Map(design.entities.map((entity) => [entity.id, entity]));
        expect(components.size).toBe(design.components.length);
        expect(entities.size).toBe(design.entities.length);
        for (const { dependsOn } of design.components) for (const id of dependsOn) expect(components).toContain(id);
        for (const { component } of [...design.entities, ...design.integrations])
          expect(components).toContain(component);
        for (const { entity, parameters } of design.businessRules) {
          const fields = entities.get(entity)?.fields.map(({ name }) => name) ?? [];
          expect(fields.length).toBeGreaterThan(0);
          if (typeof parameters.field === 'string') expect(fields).toContain(parameters.field);
        }
        expect(modelOf(design, report).gaps.filter(({ text }) => text.startsWith('No code'))).toEqual([]);
        const texts = design.sections.flatMap(({ statements }) => statements.map(({ text }) => text));
        for (const text of [...texts, ...design.openQuestions.map((question) => question.text)])
          expect(text).not.toMatch(/\{[\w.#-]+\}|undefined|NaN/);
        expect(String(artifacts[0]?.body)).not.toMatch(/undefined|NaN/);
      }),
      { numRuns: 150 },
    );
  });

  it('never rests a statement on a question without an answer', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, async (report) => {
        const design = await designOf(report);
        const open = new Set(report.answers.filter(({ status }) => status !== 'answered').map(({ ref }) => ref));
        for (const { rule, sources } of design.sections.flatMap(({ statements }) => statements)) {
          if (rule !== 'security.risk')
            expect(
              sources.filter((source) => open.has(source)),
              rule,
            ).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
