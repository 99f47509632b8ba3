import { invalidQuery } from '../errors.ts';
import { combine, list, mapPoints, type Series, scalar, series, type Value } from './values.ts';

/** What a function may know beside its parameters. */
export type Surroundings = {
  /** The request's span in seconds. */
  readonly start: number;
  readonly end: number;
  /** Seconds: of series that come from a number. */
  readonly period: number;
  /** All metrics of the request, for METRICS(). */
  readonly metrics: readonly Series[];
};

type MathFunction = (parameters: readonly Value[], surroundings: Surroundings) => Value;

const ofEach =
  (change: (value: number, time: number) => number | undefined): MathFunction =>
  ([of]) => {
    switch (of?.kind) {
      case 'series':
        return series(mapPoints(of.series, change));
      case 'list':
        return list(of.list.map((one) => mapPoints(one, change)));
      case 'scalar':
        return scalar(change(of.value, 0) ?? Number.NaN);
      case 'text':
      case undefined:
        throw wrong('a time series');
    }
  };

const wrong = (wanted: string) => invalidQuery(`${wanted} is needed as a parameter.`);

const oneSeries = (value: Value | undefined): Series => {
  if (value?.kind !== 'series') throw wrong('a time series');
  return value.series;
};

const manySeries = (value: Value | undefined): readonly Series[] => {
  if (value?.kind === 'series') return [value.series];
  if (value?.kind !== 'list') throw wrong('a list of time series');
  return value.list;
};

const number = (value: Value | undefined): number => {
  if (value?.kind !== 'scalar') throw wrong('a number');
  return value.value;
};

/** A number of one series, a series of several. */
const aggregate =
  (name: string, fold: (values: readonly number[]) => number): MathFunction =>
  ([of]) => {
    if (of?.kind === 'list') return series(combine(of.list, name, fold));
    return scalar(fold([...oneSeries(of).points.values()]));
  };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]) => sum(values) / values.length;
const deviation = (values: readonly number[]) => {
  const mean = average(values);
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
};

/** From each point and the one before it. */
const ofNeighbours =
  (change: (step: { value: number; seconds: number }) => number): MathFunction =>
  ([of]) => {
    const convert = (one: Series): Series => {
      let before: { time: number; value: number } | undefined;
      return mapPoints(one, (value, time) => {
        const last = before;
        before = { time, value };
        return last && change({ value: value - last.value, seconds: time - last.time });
      });
    };
    return of?.kind === 'list' ? list(of.list.map(convert)) : series(convert(oneSeries(of)));
  };

const ofTime = (part: (date: Date) => number): MathFunction => ofEach((_, time) => part(new Date(time * 1000)));

const runningSum = (of: Series): Series => {
  let total = 0;
  return mapPoints(of, (value) => {
    total += value;
    return total;
  });
};

const MOST_POINTS = 100_800;

/** The times of a series that has one in each period. @throws ServiceError where they are more than an answer may hold. */
function timesBetween(start: number, end: number, period: number): number[] {
  const count = Math.max(0, Math.ceil((end - start) / period));
  if (!(count <= MOST_POINTS))
    throw invalidQuery(`A series may have at most ${MOST_POINTS} points; lengthen the period.`);
  return Array.from({ length: count }, (_, index) => start + index * period);
}

function fill(of: Series, filler: Value | undefined, { start, end }: Surroundings): Series {
  const points = new Map<number, number>();
  const first = of.points.keys().next().value;
  const begin = first === undefined ? start : first - Math.floor((first - start) / of.period) * of.period;
  const known = [...of.points];
  for (const time of timesBetween(begin, end, of.period)) {
    const value = of.points.get(time) ?? substitute(known, time, filler);
    if (value !== undefined) points.set(time, value);
  }
  return { ...of, points };
}

function substitute(known: readonly [number, number][], time: number, filler: Value | undefined): number | undefined {
  if (filler?.kind === 'scalar') return filler.value;
  if (filler?.kind === 'series') return filler.series.points.get(time);
  const word = filler?.kind === 'text' ? filler.value.toUpperCase() : '';
  if (word !== 'REPEAT' && word !== 'LINEAR') throw wrong('a number, REPEAT or LINEAR');
  const before = known.findLast(([at]) => at < time);
  if (word === 'REPEAT') return before?.[1];
  const after = known.find(([at]) => at > time);
  if (!before || !after) return undefined;
  return before[1] + ((after[1] - before[1]) * (time - before[0])) / (after[0] - before[0]);
}

/** Takes the values of one series where the condition holds, else of the other. */
function choose([condition, yes, no]: readonly Value[], surroundings: Surroundings): Value {
  if (condition?.kind === 'scalar') return (condition.value === 0 ? no : yes) ?? scalar(0);
  const decided = oneSeries(condition);
  const at = (value: Value | undefined, time: number): number | undefined => {
    if (value?.kind === 'scalar') return value.value;
    return value === undefined ? undefined : oneSeries(value).points.get(time);
  };
  if (decided.points.size === 0 && no?.kind === 'series') return series({ ...no.series, period: surroundings.period });
  return series(mapPoints(decided, (holds, time) => at(holds === 0 ? no : yes, time)));
}

function sort([of, by, order, most]: readonly Value[]): Value {
  const fold = by?.kind === 'text' ? { AVG: average, MAX: maximum, MIN: minimum, SUM: sum }[by.value] : undefined;
  const direction = order?.kind === 'text' ? { ASC: 1, DESC: -1 }[order.value] : undefined;
  if (!fold || !direction) throw wrong('AVG, MAX, MIN or SUM, then ASC or DESC');
  const weight = (one: Series) => (one.points.size === 0 ? Number.NEGATIVE_INFINITY : fold([...one.points.values()]));
  const sorted = [...manySeries(of)].sort((left, right) => direction * (weight(left) - weight(right)));
  return list(most === undefined ? sorted : sorted.slice(0, number(most)));
}

const minimum = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value), Infinity);
const maximum = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), -Infinity);

const edge =
  (which: 0 | -1): MathFunction =>
  ([of]) => {
    if (of?.kind === 'list') {
      const found = of.list.at(which);
      if (!found) throw wrong('a list that is not empty');
      return series(found);
    }
    return scalar([...oneSeries(of).points.values()].at(which) ?? Number.NaN);
  };

function timeSeries([of]: readonly Value[], { start, end, period }: Surroundings): Value {
  const value = number(of);
  const points = new Map<number, number>();
  for (const time of timesBetween(Math.floor(start / period) * period, end, period)) points.set(time, value);
  return series({ label: 'TIME_SERIES', period, points });
}

/** Metric math's functions by name. */
export const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: ofEach(Math.abs),
  CEIL: ofEach(Math.ceil),
  FLOOR: ofEach(Math.floor),
  LOG: ofEach(Math.log),
  LOG10: ofEach(Math.log10),
  AVG: aggregate('AVG', average),
  MAX: aggregate('MAX', maximum),
  MIN: aggregate('MIN', minimum),
  SUM: aggregate('SUM', sum),
  STDDEV: aggregate('STDDEV', deviation),
  DATAPOINT_COUNT: aggregate('DATAPOINT_COUNT', (values) => values.length),
  DIFF: ofNeighbours(({ value }) => value),
  DIFF_TIME: ofNeighbours(({ seconds }) => seconds),
  RATE: ofNeighbours(({ value, seconds }) => value / seconds),
  RUNNING_SUM: ([of]) => (of?.kind === 'list' ? list(of.list.map(runningSum)) : series(runningSum(oneSeries(of)))),
  EPOCH: ofEach((_, time) => time),
  MINUTE: ofTime((date) => date.getUTCMinutes()),
  HOUR: ofTime((date) => date.getUTCHours()),
  DAY: ofTime((date) => date.getUTCDay() || 7),
  DATE: ofTime((date) => date.getUTCDate()),
  MONTH: ofTime((date) => date.getUTCMonth() + 1),
  YEAR: ofTime((date) => date.getUTCFullYear()),
  FILL: ([of, filler], around) =>
    of?.kind === 'list'
      ? list(of.list.map((one) => fill(one, filler, around)))
      : series(fill(oneSeries(of), filler, around)),
  FIRST: edge(0),
  LAST: edge(-1),
  IF: choose,
  METRICS: ([part], { metrics }) => {
    const wanted = part?.kind === 'text' ? part.value : '';
    return list(metrics.filter(({ id = '' }) => id.includes(wanted)));
  },
  METRIC_COUNT: ([of]) => scalar(manySeries(of).length),
  PERIOD: ([of]) => scalar(oneSeries(of).period),
  REMOVE_EMPTY: ([of]) => list(manySeries(of).filter(({ points }) => points.size > 0)),
  SLICE: ([of, from, to]) => list(manySeries(of).slice(number(from), to && number(to))),
  SORT: sort,
  TIME_SERIES: timeSeries,
};
