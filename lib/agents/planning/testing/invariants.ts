import { expect } from 'vitest';
import { addWorkingDays, countWorkingDays, dayAfter, isWorkingDay } from '#lib/domain/planning/working-days';
import { type Plan, planSchema } from '../schema.ts';

/** What holds for every plan, whatever it was made from. */
export function expectSoundPlan(plan: Plan): void {
  expect(() => planSchema.parse(plan)).not.toThrow();
  const byId = new Map(plan.tasks.map((task) => [task.id, task]));
  expect(byId.size).toBe(plan.tasks.length);
  expect(new Set(plan.tasks.map(({ wbs }) => wbs)).size).toBe(plan.tasks.length);
  for (const task of plan.tasks) {
    expect(isWorkingDay(task.start), task.id).toBe(true);
    expect(isWorkingDay(task.end), task.id).toBe(true);
    expect(task.start >= plan.startDate && task.end <= plan.endDate, task.id).toBe(true);
    expect(countWorkingDays(task.start, dayAfter(task.end)), task.id).toBe(task.durationDays);
    expect(task.slackDays, task.id).toBeGreaterThanOrEqual(0);
    expect(task.isCritical, task.id).toBe(task.slackDays === 0);
    const before = task.waitsFor === undefined ? task.dependsOn : [...task.dependsOn, task.waitsFor];
    for (const id of before) {
      const needed = byId.get(id);
      expect(needed, `${task.id} depends on ${id}`).toBeDefined();
      expect(task.start > (needed?.end ?? '9'), `${task.id} after ${id}`).toBe(true);
    }
  }
  const path = plan.criticalPath.map((id) => byId.get(id));
  expect(path[0]?.start).toBe(plan.startDate);
  expect(path.at(-1)?.end).toBe(plan.endDate);
  path.forEach((task, index) => {
    expect(task?.isCritical).toBe(true);
    const previous = path[index - 1];
    if (previous) expect(task?.start).toBe(addWorkingDays(previous.end, 1));
  });
  expect(countWorkingDays(plan.startDate, dayAfter(plan.endDate))).toBe(plan.duration.expectedDays);
  expect(plan.duration.p10Days).toBeLessThanOrEqual(plan.duration.expectedDays);
  expect(plan.duration.p90Days).toBeGreaterThanOrEqual(plan.duration.expectedDays);
  for (const { after, date } of plan.milestones)
    expect(
      after
        .map((id) => byId.get(id)?.end)
        .toSorted()
        .at(-1),
    ).toBe(date);
  for (const { tasks } of plan.risks) for (const id of tasks) expect(byId.has(id), id).toBe(true);
}
