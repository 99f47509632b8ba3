/** A time series: value by second since the epoch, in rising order of time. */
export type Series = {
  readonly label: string;
  /** The metric's id in the request, where it is one. */
  readonly id?: string;
  /** Seconds. */
  readonly period: number;
  readonly points: ReadonlyMap<number, number>;
};

/** What an expression gives: a number (S), a time series (TS), a list of them (TS[]), or a word for a function. */
export type Value =
  | { kind: 'scalar'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'series'; series: Series }
  | { kind: 'list'; list: readonly Series[] };

export const scalar = (value: number): Value => ({ kind: 'scalar', value });
export const series = (value: Series): Value => ({ kind: 'series', series: value });
export const list = (value: readonly Series[]): Value => ({ kind: 'list', list: value });

/** A series with each value changed; a value that becomes no number leaves a gap. */
export function mapPoints(of: Series, change: (value: number, time: number) => number | undefined): Series {
  const points = new Map<number, number>();
  for (const [time, value] of of.points) {
    const changed = change(value, time);
    if (changed !== undefined && Number.isFinite(changed)) points.set(time, changed);
  }
  return { ...of, points };
}

/** One series of several: at each time where `fold` finds values, the number it makes of them. */
export function combine(parts: readonly Series[], label: string, fold: (values: readonly number[]) => number): Series {
  const times = new Set(parts.flatMap(({ points }) => [...points.keys()]));
  const points = new Map<number, number>();
  for (const time of [...times].sort((a, b) => a - b)) {
    const values = parts.flatMap((part) => part.points.get(time) ?? []);
    points.set(time, fold(values));
  }
  return { label, period: Math.max(60, ...parts.map(({ period }) => period)), points };
}
