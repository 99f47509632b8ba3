import { type Activity, scheduleActivities } from '#lib/domain/planning/critical-path';
import type { ThreePoint } from '#lib/domain/planning/pert';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Marsaglia and Tsang, for shapes of 1 and more. */
function gamma(shape: number, random: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A value of the beta distribution that PERT stands for. */
function sample({ optimistic, mostLikely, pessimistic }: ThreePoint, random: () => number): number {
  const width = pessimistic - optimistic;
  if (width === 0) return mostLikely;
  const left = gamma(1 + (4 * (mostLikely - optimistic)) / width, random);
  const right = gamma(1 + (4 * (pessimistic - mostLikely)) / width, random);
  return optimistic + (width * left) / (left + right);
}

export type RandomTask = { id: string; after: readonly string[]; points: ThreePoint };

/** The lengths of a network when its tasks take as long as chance will have it, shortest first. */
export function simulate(tasks: readonly RandomTask[], rounds: number, seed: number): number[] {
  const random = seededRandom(seed);
  const lengths = Array.from({ length: rounds }, () => {
    const activities = tasks.map(({ id, after, points }): Activity => ({ id, after, days: sample(points, random) }));
    return scheduleActivities(activities).days;
  });
  return lengths.toSorted((left, right) => left - right);
}
