import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { replayState } from './replay.ts';
import { blueprintOf, failed, handedOut, heard, started, statusesOf, succeeded } from './testing.ts';

const plan = blueprintOf([
  { id: 'parse' },
  { id: 'score' },
  { id: 'praise', when: { path: 'steps.score.output.points', is: 'at-least', value: 10 } },
  { id: 'content', forEach: { from: 'steps.parse.output.sections' } },
  { id: 'check', after: ['content', 'praise'] },
  { id: 'end', after: ['check'] },
]);
const parsed = succeeded('parse', { facts: { 'steps.parse.output.sections': { length: 2 } }, usd: 3 });
const scored = succeeded('score', { facts: { 'steps.score.output.points': 5 } });
const content = [succeeded('content[0]'), succeeded('content[1]')];
const source = heard(plan, [started, parsed, scored, ...content, succeeded('check'), succeeded('end')], {
  'run.input.tone': 'dry',
}).state;
const replay = (fromStep: string, of = source) =>
  replayState({ blueprint: plan, source: of, sourceRunId: 'first', fromStep, at: 1000 });

function replayed(fromStep: string, of = source) {
  const result = replay(fromStep, of);
  if (!result.ok) throw new Error(result.error.message);
  return result.data;
}

describe('a run that is replayed from a step', () => {
  it('takes over the steps before it, where their results are, and what they cost is not counted again', () => {
    const state = replayed('check');
    expect(statusesOf(state)).toEqual({
      ...{ parse: 'REUSED', score: 'REUSED', praise: 'SKIPPED', content: 'REUSED', check: 'PENDING', end: 'PENDING' },
    });
    expect(state.steps.content).toEqual({ status: 'REUSED', attempt: 0, branches: 2, reusedFrom: 'first' });
    expect(state).toMatchObject({ spentUsd: 0, startedAt: 1000, status: 'RUNNING' });
  });

  it('goes on there', () => {
    const { commands } = decide(plan, replayed('check'), started);
    expect(commands[0]).toEqual({ kind: 'announce', event: 'run.started' });
    expect(handedOut(commands)).toEqual(['check#1']);
  });

  it('decides with the facts of what it takes over, and only those', () => {
    expect(replayed('content').facts).toEqual(source.facts);
    expect(replayed('parse').facts).toEqual({ 'run.input.tone': 'dry', 'steps.score.output.points': 5 });
    const wide = decide(plan, replayed('content'), started);
    expect(handedOut(wide.commands)).toEqual(['content[0]#1', 'content[1]#1']);
  });

  it('runs steps that are not before it again only where they have no result', () => {
    const early = heard(plan, [started, parsed, ...content]).state;
    expect(statusesOf(replayed('content', early))).toMatchObject({
      parse: 'REUSED',
      score: 'PENDING',
      praise: 'PENDING',
    });
  });

  it('names the run that has the records when it is replayed itself', () => {
    const again = replayed('content', replayed('check'));
    expect(again.steps.parse?.reusedFrom).toBe('first');
  });

  it('can begin at a step that has failed', () => {
    const broken = heard(plan, [
      started,
      parsed,
      scored,
      failed('content[0]', { retryable: false }),
      content[1] ?? started,
    ]);
    expect(broken.state.status).toBe('FAILED');
    expect(statusesOf(replayed('content', broken.state))).toMatchObject({ content: 'PENDING', parse: 'REUSED' });
  });

  it('is refused when the step needs one that has no result', () => {
    const early = heard(plan, [started, parsed]).state;
    expect(replay('check', early)).toEqual({
      ok: false,
      error: {
        type: 'Conflict',
        code: 'STEP_WITHOUT_RESULT',
        field: 'fromStepId',
        message: '"content" has no result yet. Replay from there or from a step before it.',
      },
    });
  });

  it('is refused from a step that there is none of', () => {
    for (const step of ['unknown', 'constructor', 'content[0]']) {
      expect(replay(step)).toMatchObject({ ok: false, error: { code: 'STEP_NOT_FOUND' } });
    }
  });
});
