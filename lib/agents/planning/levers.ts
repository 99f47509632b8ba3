import { addWorkingDays } from '#lib/domain/planning/working-days';
import { type EstimatedTask, reachedBy, type ScheduledPlan, withoutFreezes } from './schedule-tasks.ts';

type Lever = { name: string; expectedDate: string; savedDays: number };
export type Variant = { tasks: readonly EstimatedTask[]; engineers: number };

/** A gain below this is within what estimates can tell. */
const leastSavedDays = 3;

function shortenTo(tasks: readonly EstimatedTask[], key: string, days: number): EstimatedTask[] {
  return tasks.map((task) => (task.key === key ? { ...task, days: Math.min(task.days, days) } : task));
}

function listVariants({ tasks, engineers }: Variant): { name: string; variant: Variant }[] {
  const find = (key: string) => tasks.find((task) => task.key === key);
  const [budget, procurement] = [find('budget'), find('procurement')];
  const buyingDays = Math.max(1, Math.round(procurement?.estimate.optimistic ?? 1));
  const single = [
    ...(budget ? [{ name: 'The budget is approved at once', tasks: shortenTo(tasks, 'budget', 1), engineers }] : []),
    ...(procurement && buyingDays < procurement.days
      ? [
          {
            name: `Buying takes ${buyingDays} working days`,
            tasks: shortenTo(tasks, 'procurement', buyingDays),
            engineers,
          },
        ]
      : []),
    { name: `${engineers * 2} engineers instead of ${engineers}`, tasks, engineers: engineers * 2 },
  ];
  const together = {
    name: 'All of this together',
    tasks: shortenTo(shortenTo(tasks, 'budget', 1), 'procurement', buyingDays),
    engineers: engineers * 2,
  };
  return [...single, ...(single.length > 1 ? [together] : [])].map(({ name, ...variant }) => ({ name, variant }));
}

/** What would bring the pilot forward, by scheduling the plan again with one thing changed, then with all of them. */
export function findLevers(
  plan: ScheduledPlan,
  engineers: number,
  schedule: (variant: Variant) => ScheduledPlan,
): Lever[] {
  const liveOn = (made: ScheduledPlan) => reachedBy(made, ['release']).day;
  const usual = liveOn(plan);
  return listVariants({ tasks: withoutFreezes(plan.tasks), engineers })
    .map(({ name, variant }) => {
      const day = liveOn(schedule(variant));
      return { name, expectedDate: addWorkingDays(plan.start, Math.max(1, day) - 1), savedDays: usual - day };
    })
    .filter(({ savedDays }) => savedDays >= leastSavedDays)
    .toSorted((left, right) => right.savedDays - left.savedDays);
}
