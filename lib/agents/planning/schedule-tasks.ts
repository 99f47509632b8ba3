import { type Activity, longestPathTo, type Schedule, scheduleActivities } from '#lib/domain/planning/critical-path';
import { levelResources, type PooledActivity } from '#lib/domain/planning/level-resources';
import { decileRange, type Estimate, estimate, scale } from '#lib/domain/planning/pert';
import { addWorkingDays, countWorkingDays, dayAfter } from '#lib/domain/planning/working-days';
import { type DraftTask, type Topic, toPoints } from './work/draft-task.ts';
import { combineFactors, type Factor } from './work/factors.ts';
import type { Freeze } from './work/freezes.ts';
import { engineeringPool, poolOf, shareOf } from './work/roles.ts';

export type EstimatedTask = DraftTask & { estimate: Estimate; days: number; factors: readonly Factor[] };

export type ScheduledPlan = {
  start: string;
  tasks: readonly EstimatedTask[];
  schedule: Schedule;
  /** The task that the same person does before, by task. */
  waitsFor: ReadonlyMap<string, string>;
  activities: ReadonlyMap<string, Activity>;
};

/** Applies the factors of the assessment; whole working days follow from the share of a week that the role has. */
export function estimateTask(task: DraftTask, byTopic: ReadonlyMap<Topic, readonly Factor[]>): EstimatedTask {
  const { factors, factor, spread } = combineFactors(task.topics, byTopic);
  const points = estimate(scale(task.points, factor, spread));
  const share = task.kind === 'wait' ? 1 : shareOf(task.role);
  return { ...task, estimate: points, days: Math.max(1, Math.round(points.expected / share)), factors };
}

/** Variance of the days that a task takes, which are its work over the role's share of a week. */
function varianceOf(task: EstimatedTask | undefined): number {
  if (task === undefined) return 0;
  return (task.estimate.standardDeviation / (task.kind === 'wait' ? 1 : shareOf(task.role))) ** 2;
}

function scheduleOnce(start: string, tasks: readonly EstimatedTask[], engineers: number): ScheduledPlan {
  const known = new Set(tasks.map(({ key }) => key));
  const pooled = tasks.map(
    ({ key, days, after, kind, role }): PooledActivity => ({
      id: key,
      days,
      after: [...new Set(after)].filter((one) => known.has(one) && one !== key),
      pool: kind === 'wait' ? undefined : poolOf(role),
    }),
  );
  const waitsFor = levelResources(pooled, new Map([[engineeringPool, engineers]]));
  const activities = pooled.map(({ id, days, after }): Activity => {
    const before = waitsFor.get(id);
    return { id, days, after: before === undefined || after.includes(before) ? after : [...after, before] };
  });
  return {
    start,
    tasks,
    schedule: scheduleActivities(activities),
    waitsFor,
    activities: new Map(activities.map((activity) => [activity.id, activity])),
  };
}

const release = 'release';
const freezeKey = 'freeze';
/** Freezes in a row that a release is moved behind. */
const maximumMoves = 6;

function freezeAtRelease({ schedule, start }: ScheduledPlan, freezes: readonly Freeze[]): Freeze | undefined {
  const at = schedule.activities.get(release);
  if (at === undefined) return undefined;
  const from = addWorkingDays(start, at.start);
  const to = addWorkingDays(start, at.finish - 1);
  return freezes.find((freeze) => from <= freeze.to && to >= freeze.from);
}

/** Tasks without the waits for freezes that an earlier schedule needed. */
export function withoutFreezes(tasks: readonly EstimatedTask[]): EstimatedTask[] {
  return tasks.filter(({ key }) => !key.startsWith(`${freezeKey}:`));
}

/** Dates for all tasks; a release that falls into a freeze waits for its end. */
export function scheduleTasks(request: {
  start: string;
  tasks: readonly EstimatedTask[];
  engineers: number;
  freezes: readonly Freeze[];
}): ScheduledPlan {
  const { start, engineers, freezes } = request;
  let tasks = request.tasks;
  let plan = scheduleOnce(start, tasks, engineers);
  for (let move = 1; move <= maximumMoves; move += 1) {
    const freeze = freezeAtRelease(plan, freezes);
    if (freeze === undefined) break;
    const key = `${freezeKey}:${move}`;
    const days = countWorkingDays(start, dayAfter(freeze.to));
    const wait: DraftTask = {
      key,
      name: `Wait for the end of the freeze (${freeze.name})`,
      phase: 'release',
      role: 'Project manager',
      kind: 'wait',
      points: toPoints([days, days, days]),
      topics: [],
      components: [],
      after: [],
      sources: [],
    };
    tasks = [
      ...tasks.map((task) => (task.key === release ? { ...task, after: [...task.after, key] } : task)),
      estimateTask(wait, new Map()),
    ];
    plan = scheduleOnce(start, tasks, engineers);
  }
  return plan;
}

export type ReachedDay = { day: number; p10: number; p90: number; deviation: number; path: readonly string[] };

/** When the last of some tasks is over, in working days from the start, with its range by the path that leads there. */
export function reachedBy(plan: ScheduledPlan, keys: readonly string[]): ReachedDay {
  const byKey = new Map(plan.tasks.map((task) => [task.key, task]));
  const finishOf = (key: string) => plan.schedule.activities.get(key)?.finish ?? 0;
  const day = Math.max(0, ...keys.map(finishOf));
  const variance = (key: string) => varianceOf(byKey.get(key));
  const paths = keys
    .filter((key) => finishOf(key) === day)
    .map((key) => longestPathTo(key, plan.activities, plan.schedule, variance));
  const longest = paths.reduce(
    (best, path) => (path.variance > best.variance ? path : best),
    paths[0] ?? { path: [], variance: 0 },
  );
  const deviation = Math.sqrt(longest.variance);
  const { p10, p90 } = decileRange(day, deviation);
  return { day, p10, p90, deviation, path: longest.path };
}
