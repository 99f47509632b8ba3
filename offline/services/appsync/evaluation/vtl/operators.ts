import { isList, isRecord, javaEquals, javaString } from '../util/values.ts';
import type { BinaryOperator } from './syntax.ts';

type Apply = (left: unknown, right: unknown) => unknown;

/** Velocity's truth: everything but null and false. */
export const isTrue = (value: unknown): boolean => value !== null && value !== undefined && value !== false;

/** Velocity's `==`: numbers by value, like with like by `equals`, anything else by its text. */
function looseEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || left === undefined) return right === null || right === undefined;
  if (right === null || right === undefined) return false;
  if (kind(left) === kind(right)) return javaEquals(left, right);
  return javaString(left) === javaString(right);
}

function kind(value: unknown): string {
  if (isList(value)) return 'list';
  return isRecord(value) ? 'map' : typeof value;
}

const compare =
  (holds: (left: number, right: number) => boolean): Apply =>
  (left, right) =>
    typeof left === 'number' && typeof right === 'number' && holds(left, right);

const arithmetic =
  (compute: (left: number, right: number) => number | null): Apply =>
  (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? compute(left, right) : null;

function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' || typeof right === 'string') return javaString(left) + javaString(right);
  return null;
}

/** Whole numbers divide to whole numbers; by zero there is no result. */
function divide(left: number, right: number): number | null {
  if (Number.isInteger(left) && Number.isInteger(right)) return right === 0 ? null : Math.trunc(left / right);
  return left / right;
}

/** The operators that take both their operands' values; `&&` and `||` do not always. */
export const OPERATORS: Readonly<Record<Exclude<BinaryOperator, '&&' | '||'>, Apply>> = {
  '==': looseEquals,
  '!=': (left, right) => !looseEquals(left, right),
  '<': compare((left, right) => left < right),
  '<=': compare((left, right) => left <= right),
  '>': compare((left, right) => left > right),
  '>=': compare((left, right) => left >= right),
  '+': add,
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  '/': arithmetic(divide),
  '%': arithmetic((left, right) => (right === 0 ? null : left % right)),
};
