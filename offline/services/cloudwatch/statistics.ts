/** All that a period holds, without single values. */
export type Totals = { count: number; sum: number; minimum: number; maximum: number };
/** Values in rising order, each with how often it was seen. */
export type Distribution = readonly { value: number; count: number }[];

/** How a period's number is made. `undefined`: the period has none. */
export type Statistic =
  | { needs: 'totals'; of(totals: Totals): number }
  | { needs: 'distribution'; of(distribution: Distribution): number | undefined };

type Bound = { kind: 'percent' | 'value'; at: number };

const BASIC: Readonly<Record<string, (totals: Totals) => number>> = {
  SampleCount: ({ count }) => count,
  Average: ({ count, sum }) => sum / count,
  Sum: ({ sum }) => sum,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

export const BASIC_STATISTICS = Object.keys(BASIC);

/**
 * A statistic by CloudWatch's name: `Sum`, `p99.9`, `tm90`, `TM(10%:90%)`, `WM(:500)`, `TC(…)`, `TS(…)`, `PR(:300)`, `IQM`.
 * Undefined: there is none of that name.
 */
export function parseStatistic(name: string): Statistic | undefined {
  const basic = Object.hasOwn(BASIC, name) ? BASIC[name] : undefined;
  if (basic) return { needs: 'totals', of: basic };
  if (name === 'IQM') return trimmed('TM', percent(25), percent(75));
  const short = /^(p|tm|wm|tc|ts)(\d{1,3}(?:\.\d{1,10})?)$/.exec(name);
  if (short) {
    const at = Number(short[2]);
    if (at > 100) return undefined;
    if (short[1] === 'p') return { needs: 'distribution', of: (values) => percentile(values, at) };
    return trimmed(short[1]?.toUpperCase() ?? '', undefined, percent(at));
  }
  const long = /^(TM|WM|TC|TS|PR)\(([^:]*):([^:]*)\)$/.exec(name);
  const [low, high] = [parseBound(long?.[2]), parseBound(long?.[3])];
  if (!long || low === null || high === null || (!low && !high)) return undefined;
  if (long[1] === 'PR' && (low?.kind === 'percent' || high?.kind === 'percent')) return undefined;
  return trimmed(long[1] ?? '', low, high);
}

const percent = (at: number): Bound => ({ kind: 'percent', at });

function parseBound(text: string | undefined): Bound | undefined | null {
  if (!text) return undefined;
  const found = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (!found) return null;
  const at = Number(found[1]);
  if (!found[2]) return { kind: 'value', at };
  return at >= 0 && at <= 100 ? percent(at) : null;
}

/** Interpolated between the two nearest values. */
function percentile(values: Distribution, at: number): number | undefined {
  const total = countOf(values);
  if (total === 0) return undefined;
  const position = (at / 100) * (total - 1);
  const below = valueAt(values, Math.floor(position));
  const above = valueAt(values, Math.ceil(position));
  return below + (above - below) * (position - Math.floor(position));
}

/** The value at a place of the sorted values, the first being 0. */
function valueAt(values: Distribution, place: number): number {
  let passed = 0;
  for (const { value, count } of values) {
    passed += count;
    if (passed > place) return value;
  }
  return values.at(-1)?.value ?? Number.NaN;
}

function trimmed(kind: string, low: Bound | undefined, high: Bound | undefined): Statistic {
  return {
    needs: 'distribution',
    of(values) {
      const total = countOf(values);
      if (total === 0) return undefined;
      const kept = within(values, total, low, high);
      const count = countOf(kept);
      switch (kind) {
        case 'TC':
          return count;
        case 'TS':
          return sumOf(kept);
        case 'PR':
          return (count / total) * 100;
        case 'WM': {
          const [first, last] = [kept[0]?.value, kept.at(-1)?.value];
          if (first === undefined || last === undefined) return undefined;
          return sumOf(values.map((seen) => ({ ...seen, value: Math.min(Math.max(seen.value, first), last) }))) / total;
        }
        default:
          return count === 0 ? undefined : sumOf(kept) / count;
      }
    },
  };
}

/** What lies above the lower and not above the upper bound; of a value at a percentage's edge, its share. */
function within(values: Distribution, total: number, low?: Bound, high?: Bound): Distribution {
  const from = low?.kind === 'percent' ? (total * low.at) / 100 : 0;
  const to = high?.kind === 'percent' ? (total * high.at) / 100 : total;
  let passed = 0;
  return values.flatMap(({ value, count }) => {
    const share = Math.min(passed + count, to) - Math.max(passed, from);
    passed += count;
    if (share <= 0) return [];
    if (low?.kind === 'value' && value <= low.at) return [];
    if (high?.kind === 'value' && value > high.at) return [];
    return [{ value, count: share }];
  });
}

const countOf = (values: Distribution) => values.reduce((sum, { count }) => sum + count, 0);
const sumOf = (values: Distribution) => values.reduce((sum, { value, count }) => sum + value * count, 0);
