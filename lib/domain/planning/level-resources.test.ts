import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleActivities } from './critical-path.ts';
import { levelResources, type PooledActivity } from './level-resources.ts';

const pools = ['engineering', 'security', undefined] as const;
const anyWork = fc
  .array(
    fc.record({
      days: fc.integer({ min: 1, max: 9 }),
      after: fc.array(fc.nat(), { maxLength: 3 }),
      pool: fc.constantFrom(...pools),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((drafts) =>
    drafts.map(
      ({ days, after, pool }, index): PooledActivity => ({
        id: `t${index}`,
        days,
        pool,
        after: index === 0 ? [] : after.map((one) => `t${one % index}`),
      }),
    ),
  );

function level(activities: readonly PooledActivity[], engineers: number) {
  const before = levelResources(activities, new Map([['engineering', engineers]]));
  const bound = activities.map((one) => {
    const previous = before.get(one.id);
    return previous === undefined ? one : { ...one, after: [...one.after, previous] };
  });
  return { before, schedule: scheduleActivities(bound) };
}

describe('leveling', () => {
  it('lets one person do one thing after the other, the urgent first', () => {
    const work: PooledActivity[] = [
      { id: 'short', days: 2, after: [], pool: 'engineering' },
      { id: 'long', days: 3, after: [], pool: 'engineering' },
      { id: 'behind', days: 9, after: ['long'] },
    ];
    expect(Object.fromEntries(level(work, 1).before)).toEqual({ short: 'long' });
    expect(level(work, 2).before.size).toBe(0);
  });

  it('never gives a pool more to do at a time than it has people, and never stops the rest', () => {
    fc.assert(
      fc.property(anyWork, fc.integer({ min: 1, max: 4 }), (activities, engineers) => {
        const { schedule } = level(activities, engineers);
        for (let day = 0; day < schedule.days; day += 1) {
          const at = (pool: string) =>
            activities.filter(({ id, pool: own }) => {
              const { start = 0, finish = 0 } = schedule.activities.get(id) ?? {};
              return own === pool && start <= day && day < finish;
            }).length;
          expect(at('engineering')).toBeLessThanOrEqual(engineers);
          expect(at('security')).toBeLessThanOrEqual(1);
        }
        expect(schedule.activities.size).toBe(activities.length);
      }),
    );
  });

  it('is never shorter than without it, and no longer than all work in a row', () => {
    fc.assert(
      fc.property(anyWork, fc.integer({ min: 1, max: 4 }), (activities, engineers) => {
        const { schedule } = level(activities, engineers);
        expect(schedule.days).toBeGreaterThanOrEqual(scheduleActivities(activities).days);
        expect(schedule.days).toBeLessThanOrEqual(activities.reduce((sum, { days }) => sum + days, 0));
      }),
    );
  });

  it('changes nothing where there are people for everything', () => {
    fc.assert(
      fc.property(anyWork, (activities) => {
        const free = activities.map((one) => ({ ...one, pool: one.pool && 'engineering' }));
        expect(level(free, free.length).schedule.days).toBe(scheduleActivities(free).days);
      }),
    );
  });
});
