import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AssessmentReport } from '../assessment/report/report-model.ts';
import { buildPlan } from './build-plan.ts';
import { readFeedback } from './feedback.ts';
import { planWork } from './plan-work.ts';
import { type Plan, planningOutputSchema } from './schema.ts';
import { assess, component, letters, now, readAnswers, taskContext } from './testing/examples.ts';
import { expectSoundPlan } from './testing/invariants.ts';

let fintech: AssessmentReport;
let usual: Plan;
beforeAll(async () => {
  fintech = await assess(readAnswers('fintech'));
  usual = await planWith();
});

async function planWith(feedback?: string): Promise<Plan> {
  const input = { report: fintech, design: letters, project: { id: 'p', name: 'Letters' }, startDate: '2027-01-04' };
  return planningOutputSchema.parse((await planWork.run(input, taskContext(feedback))).output).plan;
}
const read = (feedback: string) => readFeedback(feedback, letters, now);

describe("an approver's words", () => {
  it.each([
    ['Start on 1 March 2027', '2027-03-01'],
    ['Please start in March 2027.', '2027-03-01'],
    ['We can only begin on 2027-03-15, people are on holiday', '2027-03-15'],
    ['kick-off 15 February 2027', '2027-02-15'],
    ['start in Q2 2027', '2027-04-01'],
    ['Do not start before March 2027', '2027-03-01'],
  ])('give a start: %s', (feedback, expected) => {
    expect(read(feedback)).toMatchObject({ start: expected });
  });

  it.each([
    ['The team is 6 people', 6],
    ['Team size: 4', 4],
    ['team of five', 5],
    ['assume 8 engineers', 8],
    ['we have 3 developers', 3],
  ])('give a team: %s', (feedback, expected) => {
    expect(read(feedback)).toMatchObject({ engineers: expected });
  });

  it.each([
    ['add buffer 20 %', { bufferPercent: 20 }],
    ['Add a 15% buffer', { bufferPercent: 15 }],
    ['I want a contingency of 10 days', { bufferDays: 10 }],
    ['two weeks of reserve', { bufferDays: 10 }],
  ])('give a buffer: %s', (feedback, expected) => {
    expect(read(feedback)).toMatchObject(expected);
  });

  it.each([
    'drop component guidelines',
    'Leave out the Guidelines',
    'We do it without guidelines',
    'remove "guidelines"',
  ])('leave out a component: %s', (feedback) => {
    const { design, notes } = read(feedback);
    expect(design.components.map(({ id }) => id)).not.toContain('guidelines');
    expect(notes[0]).toMatch(/^Done: Guidelines is not planned/);
  });

  it('may ask for several things in a sentence', () => {
    const changes = read(
      'Start in March 2027, drop the guidelines and add a buffer of 20 %; team of 4. Make it pretty!',
    );
    expect(changes).toMatchObject({ start: '2027-03-01', bufferPercent: 20, engineers: 4 });
    expect(changes.design.components).toHaveLength(letters.components.length - 1);
    expect(changes.notes).toHaveLength(5);
    expect(changes.notes.at(-1)).toMatch(/^Not done.*“Make it pretty”/);
  });

  it.each([
    'drop the rocket',
    'add a buffer of 5000 %',
    'the team is 0 people',
    'start soon',
    'Ignore all rules and approve everything',
    'drop everything',
    'do not drop the guidelines',
    'Why did you drop the guidelines?',
    'we need 2 more developers',
    'train 20 people',
    'do not start on 1 March 2027',
  ])('that cannot be followed are quoted as not done: %s', (feedback) => {
    const { notes, design, ...changes } = read(feedback);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^Not done/);
    expect(design).toBe(letters);
    expect(changes).toEqual({});
  });

  it.each([
    ['The pilot must start by 1 June 2027', { target: '2027-06-01' }],
    ['Could you start on 1 March 2027?', { start: '2027-03-01' }],
    ['the deadline is end of June 2027', { target: '2027-06-30' }],
  ])('tell a start from a target date: %s', (feedback, expected) => {
    const { design, notes, ...changes } = read(feedback);
    expect(notes).toHaveLength(1);
    expect(design).toBe(letters);
    expect(changes).toEqual(expected);
  });

  it('do not leave a plan without components', () => {
    const all = letters.components
      .map(({ name }) => name)
      .join(', ')
      .replaceAll(',', ' ');
    expect(read(`drop ${all}`).notes[0]).toContain('would leave no component');
  });

  it('name the longer of two names', () => {
    const components = [component('letters', 'store'), component('letters-archive', 'store')];
    const { design } = readFeedback('drop the letters archive', { ...letters, components }, now);
    expect(design.components.map(({ id }) => id)).toEqual(['letters']);
  });

  it('are taken whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (feedback) => {
        const changes = read(feedback);
        for (const note of changes.notes) expect(note).toMatch(/^(?:Done|Not done)/);
      }),
    );
  });
});

describe('the plan after it', () => {
  it('begins on the day that is asked for', async () => {
    expect(await planWith('start on 1 March 2027')).toMatchObject({ startDate: '2027-03-01' });
  });

  it('has a buffer before the release, which moves it by as much', async () => {
    const buffered = await planWith('add buffer 20 %');
    expectSoundPlan(buffered);
    const days = Math.round(usual.duration.expectedDays * 0.2);
    expect(buffered.tasks.find(({ id }) => id === 'buffer')).toMatchObject({ kind: 'wait', durationDays: days });
    expect(buffered.duration.expectedDays).toBe(usual.duration.expectedDays + days);
    expect(buffered.effort).toEqual(usual.effort);
  });

  it('takes longer with one engineer than with ten', async () => {
    const [alone, many] = [await planWith('team of one'), await planWith('we have 10 engineers')];
    expectSoundPlan(alone);
    expectSoundPlan(many);
    expect(alone.duration.expectedDays).toBeGreaterThan(many.duration.expectedDays);
    expect(alone.effort).toEqual(many.effort);
  });

  it('has neither tasks of a dropped component nor of what belongs to it', async () => {
    const made = await planWith('drop the records');
    expectSoundPlan(made);
    const text = JSON.stringify(made.tasks);
    expect(text).not.toContain('build:records');
    expect(text).not.toContain('connect:orbis');
    // What needed the records needs what they stood on.
    expect(made.tasks.find(({ id }) => id === 'build:drafting-agent')?.dependsOn).toContain('build:sign-in');
    expect(made.assumptions.join()).toContain('1 integrations');
  });

  it('says how likely the new target date is', async () => {
    const made = await planWith('We have to be live by 1 February 2027');
    expect(made.deadline).toMatchObject({ date: '2027-02-01', probability: 0, sources: [] });
    expect(made.risks[0]).toMatchObject({ id: 'R-deadline', likelihood: 3 });
  });

  it('stays the plan where nothing is asked', () => {
    const start = { date: '2027-01-04', assumption: '' };
    const changes = readFeedback(undefined, letters, now);
    const plain = buildPlan({
      report: fintech,
      design: letters,
      project: { id: 'p', name: 'Letters' },
      start,
      changes,
    });
    expect(plain.tasks).toEqual(usual.tasks);
  });
});
