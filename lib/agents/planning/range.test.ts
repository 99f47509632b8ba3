import { describe, expect, it } from 'vitest';
import { decileRange, estimate } from '#lib/domain/planning/pert';
import { buildPlan } from './build-plan.ts';
import type { Plan } from './schema.ts';
import { assess, letters, now, readAnswers } from './testing/examples.ts';
import { type RandomTask, simulate } from './testing/monte-carlo.ts';
import { shareOf, toRole } from './work/roles.ts';

const rounds = 4_000;
const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;

function toRandomTasks(tasks: Plan['tasks']): RandomTask[] {
  return tasks.map(({ id, dependsOn, waitsFor, estimate: { optimistic, mostLikely, pessimistic }, kind, role }) => {
    const share = kind === 'wait' ? 1 : shareOf(toRole(role));
    return {
      id,
      after: waitsFor === undefined ? dependsOn : [...dependsOn, waitsFor],
      points: { optimistic: optimistic / share, mostLikely: mostLikely / share, pessimistic: pessimistic / share },
    };
  });
}

describe('the range of 80 %', () => {
  it('is what chance makes of a row of tasks', () => {
    const tasks = Array.from(
      { length: 25 },
      (_, index): RandomTask => ({
        id: `t${index}`,
        after: index === 0 ? [] : [`t${index - 1}`],
        points: { optimistic: 2 + (index % 3), mostLikely: 6, pessimistic: 12 + (index % 7) },
      }),
    );
    const estimates = tasks.map(({ points }) => estimate(points));
    const mean = estimates.reduce((sum, { expected }) => sum + expected, 0);
    const variance = estimates.reduce((sum, { standardDeviation }) => sum + standardDeviation ** 2, 0);
    const { p10, p90 } = decileRange(mean, Math.sqrt(variance));
    const lengths = simulate(tasks, rounds, 7);
    expect(Math.abs(at(lengths, 0.5) - mean) / mean).toBeLessThan(0.02);
    expect(Math.abs(at(lengths, 0.1) - p10) / p10).toBeLessThan(0.02);
    expect(Math.abs(at(lengths, 0.9) - p90) / p90).toBeLessThan(0.02);
  });

  it.each(['hospital', 'fintech'] as const)('of the plan for the %s is near what chance makes of it', async (name) => {
    const report = await assess(readAnswers(name));
    const plan = buildPlan({
      report,
      design: letters,
      project: { id: name, name },
      start: { date: now.toISOString().slice(0, 10), assumption: '' },
      changes: { design: letters, notes: [] },
    });
    const lengths = simulate(toRandomTasks(plan.tasks), rounds, 11);
    const { p10Days, expectedDays, p90Days } = plan.duration;
    const near = (value: number, expected: number) => Math.abs(value - expected) / expected;
    expect(near(at(lengths, 0.5), expectedDays)).toBeLessThan(0.05);
    expect(near(at(lengths, 0.9), p90Days)).toBeLessThan(0.05);
    // What runs beside the longest path can only make it longer: the low end is passed less often than said.
    expect(at(lengths, 0.1)).toBeGreaterThan(p10Days * 0.97);
  });
});
