/** Three estimates of the same thing, in days. */
export type ThreePoint = { optimistic: number; mostLikely: number; pessimistic: number };

export type Estimate = ThreePoint & { expected: number; standardDeviation: number };

/** 10 % and 90 % of a normal distribution lie this many standard deviations from its mean. */
const decileDeviations = 1.2816;

const round = (value: number) => Math.round(value * 100) / 100;

/** PERT: expected = (o + 4m + p) / 6, standard deviation = (p - o) / 6; the three points are put in order first. */
export function estimate(points: ThreePoint): Estimate {
  const [optimistic = 0, mostLikely = 0, pessimistic = 0] = [points.optimistic, points.mostLikely, points.pessimistic]
    .map((value) => round(Math.max(0, value)))
    .toSorted((left, right) => left - right);
  return {
    optimistic,
    mostLikely,
    pessimistic,
    expected: round((optimistic + 4 * mostLikely + pessimistic) / 6),
    standardDeviation: round((pessimistic - optimistic) / 6),
  };
}

/** All three points times a factor, the pessimistic one times `spread` as well. */
export function scale(points: ThreePoint, factor: number, spread = 1): ThreePoint {
  return {
    optimistic: points.optimistic * factor,
    mostLikely: points.mostLikely * factor,
    pessimistic: points.pessimistic * factor * spread,
  };
}

/** The range that holds with 80 % by the normal approximation, in whole days and never below a day. */
export function decileRange(mean: number, standardDeviation: number): { p10: number; p90: number } {
  const deviation = decileDeviations * standardDeviation;
  return { p10: Math.max(1, Math.round(mean - deviation)), p90: Math.ceil(mean + deviation) };
}

/** Share of a normal distribution below `value`, 0 to 1; exact to 1e-7 (Abramowitz and Stegun 7.1.26). */
export function probabilityBelow(value: number, mean: number, standardDeviation: number): number {
  if (standardDeviation <= 0) return value >= mean ? 1 : 0;
  const x = Math.abs((value - mean) / standardDeviation) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const error = 1 - series * Math.exp(-x * x);
  return value >= mean ? (1 + error) / 2 : (1 - error) / 2;
}
