import { beforeAll, describe, expect, it } from 'vitest';
import { addWorkingDays, countWorkingDays, dayAfter } from '#lib/domain/planning/working-days';
import { AgentInputError } from '../agent.ts';
import type { AssessmentReport } from '../assessment/report/report-model.ts';
import { getAgent } from '../registry.ts';
import { planWork } from './plan-work.ts';
import type { Plan } from './schema.ts';
import { assess, letters, plan, project, readAnswers, taskContext } from './testing/examples.ts';
import { expectSoundPlan } from './testing/invariants.ts';

const task = (made: Plan, id: string) => made.tasks.find((one) => one.id === id);
const risk = (made: Plan, id: string) => made.risks.find((one) => one.id === id);

let hospital: AssessmentReport;
let fintech: AssessmentReport;
beforeAll(async () => {
  [hospital, fintech] = await Promise.all([assess(readAnswers('hospital')), assess(readAnswers('fintech'))]);
});

describe('the plan for the hospital', () => {
  it('is sound, and the same every time', async () => {
    const made = await plan(hospital);
    expectSoundPlan(made);
    expect(await plan(hospital)).toEqual(made);
  });

  it('rests on answers that were given', async () => {
    const made = await plan(hospital);
    const given = new Set(hospital.answers.flatMap(({ ref, status }) => (status === 'answered' ? [ref] : [])));
    for (const { sources } of [...made.tasks, ...made.risks])
      for (const source of sources) expect(given.has(source), source).toBe(true);
  });

  it('waits for the board in March 2027, then for the tender of 6 to 9 months', async () => {
    const made = await plan(hospital);
    const [budget, procurement] = [task(made, 'budget'), task(made, 'procurement')];
    expect(budget).toMatchObject({ kind: 'wait', start: '2026-11-23', end: '2027-03-31', sources: ['A38', 'A39'] });
    expect(countWorkingDays('2026-11-23', dayAfter('2027-03-01'))).toBe(budget?.estimate.optimistic);
    expect(procurement).toMatchObject({ kind: 'wait', start: '2027-04-01' });
    // 225 and 270 days by the calendar; the framework agreement halves the 180 of the best case.
    expect(procurement?.estimate).toMatchObject({ optimistic: 64.29, mostLikely: 160.71, pessimistic: 192.86 });
    expect(procurement?.sources).toContain('A43');
    expect(made.criticalPath.slice(0, 2)).toEqual(['budget', 'procurement']);
  });

  it('gets access to ORBIS after eight weeks, and connects it when the migration is over', async () => {
    const made = await plan(hospital);
    expect(task(made, 'access:orbis')).toMatchObject({ kind: 'wait', durationDays: 41 });
    expect(task(made, 'access:orbis')?.sources).toContain('A4');
    // "Until summer 2027": between June and August, with a slip of a month at worst.
    expect(task(made, 'other-project')).toMatchObject({ kind: 'wait', end: '2027-08-20', sources: ['A41'] });
    expect(task(made, 'connect:orbis')?.dependsOn).toEqual(
      expect.arrayContaining(['access:orbis', 'other-project', 'build:records', 'environment']),
    );
    expect(task(made, 'connect:mail')?.dependsOn).not.toContain('other-project');
  });

  it('closes gaps before what they would spoil', async () => {
    const made = await plan(hospital);
    expect(task(made, 'gap:G-A16')).toMatchObject({ role: 'Legal and compliance', phase: 'Foundations' });
    expect(task(made, 'environment')?.dependsOn).toEqual(
      expect.arrayContaining(['procurement', 'gap:G-A16', 'gap:G-A26']),
    );
    expect(task(made, 'end-to-end')?.dependsOn).toEqual(expect.arrayContaining(['gap:G-A11', 'gap:G-A2']));
    expect(task(made, 'release')?.dependsOn).toEqual(
      expect.arrayContaining(['representation', 'gap:G-A36', 'go-live']),
    );
    expect(task(made, 'representation')?.dependsOn).toContain('gap:G-A37');
    expect(task(made, 'gap:G-A28')).toMatchObject({ kind: 'wait' });
  });

  it('says why its estimates are long', async () => {
    const made = await plan(hospital);
    const reasons = (id: string) =>
      task(made, id)?.factors?.map(({ reason, sources }) => `${reason} ${sources.join()}`);
    expect(reasons('build:drafting-agent')).toEqual(
      expect.arrayContaining([
        'Few people or no specialists for data and models (not sure) A14',
        'Another project needs the same people A41',
      ]),
    );
    expect(reasons('connect:orbis')).toEqual(expect.arrayContaining(['9 systems in the landscape instead of five A9']));
    expect(reasons('evaluate:drafting-agent')).toContain(
      'A wrong result can harm people, so more cases are tested A19',
    );
  });

  it('warns of the target date with numbers', async () => {
    const made = await plan(hospital);
    expect(made.deadline).toMatchObject({ date: '2027-12-31', sources: ['A40'] });
    expect(made.deadline?.expectedDate).toBe(made.milestones.find(({ id }) => id === 'M-release')?.date);
    const late = risk(made, 'R-deadline');
    expect(late?.title).toContain('2027-12-31');
    expect(late?.title).toContain(made.deadline?.p90Date);
    expect(late).toMatchObject({ likelihood: 3, sources: ['A40'] });
    expect(late?.tasks).toContain('procurement');
  });

  it('says what would bring the pilot forward, each found by planning again', async () => {
    const made = await plan(hospital);
    const levers = made.deadline?.levers ?? [];
    expect(levers.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'All of this together',
        'The budget is approved at once',
        'Buying takes 64 working days',
      ]),
    );
    for (const { expectedDate, savedDays } of levers)
      expect(countWorkingDays(expectedDate, made.deadline?.expectedDate ?? '')).toBe(savedDays);
    const alone = levers.filter(({ name }) => name !== 'All of this together');
    expect(levers[0]?.savedDays).toBeGreaterThan(Math.max(...alone.map(({ savedDays }) => savedDays)));
    const doubled = await plan(hospital, { feedback: 'we have 6 engineers' });
    const byTeam = levers.find(({ name }) => name === '6 engineers instead of 3');
    expect(byTeam?.expectedDate ?? made.deadline?.expectedDate).toBe(doubled.deadline?.expectedDate);
    expect(risk(made, 'R-deadline')?.mitigation).toContain(levers[0]?.expectedDate);
  });

  it('carries the risks of the assessment over to the tasks that they touch', async () => {
    const made = await plan(hospital);
    const known = hospital.risks.map(({ id }) => id);
    expect(made.risks.map(({ id }) => id)).toEqual(expect.arrayContaining(known));
    expect(risk(made, 'R-funding')?.tasks).toEqual(['budget']);
    expect(risk(made, 'R-harm')?.tasks).toEqual(['risk:R-harm']);
    expect(risk(made, 'R-unproven')?.tasks).toEqual(expect.arrayContaining(['gap:G-A28', 'gap:G-A45']));
    for (const { id, tasks } of made.risks) expect(tasks, id).not.toEqual([]);
  });

  it('says what it assumes', async () => {
    const { assumptions } = await plan(hospital);
    const all = assumptions.join('\n');
    expect(all).toContain('No start date is given: work begins on the next working day, 2026-11-23.');
    expect(all).toContain('public holidays');
    expect(all).toContain('Of 3 people who can build it 1 work on it, with 2 engineers of a partner');
    expect(all).toContain('EUR 180,000 (A38)');
  });

  it('sums up the work by role, waiting left out', async () => {
    const made = await plan(hospital);
    const worked = made.tasks.filter(({ kind }) => kind === 'work');
    const sum = worked.reduce((total, { estimate }) => total + estimate.expected, 0);
    expect(made.effort.expectedDays).toBeCloseTo(sum, 0);
    expect(made.effort.byRole.map(({ role }) => role)).not.toContain('Procurement');
  });
});

describe('the plan for the fintech', () => {
  it('is sound, several times shorter, and holds its date', async () => {
    const [slow, made] = [await plan(hospital), await plan(fintech)];
    expectSoundPlan(made);
    expect(made.duration.expectedDays * 2.5).toBeLessThan(slow.duration.expectedDays);
    expect(made.deadline).toMatchObject({ date: '2027-06-30' });
    expect(made.deadline?.probability).toBeGreaterThan(0.95);
    expect(risk(made, 'R-deadline')).toBeUndefined();
  });

  it('has no budget to wait for and buys within two weeks', async () => {
    const made = await plan(fintech);
    expect(task(made, 'budget')).toBeUndefined();
    expect(task(made, 'representation')).toBeUndefined();
    expect(task(made, 'procurement')?.estimate.mostLikely).toBe(10);
    expect(task(made, 'access:orbis')?.durationDays).toBe(1);
    expect(made.tasks.filter(({ id }) => id.startsWith('gap:'))).toEqual([]);
  });

  it('does not release around Black Friday', async () => {
    const usual = await plan(fintech, { startDate: '2027-06-07' });
    const before = task(usual, 'release');
    const days = countWorkingDays('2027-06-07', before?.start ?? '');
    // A start from which the release would fall on 22 November 2027.
    const made = await plan(fintech, { startDate: addWorkingDays('2027-11-22', -days) });
    expectSoundPlan(made);
    expect(task(made, 'release')?.start).toBe('2027-11-30');
    expect(task(made, 'freeze:1')?.name).toContain('Black Friday');
    expect(made.assumptions.join()).toContain('2027-11-15 to 2027-11-29');
  });
});

describe('the start', () => {
  it('is the day that is asked for, or the working day after it', async () => {
    expect((await plan(fintech, { startDate: '2027-02-01' })).startDate).toBe('2027-02-01');
    const weekend = await plan(fintech, { startDate: '2027-02-06' });
    expect(weekend.startDate).toBe('2027-02-08');
    expect(weekend.assumptions[0]).toBe('Work begins on 2027-02-08, the working day after 2027-02-06.');
  });
});

describe('the agent in the registry', () => {
  it('names the field that is wrong', async () => {
    const run = (input: unknown) => getAgent('planning')?.tasks['plan']?.run(input, taskContext());
    await expect(run({ report: fintech, design: { ...letters, components: [] }, project })).rejects.toThrow(
      AgentInputError,
    );
    await expect(run({ report: fintech, design: letters, project, startDate: 'soon' })).rejects.toThrow('startDate');
  });

  it('stops when it is cancelled', async () => {
    const context = { ...taskContext(), signal: AbortSignal.abort() };
    await expect(planWork.run({ report: fintech, design: letters, project }, context)).rejects.toThrow();
  });

  it('hands out the plan as JSON, CSV and Markdown, with the words it rests on', async () => {
    const { artifacts, evidence } = await planWork.run({ report: hospital, design: letters, project }, taskContext());
    expect(artifacts.map(({ name }) => name)).toEqual(['plan.json', 'plan.csv', 'plan.md']);
    expect(evidence.find(({ claim }) => claim === 'A39')?.quote).toContain('March 2027');
  });
});
