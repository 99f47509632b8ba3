import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Activity,
  CircularDependencyError,
  longestPathTo,
  orderActivities,
  scheduleActivities,
} from './critical-path.ts';

const activity = (id: string, days: number, ...after: string[]): Activity => ({ id, days, after });

/** Any graph without circles: a task depends on tasks before it in the list only; the list is then shuffled. */
const anyNetwork = fc
  .array(fc.record({ days: fc.integer({ min: 1, max: 20 }), after: fc.array(fc.nat(), { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((drafts) => {
    const activities = drafts.map(({ days, after }, index) =>
      activity(`t${index}`, days, ...(index === 0 ? [] : after.map((one) => `t${one % index}`))),
    );
    return fc.shuffledSubarray(activities, { minLength: activities.length });
  });

/** Lengths of all paths, by walking each of them. */
function everyPath(activities: readonly Activity[]): { ids: string[]; days: number }[] {
  const byId = new Map(activities.map((one) => [one.id, one]));
  const walk = (id: string): { ids: string[]; days: number }[] => {
    const { days = 0, after = [] } = byId.get(id) ?? {};
    if (after.length === 0) return [{ ids: [id], days }];
    return [...new Set(after)].flatMap(walk).map((path) => ({ ids: [...path.ids, id], days: path.days + days }));
  };
  return activities.flatMap(({ id }) => walk(id));
}

describe('the critical path method', () => {
  it('gives starts, ends and slack of a small network', () => {
    const { days, activities } = scheduleActivities([
      activity('a', 3),
      activity('b', 2, 'a'),
      activity('c', 5, 'a'),
      activity('d', 1, 'b', 'c'),
    ]);
    expect(days).toBe(9);
    expect(activities.get('b')).toEqual({ start: 3, finish: 5, slack: 3, isCritical: false });
    expect(activities.get('d')).toEqual({ start: 8, finish: 9, slack: 0, isCritical: true });
  });

  it('is as long as the longest of all paths', () => {
    fc.assert(
      fc.property(anyNetwork, (activities) => {
        const longest = Math.max(...everyPath(activities).map(({ days }) => days));
        expect(scheduleActivities(activities).days).toBe(longest);
      }),
    );
  });

  it('never begins a task before what it depends on is over', () => {
    fc.assert(
      fc.property(anyNetwork, (activities) => {
        const schedule = scheduleActivities(activities);
        for (const { id, after } of activities)
          for (const one of after)
            expect(schedule.activities.get(id)?.start).toBeGreaterThanOrEqual(
              schedule.activities.get(one)?.finish ?? Number.NaN,
            );
      }),
    );
  });

  it('has slack of zero exactly on the longest paths, never below', () => {
    fc.assert(
      fc.property(anyNetwork, (activities) => {
        const schedule = scheduleActivities(activities);
        const paths = everyPath(activities);
        const onLongest = new Set(paths.filter(({ days }) => days === schedule.days).flatMap(({ ids }) => ids));
        for (const [id, { slack, isCritical }] of schedule.activities) {
          expect(slack).toBeGreaterThanOrEqual(0);
          expect(isCritical).toBe(slack === 0);
          expect(isCritical).toBe(onLongest.has(id));
        }
      }),
    );
  });

  it('can move a task by its slack and no further without moving the end', () => {
    fc.assert(
      fc.property(anyNetwork, fc.nat(), (activities, pick) => {
        const schedule = scheduleActivities(activities);
        const moved = activities[pick % activities.length];
        const slack = schedule.activities.get(moved?.id ?? '')?.slack ?? 0;
        const longer = (by: number) =>
          scheduleActivities(activities.map((one) => (one === moved ? { ...one, days: one.days + by } : one))).days;
        expect(longer(slack)).toBe(schedule.days);
        expect(longer(slack + 1)).toBe(schedule.days + 1);
      }),
    );
  });

  it('finds the longest path to a task, and among equals the least certain one', () => {
    fc.assert(
      fc.property(anyNetwork, (activities) => {
        const schedule = scheduleActivities(activities);
        const variance = (id: string) => Number(id.slice(1)) % 5;
        const byId = new Map(activities.map((one) => [one.id, one]));
        for (const { id } of activities) {
          const found = longestPathTo(id, byId, schedule, variance);
          const ending = everyPath(activities).filter(({ ids }) => ids.at(-1) === id);
          const longest = Math.max(...ending.map(({ days }) => days));
          const sum = (ids: readonly string[]) => ids.reduce((total, one) => total + variance(one), 0);
          const greatest = Math.max(...ending.filter(({ days }) => days === longest).map(({ ids }) => sum(ids)));
          expect(found.path.reduce((total, one) => total + (byId.get(one)?.days ?? 0), 0)).toBe(longest);
          expect(found.variance).toBe(greatest);
          expect(sum(found.path)).toBe(greatest);
        }
      }),
    );
  });

  it('names tasks that wait for each other in a circle', () => {
    const circle = [activity('a', 1, 'c'), activity('b', 1, 'a'), activity('c', 1, 'b'), activity('d', 1)];
    expect(() => orderActivities(circle)).toThrow(CircularDependencyError);
    expect(() => orderActivities(circle)).toThrow(/a, b, c/);
  });

  it('ignores a dependency on a task that is not there', () => {
    expect(scheduleActivities([activity('a', 2, 'nobody')]).days).toBe(2);
  });
});
