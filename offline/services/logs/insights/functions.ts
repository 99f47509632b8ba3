import { compare, toNumber, toText, type Value } from './values.ts';

type QueryFunction = (parameters: readonly Value[]) => Value;

const ofNumber =
  (change: (value: number) => number): QueryFunction =>
  ([of]) => {
    const value = toNumber(of);
    const changed = value === undefined ? Number.NaN : change(value);
    return Number.isFinite(changed) ? changed : undefined;
  };

const ofText =
  (change: (text: string) => Value): QueryFunction =>
  ([of]) =>
    of === undefined ? undefined : change(toText(of));

const extreme =
  (sign: number): QueryFunction =>
  (values) =>
    values.filter((value) => value !== undefined).toSorted((left, right) => sign * compare(left, right))[0];

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Milliseconds of `5m`, `1h`, `30s`. */
function periodOf(text: string): number | undefined {
  const found = /^(\d+)(ms|s|m|h|d|w)$/.exec(text);
  const unit = UNITS[found?.[2] ?? ''];
  return found && unit !== undefined ? Number(found[1]) * unit : undefined;
}

const rounded =
  (round: (value: number) => number): QueryFunction =>
  ([of, period]) => {
    const [time, step] = [toNumber(of), periodOf(toText(period))];
    return time === undefined || !step ? undefined : { time: round(time / step) * step };
  };

/** Functions of CloudWatch Logs Insights that look at one row. */
export const FUNCTIONS: Readonly<Record<string, QueryFunction>> = {
  abs: ofNumber(Math.abs),
  ceil: ofNumber(Math.ceil),
  floor: ofNumber(Math.floor),
  log: ofNumber(Math.log),
  sqrt: ofNumber(Math.sqrt),
  greatest: extreme(-1),
  least: extreme(1),
  ispresent: ([of]) => of !== undefined,
  coalesce: (values) => values.find((value) => value !== undefined),
  isempty: ([of]) => of === undefined || toText(of) === '',
  isblank: ([of]) => of === undefined || toText(of).trim() === '',
  concat: (values) => values.map(toText).join(''),
  trim: ofText((text) => text.trim()),
  ltrim: ofText((text) => text.trimStart()),
  rtrim: ofText((text) => text.trimEnd()),
  strlen: ofText((text) => text.length),
  toupper: ofText((text) => text.toUpperCase()),
  tolower: ofText((text) => text.toLowerCase()),
  substr: ([of, from, length]) => {
    const [start, count] = [toNumber(from) ?? 0, toNumber(length)];
    return of === undefined ? undefined : toText(of).slice(start, count === undefined ? undefined : start + count);
  },
  replace: ([of, wanted, by]) => (of === undefined ? undefined : toText(of).replaceAll(toText(wanted), toText(by))),
  strcontains: ([of, part]) => Number(of !== undefined && toText(of).includes(toText(part))),
  datefloor: rounded(Math.floor),
  dateceil: rounded(Math.ceil),
  frommillis: ([of]) => {
    const time = toNumber(of);
    return time === undefined ? undefined : { time };
  },
  tomillis: ([of]) => toNumber(of),
};
