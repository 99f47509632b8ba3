import { type Activity, scheduleActivities } from './critical-path.ts';

/** `pool` names the people who can do it; tasks without one need nobody, such as waiting for a decision. */
export type PooledActivity = Activity & { pool?: string | undefined };

type Person = { freeAt: number; last: string | undefined };

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/**
 * Gives each task a person of its pool and returns, by task, the task that this person does before: with these as further
 * dependencies no pool has more to do at a time than it has people. Tasks that can begin the same day go by least latest
 * start, so what is urgent comes first (a list schedule; near the shortest one, not proven to be it).
 * @param capacities people per pool; a pool that is not named has one
 */
export function levelResources(
  activities: readonly PooledActivity[],
  capacities: ReadonlyMap<string, number>,
): Map<string, string> {
  const { activities: free, order } = scheduleActivities(activities);
  const latestStart = (id: string) => (free.get(id)?.start ?? 0) + (free.get(id)?.slack ?? 0);
  const rank = new Map(order.map((id, index) => [id, index]));
  const urgency = (left: PooledActivity, right: PooledActivity) =>
    latestStart(left.id) - latestStart(right.id) || (rank.get(left.id) ?? 0) - (rank.get(right.id) ?? 0);

  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const followers = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const { id, after } of activities) {
    const needed = [...new Set(after)].filter((one) => byId.has(one));
    open.set(id, needed.length);
    for (const one of needed) append(followers, one, id);
  }
  const people = new Map<string, Person[]>();
  const peopleOf = (pool: string) => {
    const known = people.get(pool);
    if (known) return known;
    const size = Math.max(1, Math.floor(capacities.get(pool) ?? 1));
    const made = Array.from({ length: size }, (): Person => ({ freeAt: 0, last: undefined }));
    people.set(pool, made);
    return made;
  };

  const before = new Map<string, string>();
  const running = new Map<number, string[]>();
  const waiting = new Map<string, PooledActivity[]>();
  let ready = activities.filter(({ id }) => open.get(id) === 0);
  let day = 0;
  const begin = (activity: PooledActivity) => {
    const ends = day + activity.days;
    append(running, ends, activity.id);
    return ends;
  };
  for (;;) {
    const touched = new Set<string>();
    for (const activity of ready) {
      if (activity.pool === undefined) begin(activity);
      else {
        append(waiting, activity.pool, activity);
        touched.add(activity.pool);
      }
    }
    for (const pool of touched) waiting.get(pool)?.sort(urgency);
    for (const [pool, queue] of waiting) {
      for (const person of peopleOf(pool)) {
        if (person.freeAt > day) continue;
        const next = queue.shift();
        if (next === undefined) break;
        if (person.last !== undefined) before.set(next.id, person.last);
        person.freeAt = begin(next);
        person.last = next.id;
      }
    }
    if (running.size === 0) return before;
    day = Math.min(...running.keys());
    const finished = running.get(day) ?? [];
    running.delete(day);
    ready = finished.flatMap((id) =>
      (followers.get(id) ?? []).flatMap((follower) => {
        const left = (open.get(follower) ?? 0) - 1;
        open.set(follower, left);
        const activity = byId.get(follower);
        return left === 0 && activity ? [activity] : [];
      }),
    );
  }
}
