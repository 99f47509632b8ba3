import { type Aggregates, evaluate } from './evaluate.ts';
import type { Expression } from './syntax.ts';
import { compare, type Row, toNumber, toText, type Value } from './values.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type Aggregate = (rows: readonly Row[], parameters: readonly Expression[]) => Value;

const numbers = (rows: readonly Row[], of: Expression | undefined): number[] =>
  rows.flatMap((row) => (of && toNumber(evaluate(of, row))) ?? []);

const present = (rows: readonly Row[], of: Expression | undefined): Value[] =>
  rows.map((row) => of && evaluate(of, row)).filter((value) => value !== undefined);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const average = (values: readonly number[]) => (values.length === 0 ? undefined : sum(values) / values.length);

function percentile(values: number[], at: number): number | undefined {
  values.sort((left, right) => left - right);
  return values[Math.max(0, Math.ceil((at / 100) * values.length) - 1)];
}

function deviation(values: readonly number[]): number | undefined {
  const mean = average(values);
  if (mean === undefined) return undefined;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}

const edge =
  (sign: number): Aggregate =>
  (rows, [of]) =>
    present(rows, of).sort((left, right) => sign * compare(left, right))[0];

/** Of the row with the least or the greatest @timestamp. */
const atTime =
  (sign: number): Aggregate =>
  (rows, [of]) => {
    const [first] = rows.toSorted((left, right) => sign * compare(left('@timestamp'), right('@timestamp')));
    return first && of && evaluate(of, first);
  };

const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  count: (rows, [of]) => (of ? present(rows, of).length : rows.length),
  count_distinct: (rows, [of]) => new Set(present(rows, of).map(toText)).size,
  sum: (rows, [of]) => sum(numbers(rows, of)),
  avg: (rows, [of]) => average(numbers(rows, of)),
  min: edge(1),
  max: edge(-1),
  stddev: (rows, [of]) => deviation(numbers(rows, of)),
  median: (rows, [of]) => percentile(numbers(rows, of), 50),
  pct: (rows, [of, at]) => percentile(numbers(rows, of), at?.kind === 'literal' ? Number(at.value) : Number.NaN),
  earliest: atTime(1),
  latest: atTime(-1),
  sortsfirst: edge(1),
  sortslast: edge(-1),
};

/** Aggregates of one group of rows, to be asked for by expressions. */
export const aggregatesOf =
  (rows: readonly Row[]): Aggregates =>
  ({ name, parameters }: Call) => {
    const aggregate = Object.hasOwn(AGGREGATES, name) ? AGGREGATES[name] : undefined;
    return aggregate && { value: aggregate(rows, parameters) };
  };
