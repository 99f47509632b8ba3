import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Fact } from './state.ts';
import { blueprintOf, failed, handedOut, heard, started, statusesOf, succeeded } from './testing.ts';

const plan = blueprintOf(
  [
    { id: 'parse' },
    { id: 'content', forEach: { from: 'steps.parse.output.sections', limit: 5 }, retry: { attempts: 1 } },
    { id: 'check', forEach: { from: 'steps.content.output' } },
    { id: 'end', after: ['check'] },
  ],
  { maxParallel: 2 },
);
const parsed = (sections: Fact) => succeeded('parse', { facts: { 'steps.parse.output.sections': sections } });
const of = (length: number) => [started, parsed({ length })];

describe('a step over a list', () => {
  it('has a branch for each element, as many at once as may be', () => {
    const { state, commands } = heard(plan, of(3));
    expect(handedOut(commands)).toEqual(['content[0]#1', 'content[1]#1']);
    expect(statusesOf(state)).toMatchObject({
      content: 'SCHEDULED',
      'content[1]': 'SCHEDULED',
      'content[2]': 'PENDING',
    });
    expect(state.steps.content?.branches).toBe(3);
  });

  it('is done with its last branch, in whatever order they end', () => {
    const { state } = heard(plan, [...of(3), succeeded('content[1]'), succeeded('content[2]')]);
    expect(state.steps.content?.status).toBe('SCHEDULED');
    const last = decide(plan, state, succeeded('content[0]'));
    expect(last.state.steps.content?.status).toBe('SUCCEEDED');
  });

  it('gives a list itself, of the same length', () => {
    const done = [0, 1, 2].map((branch) => succeeded(`content[${branch}]`));
    const { state } = heard(plan, [...of(3), ...done]);
    expect(state.facts['steps.content.output']).toEqual({ length: 3 });
    expect(state.steps.check?.branches).toBe(3);
  });

  it.each([{ length: 0 }, null])('is done at once when there is nothing in the list: %o', (sections) => {
    const { state, commands } = heard(plan, [started, parsed(sections)]);
    expect(statusesOf(state)).toEqual({
      parse: 'SUCCEEDED',
      content: 'SUCCEEDED',
      check: 'SUCCEEDED',
      end: 'SCHEDULED',
    });
    expect(handedOut(commands)).toEqual(['end#1']);
  });

  it('takes what no fact is known of for an empty list', () => {
    expect(heard(plan, [started, succeeded('parse')]).state.steps.content?.status).toBe('SUCCEEDED');
  });

  it.each<[Fact, string]>([
    [{ length: 6 }, 'has 6 elements; the step takes 5 at most'],
    ['text', 'is not a list'],
    [{ keys: 2 }, 'is not a list'],
  ])('fails when it cannot have a branch for each: %o', (sections, reason) => {
    const { state } = heard(plan, [started, parsed(sections)]);
    expect(state.status).toBe('FAILED');
    expect(state.reason).toContain(reason);
  });

  it('fails when the run has no room for its branches', () => {
    const long = 'a'.repeat(40);
    const branches = { from: 'run.input.list', limit: 500 };
    const wide = blueprintOf(['b', 'c'].map((end) => ({ id: `${long}${end}`, forEach: branches })));
    const { state } = heard(wide, [started], { 'run.input.list': { length: 500 } });
    expect(state.steps[`${long}b`]?.status).toBe('SCHEDULED');
    expect(state.steps[`${long}c`]?.status).toBe('FAILED');
    expect(state.steps[`${long}c`]?.reason).toContain('more than the run has room for');
  });

  it('fails with a branch, once the others that are at work are done', () => {
    const { state } = heard(plan, [...of(3), failed('content[1]')]);
    expect(state).toMatchObject({
      status: 'RUNNING',
      steps: { content: { status: 'FAILED', reason: 'Branch 1: It failed.' } },
    });
    const after = decide(plan, state, succeeded('content[0]'));
    expect(after.state.status).toBe('FAILED');
    expect(after.state.steps['content[2]']?.status).toBe('PENDING');
  });

  it('does not take a result for the whole: its branches have the results', () => {
    const { state } = heard(plan, of(3));
    expect(decide(plan, state, succeeded('content')).state).toBe(state);
    expect(decide(plan, state, failed('content')).state).toBe(state);
    expect(decide(plan, state, succeeded('content[3]')).state).toBe(state);
  });
});
