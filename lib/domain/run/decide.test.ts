import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { blueprintOf, handedOut, heard, started, statusesOf, succeeded } from './testing.ts';

const chain = blueprintOf([
  { id: 'one' },
  { id: 'two', inputs: { text: { from: 'steps.one.output.text' } } },
  { id: 'three', after: ['two'] },
]);

describe('a run that is started', () => {
  it('announces itself and hands out the steps that need nothing', () => {
    expect(heard(chain, [started]).commands).toEqual([
      { kind: 'announce', event: 'run.started' },
      { kind: 'execute', key: 'one', attempt: 1, since: 1, delaySeconds: 0 },
    ]);
  });

  it('begins even when the first thing it hears is something else', () => {
    expect(handedOut(heard(chain, [{ kind: 'ticked', at: 5 }]).commands)).toEqual(['one#1']);
  });

  it('is not started a second time', () => {
    const { state } = heard(chain, [started]);
    expect(decide(chain, state, started)).toEqual({ state, commands: [] });
  });
});

describe('a step', () => {
  it('begins when all that it needs is done', () => {
    const diamond = blueprintOf([
      { id: 'top' },
      { id: 'left', after: ['top'] },
      { id: 'right', after: ['top'] },
      { id: 'end', after: ['left', 'right'] },
    ]);
    expect(handedOut(heard(diamond, [started, succeeded('top')]).commands)).toEqual(['left#1', 'right#1']);
    expect(handedOut(heard(diamond, [started, succeeded('top'), succeeded('right')]).commands)).toEqual([]);
    const last = heard(diamond, [started, succeeded('top'), succeeded('right'), succeeded('left')]);
    expect(handedOut(last.commands)).toEqual(['end#1']);
  });

  it('keeps when it was begun and when it ended', () => {
    const { state } = heard(chain, [{ kind: 'started', at: 10 }, succeeded('one', { at: 25 })]);
    expect(state.steps.one).toEqual({ status: 'SUCCEEDED', attempt: 1, startedAt: 10, endedAt: 25 });
  });

  it('does not count when nobody knows it', () => {
    const { state } = heard(chain, [started]);
    for (const key of ['four', 'one[0]', 'constructor', '__proto__', 'steps.one']) {
      expect(decide(chain, state, succeeded(key)).state).toBe(state);
    }
  });

  it('does not count when its result is of an attempt that was never made', () => {
    const { state } = heard(chain, [started]);
    expect(decide(chain, state, succeeded('one', { attempt: 2 })).state).toBe(state);
    expect(decide(chain, state, succeeded('two')).state).toBe(state);
  });
});

describe('a run', () => {
  it('has no more at work than its blueprint allows, and begins in its order', () => {
    const wide = blueprintOf([{ id: 'a' }, { id: 'b' }, { id: 'c' }], { maxParallel: 2 });
    const first = heard(wide, [started]);
    expect(handedOut(first.commands)).toEqual(['a#1', 'b#1']);
    expect(statusesOf(first.state)).toEqual({ a: 'SCHEDULED', b: 'SCHEDULED', c: 'PENDING' });
    expect(handedOut(decide(wide, first.state, succeeded('b')).commands)).toEqual(['c#1']);
  });

  it('is complete with its last step, and hears nothing more', () => {
    const { state, commands } = heard(chain, [
      started,
      succeeded('one'),
      succeeded('two'),
      succeeded('three', { at: 9 }),
    ]);
    expect(state).toMatchObject({ status: 'COMPLETED', endedAt: 9 });
    expect(commands).toEqual([{ kind: 'announce', event: 'run.completed' }]);
    expect(decide(chain, state, succeeded('three')).state).toBe(state);
    expect(decide(chain, state, { kind: 'ticked', at: 1e12 }).state).toBe(state);
  });

  it('fails rather than hang when its steps wait for one another', () => {
    const knot = blueprintOf([
      { id: 'a', after: ['b'] },
      { id: 'b', after: ['a'] },
    ]);
    const { state } = heard(knot, [started]);
    expect(state.status).toBe('FAILED');
    expect(state.reason).toContain('wait for one another');
  });
});

describe('a condition', () => {
  const guarded = blueprintOf([
    { id: 'score' },
    { id: 'praise', when: { path: 'steps.score.output.points', is: 'at-least', value: 10 } },
    { id: 'end', after: ['praise'] },
  ]);
  const points = (value: number) => succeeded('score', { facts: { 'steps.score.output.points': value, unasked: 1 } });

  it('lets the step run when it holds by the facts of earlier ones', () => {
    expect(handedOut(heard(guarded, [started, points(10)]).commands)).toEqual(['praise#1']);
  });

  it('skips the step otherwise, and what follows goes on', () => {
    const { state, commands } = heard(guarded, [started, points(9)]);
    expect(statusesOf(state)).toEqual({ score: 'SUCCEEDED', praise: 'SKIPPED', end: 'SCHEDULED' });
    expect(handedOut(commands)).toEqual(['end#1']);
  });

  it('goes by the facts that the blueprint asks for; others are not kept', () => {
    expect(heard(guarded, [started, points(9)]).state.facts).toEqual({ 'steps.score.output.points': 9 });
  });

  it('can skip all steps there are, in any order', () => {
    const never = { path: 'run.input.wanted', is: 'present' } as const;
    const all = blueprintOf([
      { id: 'b', when: never, after: ['a'] },
      { id: 'a', when: never },
    ]);
    expect(heard(all, [started]).state.status).toBe('COMPLETED');
    expect(heard(all, [started]).commands.map((command) => 'event' in command && command.event)).toEqual([
      'run.started',
      'run.completed',
    ]);
  });
});
