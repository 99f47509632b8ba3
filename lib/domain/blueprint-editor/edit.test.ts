import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../blueprint/schema.ts';
import { catalogue } from '../blueprint/testing.ts';
import { dryRun } from './dry-run.ts';
import { beginHistory, record, redo, undo } from './history.ts';
import { placeOfIssue } from './issue-place.ts';
import { arrange, moveStep } from './positions.ts';
import { addInput, changeInput, emptyBlueprint, isFreeInput, removeInput, renameInput } from './settings.ts';
import {
  addAfter,
  addStep,
  changeStep,
  disconnect,
  isFreeId,
  removeStep,
  renameStep,
  setWire,
  shiftStep,
  stepsBehind,
} from './steps.ts';
import { connectionChoices, suggestPaths, taskFields } from './suggestions.ts';

/** parse → write (a branch per section) */
function drawn(): Blueprint {
  let blueprint = changeInput(emptyBlueprint('drawn', 'Drawn'), 'brief', {
    ...{ type: 'string', description: '', required: true },
  });
  blueprint = addStep(blueprint, { title: 'Parse', agent: 'parser', task: 'parse' }).blueprint;
  blueprint = addStep(blueprint, { title: 'Write', agent: 'writer', task: 'write' }).blueprint;
  blueprint = setWire(blueprint, 'parse', 'brief', { from: 'run.input.brief' });
  blueprint = changeStep(blueprint, 'write', { forEach: { from: 'steps.parse.output.sections', limit: 100 } });
  return setWire(blueprint, 'write', 'section', { from: 'item' });
}

const stepOf = (blueprint: Blueprint, id: string) => {
  const step = blueprint.steps.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};

describe('steps', () => {
  it('get ids of their titles, none twice and none that is reserved', () => {
    const one = addStep(drawn(), { title: 'Parse', agent: 'parser' });
    expect(one.id).toBe('parse-2');
    expect(addStep(drawn(), { title: 'Budget', agent: 'parser' }).id).toBe('budget-2');
    expect(addStep(drawn(), { title: '42 Übersicht!', agent: 'parser' }).id).toBe('u-bersicht');
    expect(addStep(drawn(), { title: '漢字', agent: 'parser' }).id).toBe('step');
  });

  it('take what leads to them along when they are renamed', () => {
    const before = changeStep(drawn(), 'write', {
      when: { all: [{ path: 'steps.parse.output.score', is: 'at-least', value: 1 }] },
      after: ['parse'],
    });
    const write = stepOf(renameStep(before, 'parse', 'read'), 'write');
    expect(write).toMatchObject({
      after: ['read'],
      forEach: { from: 'steps.read.output.sections' },
      when: { all: [{ path: 'steps.read.output.score' }] },
    });
  });

  it('leave other ids that begin alike as they are', () => {
    const other = setWire(drawn(), 'write', 'style', { from: 'steps.parse-2.output.x' });
    expect(stepOf(renameStep(other, 'parse', 'read'), 'write').inputs.style).toEqual({
      from: 'steps.parse-2.output.x',
    });
  });

  it('leave nothing behind that was taken from them', () => {
    const conditional = changeStep(drawn(), 'write', { when: { path: 'steps.parse.output.note', is: 'present' } });
    const write = stepOf(removeStep(conditional, 'parse'), 'write');
    expect(write).not.toHaveProperty('forEach');
    expect(write).not.toHaveProperty('when');
    expect(write.inputs).toEqual({ section: { from: 'item' } });
  });

  it('wait for one another once, and for themselves never', () => {
    const waiting = addAfter(addAfter(drawn(), 'write', 'parse'), 'write', 'parse');
    expect(stepOf(waiting, 'write').after).toEqual(['parse']);
    expect(addAfter(drawn(), 'parse', 'parse')).toEqual(drawn());
    const apart = disconnect(waiting, 'parse', 'write');
    expect([...stepsBehind(waiting, 'parse')]).toEqual(['write']);
    expect([...stepsBehind(apart, 'parse')]).toEqual([]);
  });

  it('know ids that are free', () => {
    expect(isFreeId(drawn(), 'parse')).toBe(false);
    expect(isFreeId(drawn(), 'Parse')).toBe(false);
    expect(isFreeId(drawn(), 'other')).toBe(true);
  });
});

describe('the order of steps', () => {
  it('changes by one place, and not beyond the ends', () => {
    const ids = (blueprint: Blueprint) => blueprint.steps.map(({ id }) => id);
    expect(ids(shiftStep(drawn(), 'write', -1))).toEqual(['write', 'parse']);
    expect(ids(shiftStep(drawn(), 'write', 1))).toEqual(['parse', 'write']);
  });
});

describe('places', () => {
  const shown = new Map([['parse', { x: 10.4, y: 0 }]]);

  it('are kept for all once one step is moved', () => {
    const moved = moveStep(drawn(), { id: 'write', position: { x: 300, y: 8 }, shown });
    expect(moved.steps.map(({ position }) => position)).toEqual([
      { x: 10, y: 0 },
      { x: 300, y: 8 },
    ]);
    expect(stepOf(addStep(moved, { title: 'Next', agent: 'parser' }).blueprint, 'next').position).toEqual({
      x: 10,
      y: 116,
    });
    expect(arrange(moved)).toEqual(drawn());
  });
});

describe('inputs', () => {
  it('are renamed wherever they are taken', () => {
    const renamed = renameInput(drawn(), 'brief', 'text');
    expect(Object.keys(renamed.inputs)).toEqual(['text']);
    expect(stepOf(renamed, 'parse').inputs.brief).toEqual({ from: 'run.input.text' });
  });

  it('get names that are free', () => {
    expect(Object.keys(addInput(addInput(drawn())).inputs)).toEqual(['brief', 'input2', 'input3']);
    expect(isFreeInput(drawn(), 'brief')).toBe(false);
    expect(isFreeInput(drawn(), '2nd')).toBe(false);
    expect(Object.keys(removeInput(drawn(), 'brief').inputs)).toEqual([]);
  });
});

describe('what may be wired', () => {
  it('comes first where it serves, and never from a step behind', () => {
    const draft = { blueprint: drawn(), catalogue };
    const forBrief = suggestPaths(draft, stepOf(draft.blueprint, 'parse'), 'brief');
    expect(forBrief[0]).toEqual({ path: 'run.input.brief', kinds: ['string'], isFitting: true });
    expect(forBrief.some(({ path }) => path.startsWith('steps.write'))).toBe(false);
    const forSection = suggestPaths(draft, stepOf(draft.blueprint, 'write'), 'section').filter((one) => one.isFitting);
    expect(forSection.map(({ path }) => path)).toContain('item');
    expect(forSection.map(({ path }) => path)).not.toContain('run.input.brief');
  });

  it('is offered by field when two steps are connected', () => {
    const fields = connectionChoices({ blueprint: drawn(), catalogue }, 'parse', 'write');
    expect(fields.find(({ field }) => field.name === 'sections')?.paths[0]?.path).toBe('steps.parse.output.sections');
    expect(fields.at(-1)).toMatchObject({ field: { name: 'section' }, isWired: true });
  });

  it('begins with what is needed and not given by the worker', () => {
    const given = stepOf(addStep(drawn(), { title: 'G', agent: 'parser', task: 'given' }).blueprint, 'g');
    expect(taskFields(given, catalogue)).toEqual([
      { name: 'project', kinds: ['object'], isRequired: true, isGiven: true },
    ]);
    expect(taskFields(stepOf(drawn(), 'write'), catalogue)[0]?.name).toBe('section');
  });
});

describe('history', () => {
  it('takes changes of one group back at once, and does them again', () => {
    let history = beginHistory('a');
    for (const [next, group] of [
      ['b', 'x'],
      ['c', 'x'],
      ['d', 'y'],
    ] as const)
      history = record(history, next, group);
    expect(undo(history).present).toBe('c');
    expect(undo(undo(history)).present).toBe('a');
    expect(undo(undo(undo(history))).present).toBe('a');
    expect(redo(undo(history)).present).toBe('d');
    expect(redo(history).present).toBe('d');
    expect(record(undo(history), 'e').future).toEqual([]);
  });
});

describe('the place of an issue', () => {
  it('is a step and a field, or a field of the whole', () => {
    expect(placeOfIssue(drawn(), 'steps[1].inputs.section')).toEqual({ stepId: 'write', field: 'inputs.section' });
    expect(placeOfIssue(drawn(), 'steps[0]')).toEqual({ stepId: 'parse', field: '' });
    expect(placeOfIssue(drawn(), 'budget.usd')).toEqual({ field: 'budget.usd' });
    expect(placeOfIssue(drawn(), 'steps[7].id')).toEqual({ field: 'steps[7].id' });
  });
});

describe('a dry run', () => {
  const minute = 60_000;
  const once = { attempts: 1, backoffSeconds: 0, factor: 1, maxBackoffSeconds: 0, jitter: 0 };

  it('shows waves, branches and inputs as far as they are known', () => {
    const { waves, branches, areBranchesKnown, steps } = dryRun(drawn(), { brief: 'Words' });
    expect(waves.map((wave) => wave.map(({ step }) => step.id))).toEqual([['parse'], ['write']]);
    expect(waves[0]?.[0]?.inputs).toMatchObject([{ name: 'brief', value: 'Words', isKnown: true }]);
    expect(waves[1]?.[0]?.inputs).toMatchObject([{ name: 'section', isKnown: false }]);
    expect({ steps, branches, areBranchesKnown }).toEqual({ steps: 2, branches: 100, areBranchesKnown: false });
  });

  it('counts the branches of a list that is given, and leaves out what the input decides against', () => {
    let blueprint = changeInput(drawn(), 'list', { type: 'array', description: '', required: false });
    blueprint = changeStep(blueprint, 'write', { forEach: { from: 'run.input.list', limit: 100 } });
    expect(dryRun(blueprint, { list: [1, 2, 3] })).toMatchObject({ branches: 3, areBranchesKnown: true });
    blueprint = changeStep(blueprint, 'write', { when: { path: 'run.input.list', is: 'at-least', value: 2 } });
    expect(dryRun(blueprint, { list: [1] })).toMatchObject({ steps: 1, branches: 0 });
  });

  it('bounds the duration by timeouts, attempts, backoff and deadlines', () => {
    let blueprint = changeStep(drawn(), 'write', { forEach: undefined, retry: once, timeoutSeconds: 60 });
    blueprint = addAfter(blueprint, 'write', 'parse');
    blueprint = changeStep(blueprint, 'parse', {
      timeoutSeconds: 60,
      retry: { attempts: 3, backoffSeconds: 10, factor: 2, maxBackoffSeconds: 15, jitter: 0 },
      gate: { title: 'Gate', roles: ['architect'], deadlineSeconds: 60, onLapse: 'approve', shows: [] },
    });
    expect(dryRun(blueprint, {})).toMatchObject({ worstMs: 3 * minute + 25_000 + minute + minute, openGates: 0 });
  });

  it('bounds it by the places where there are fewer than branches', () => {
    let blueprint = changeStep(drawn(), 'parse', { retry: once, timeoutSeconds: 60 });
    blueprint = changeStep(blueprint, 'write', { retry: once, timeoutSeconds: 60 });
    expect(dryRun({ ...blueprint, maxParallel: 10 }, {}).worstMs).toBe(2 * minute + (99 * minute) / 10);
  });

  it('ends though steps wait for one another', () => {
    expect(dryRun(addAfter(drawn(), 'parse', 'write'), {}).waves).toEqual([]);
  });
});
