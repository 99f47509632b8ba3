/** A task of a network: whole days, and the tasks that have to be over before it begins. */
export type Activity = { id: string; days: number; after: readonly string[] };

/** Day numbers from 0; `finish` is the first day after the task. */
export type ScheduledActivity = { start: number; finish: number; slack: number; isCritical: boolean };

export type Schedule = {
  /** Days from the first start to the last finish. */
  days: number;
  activities: ReadonlyMap<string, ScheduledActivity>;
  /** Ids in topological order, those listed first first. */
  order: readonly string[];
};

/** The tasks wait for each other in a circle. */
export class CircularDependencyError extends Error {
  override readonly name = 'CircularDependencyError';
}

/**
 * Ids so that everything stands behind what it depends on.
 * @throws CircularDependencyError with the tasks that could not be ordered
 */
export function orderActivities(activities: readonly Activity[]): string[] {
  const known = new Set(activities.map(({ id }) => id));
  const followers = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const { id, after } of activities) {
    const needed = [...new Set(after)].filter((one) => known.has(one));
    open.set(id, needed.length);
    for (const one of needed) {
      const list = followers.get(one);
      if (list) list.push(id);
      else followers.set(one, [id]);
    }
  }
  const order = activities.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (let index = 0; index < order.length; index += 1) {
    for (const follower of followers.get(order[index] ?? '') ?? []) {
      const left = (open.get(follower) ?? 0) - 1;
      open.set(follower, left);
      if (left === 0) order.push(follower);
    }
  }
  if (order.length < known.size) {
    const rest = [...known].filter((id) => (open.get(id) ?? 0) > 0).slice(0, 5);
    throw new CircularDependencyError(
      `Tasks wait for each other in a circle, among them ${rest.join(', ')}; remove one of their dependencies.`,
    );
  }
  return order;
}

/**
 * Critical path method: earliest starts by a forward pass, slack by a backward pass. A task is critical exactly when its
 * slack is zero. Dependencies on tasks that are not in the list are ignored.
 * @throws CircularDependencyError
 */
export function scheduleActivities(activities: readonly Activity[]): Schedule {
  const order = orderActivities(activities);
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const start = new Map<string, number>();
  const finish = new Map<string, number>();
  let days = 0;
  for (const id of order) {
    const activity = byId.get(id);
    const begins = Math.max(0, ...(activity?.after ?? []).map((one) => finish.get(one) ?? 0));
    const ends = begins + (activity?.days ?? 0);
    start.set(id, begins);
    finish.set(id, ends);
    days = Math.max(days, ends);
  }
  const latest = new Map<string, number>();
  const scheduled = new Map<string, ScheduledActivity>();
  for (const id of order.toReversed()) {
    const activity = byId.get(id);
    const ends = finish.get(id) ?? 0;
    const slack = (latest.get(id) ?? days) - ends;
    const latestStart = (latest.get(id) ?? days) - (activity?.days ?? 0);
    for (const one of activity?.after ?? []) latest.set(one, Math.min(latest.get(one) ?? days, latestStart));
    scheduled.set(id, { start: start.get(id) ?? 0, finish: ends, slack, isCritical: slack === 0 });
  }
  return { days, activities: scheduled, order };
}

/**
 * The longest path that ends with a task, first task first. Among paths of the same length the one with the greatest
 * variance is taken: it bounds the date that can be promised.
 */
export function longestPathTo(
  id: string,
  activities: ReadonlyMap<string, Activity>,
  schedule: Schedule,
  varianceOf: (id: string) => number,
): { path: string[]; variance: number } {
  const best = new Map<string, { variance: number; before: string | undefined }>();
  for (const one of schedule.order) {
    const own = schedule.activities.get(one);
    let found: { variance: number; before: string | undefined } = { variance: 0, before: undefined };
    for (const before of activities.get(one)?.after ?? []) {
      if (schedule.activities.get(before)?.finish !== own?.start) continue;
      const variance = best.get(before)?.variance ?? 0;
      if (found.before === undefined || variance > found.variance) found = { variance, before };
    }
    best.set(one, { variance: found.variance + varianceOf(one), before: found.before });
    if (one === id) break;
  }
  const path: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = best.get(at)?.before) path.push(at);
  return { path: path.toReversed(), variance: best.get(id)?.variance ?? 0 };
}
