import { describe, expect, it } from 'vitest';
import { type ComparedStep, compareRuns } from './compare-runs.ts';
import type { StepView } from './step-view.ts';

function step(key: string, output: string | null): ComparedStep {
  const view: StepView = {
    ...{ key, stepId: key.split('[')[0] ?? key, branch: undefined, title: key, agent: 'probe', attempt: 1, usd: 0 },
    ...{ status: 'SUCCEEDED', startedAt: 0, endedAt: 1, reason: undefined, hasGate: false },
    ...{ branches: undefined, reusedFrom: undefined },
  };
  return { view, output, outputKey: null };
}
const compared = (left: ComparedStep[], right: ComparedStep[]) =>
  compareRuns(left, right).map(({ key, output }) => [key, output]);

describe('two runs side by side', () => {
  it('tells for each step whether it came to the same', () => {
    const left = [step('a', '1'), step('b', '1'), step('c', '1'), step('d', null)];
    const right = [step('a', '1'), step('b', '2'), step('c', null), step('d', null)];
    expect(compared(left, right)).toEqual([
      ['a', 'same'],
      ['b', 'different'],
      ['c', 'unknown'],
      ['d', 'none'],
    ]);
  });

  it('has what only one of them has, the right one’s last', () => {
    expect(compared([step('b', '1')], [step('a', '1'), step('b', '1')])).toEqual([
      ['b', 'same'],
      ['a', 'unknown'],
    ]);
  });

  it('lets a fan-out differ where a branch does, and leaves out the branches that are the same', () => {
    const branches = (last: string) => [step('a', null), step('a[0]', '1'), step('a[1]', last)];
    expect(compared(branches('2'), branches('3'))).toEqual([
      ['a', 'different'],
      ['a[1]', 'different'],
    ]);
    expect(compared(branches('2'), branches('2'))).toEqual([['a', 'same']]);
  });
});
