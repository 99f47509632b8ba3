import { beforeAll, describe, expect, it } from 'vitest';
import type { AssessmentReport } from '../assessment/report/report-model.ts';
import { designTask } from '../design/design-solution.ts';
import { designOutputSchema } from '../design/schema.ts';
import type { Plan } from './schema.ts';
import { assess, component, letters, plan, project, readAnswers, taskContext } from './testing/examples.ts';
import { expectSoundPlan } from './testing/invariants.ts';

const task = (made: Plan, id: string) => made.tasks.find((one) => one.id === id);
const risk = (made: Plan, id: string) => made.risks.find((one) => one.id === id);

let hospital: AssessmentReport;
let fintech: AssessmentReport;
beforeAll(async () => {
  [hospital, fintech] = await Promise.all([assess(readAnswers('hospital')), assess(readAnswers('fintech'))]);
});

async function withAnswer(question: string, answer: string) {
  const { say, answers } = readAnswers('fintech');
  return assess({ say, answers: { ...answers, [question]: answer } });
}

describe.each(['hospital', 'fintech'] as const)("the design agent's solution for the %s", (name) => {
  it('is planned whole', async () => {
    const report = name === 'hospital' ? hospital : fintech;
    const { output } = await designTask.run({ report, project }, taskContext());
    const { design } = designOutputSchema.parse(output);
    const made = await plan(report, { design });
    expectSoundPlan(made);
    const planned = new Set(made.tasks.flatMap(({ components }) => components));
    for (const { id } of design.components) expect(planned, id).toContain(id);
    const ids = new Set(made.tasks.map(({ id }) => id));
    for (const { id } of design.integrations) expect(ids, id).toContain(`connect:${id}`);
    for (const { id } of design.businessRules) expect(ids, id).toContain(`rule:${id}`);
    for (const { id } of design.openQuestions) expect(ids, id).toContain(`question:${id}`);
    for (const { id } of design.entities) expect(ids, id).toContain(`entity:${id}`);
  });
});

describe('other answers', () => {
  it.each([
    ['commercial.vendors.procurement', 'It takes a year.', 'procurement'],
    ['commercial.budget.approval', 'Pending, the board decides in June 2027.', 'budget'],
    ['commercial.timeline.target', 'by end of February 2027', 'R-deadline'],
    ['business.change.plan', '900 people are affected, there is a rollout plan with training.', 'training'],
    ['governance.risk.tolerance', 'In the worst case a customer is harmed or dies.', 'evaluate:drafting-agent'],
  ])('to %s make another plan', async (question, answer, changed) => {
    const [before, after] = [await plan(fintech), await plan(await withAnswer(question, answer))];
    expectSoundPlan(after);
    const part = (made: Plan) => task(made, changed)?.estimate ?? risk(made, changed)?.title;
    expect(part(after)).toBeDefined();
    expect(part(after)).not.toEqual(part(before));
  });

  it('to nothing at all are assumptions', async () => {
    const unknown = await assess({ say: ['hello', 'finish now'] });
    const made = await plan(unknown);
    expectSoundPlan(made);
    const all = made.assumptions.join('\n');
    expect(all).toContain('The size of the team is not known: 3 engineers are assumed.');
    expect(all).toContain('How long buying takes is not known');
    expect(all).toContain('The budget is taken as approved: nothing is said about it.');
    expect(made.deadline).toBeUndefined();
    expect(made.tasks.flatMap(({ factors }) => factors ?? [])).toEqual([]);
  });
});

describe('a design', () => {
  it('becomes work along its dependencies', async () => {
    const made = await plan(fintech);
    expect(task(made, 'build:desk')?.dependsOn).toEqual(
      expect.arrayContaining(['sketch:desk', 'build:drafting-agent', 'build:sign-off', 'environment']),
    );
    expect(task(made, 'cases:drafting-agent')?.dependsOn).toEqual(['detail']);
    expect(task(made, 'rule:BR1')?.dependsOn).toEqual(expect.arrayContaining(['build:letters', 'entity:letter']));
    expect(task(made, 'detail')?.dependsOn).toContain('question:Q1');
  });

  it('that goes round in a circle is planned without the dependency that closes it', async () => {
    const components = [component('a', 'function', 'b'), component('b', 'function', 'a'), component('c', 'store', 'c')];
    const made = await plan(fintech, { design: { ...letters, components } });
    expectSoundPlan(made);
    expect(made.assumptions.join('\n')).toContain('that b depends on a is left out of the plan');
  });

  it('that names what it does not have is planned without it', async () => {
    const components = [component('only', 'function', 'nothing'), component('only', 'agent')];
    const made = await plan(fintech, { design: { ...letters, components } });
    expectSoundPlan(made);
    expect(made.tasks.filter(({ components: of }) => of.includes('only')).length).toBeGreaterThan(0);
    expect(made.assumptions.join('\n')).toContain('The design has ids twice; what came second is left out: only.');
  });

  it('of 500 components is planned in seconds', { timeout: 10_000 }, async () => {
    const kinds = ['function', 'store', 'agent', 'interface', 'queue'] as const;
    const components = Array.from({ length: 500 }, (_, index) =>
      component(`c${index}`, kinds[index % 5] ?? 'function', ...(index < 9 ? [] : [`c${index - 9}`, `c${index >> 1}`])),
    );
    const made = await plan(fintech, { design: { ...letters, components } });
    expect(made.tasks.length).toBeGreaterThan(1_000);
    expectSoundPlan(made);
  });
});
