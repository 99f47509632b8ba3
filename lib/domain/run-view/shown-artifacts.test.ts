import { describe, expect, it } from 'vitest';
import { shownArtifacts } from './shown-artifacts.ts';
import { readStepRecord } from './step-record.ts';

const record = (key: string, names: readonly string[], more: object = {}) =>
  readStepRecord({
    key,
    agentId: 'probe',
    status: 'SUCCEEDED',
    attempt: 1,
    startedAt: '2026-11-21T08:00:00.000Z',
    artifacts: names.map((name) => ({ name, key: `${key}/${name}`, contentType: 'text/plain', size: 1 })),
    ...more,
  });
const shown = (stepId: string, shows: readonly string[], ...list: ReturnType<typeof record>[]) =>
  shownArtifacts({ stepId, shows }, new Map(list.map((item) => [item.key, item])));

describe('what a gate shows', () => {
  it('is all that its step and the branches of it made, where it names nothing', () => {
    const files = shown('a', [], record('a[0]', ['x.md']), record('a[1]', ['x.md']), record('b', ['y.md']));
    expect(files.map(({ artifact }) => artifact.key)).toEqual(['a[0]/x.md', 'a[1]/x.md']);
  });

  it('is what it names, of its own step before that of others', () => {
    const files = shown(
      'b',
      ['x.md', 'only-a.md', 'gone.md'],
      record('a', ['x.md', 'only-a.md']),
      record('b', ['x.md']),
    );
    expect(files.map(({ artifact }) => artifact.key)).toEqual(['b/x.md', 'a/only-a.md']);
  });

  it('comes with the file of the round before, where that was kept', () => {
    const earlier = [{ attempt: 1, reason: 'changes', artifacts: [{ name: 'x.md', key: 'a/1/x.md' }] }];
    const [file] = shown('a', [], record('a', ['x.md'], { attempt: 2, attempts: JSON.stringify(earlier) }));
    expect(file?.earlier?.key).toBe('a/1/x.md');
  });
});
