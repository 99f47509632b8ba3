import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { FieldError } from '../graphql/errors.ts';
import { isObject } from '../graphql/run.ts';

/** Whether a subscriber wants what a mutation delivered. */
export type Filter = (payload: Readonly<Record<string, unknown>>) => boolean;

const OPERATORS = {
  eq: (actual, expected) => actual === expected,
  ne: (actual, expected) => actual !== expected,
  le: (actual, expected) => compare(actual, expected, (order) => order <= 0),
  lt: (actual, expected) => compare(actual, expected, (order) => order < 0),
  ge: (actual, expected) => compare(actual, expected, (order) => order >= 0),
  gt: (actual, expected) => compare(actual, expected, (order) => order > 0),
  contains: (actual, expected) => holds(actual, expected),
  notContains: (actual, expected) => !holds(actual, expected),
  beginsWith: (actual, expected) => typeof actual === 'string' && actual.startsWith(String(expected)),
  in: (actual, expected) => Array.isArray(expected) && expected.includes(actual),
  notIn: (actual, expected) => Array.isArray(expected) && !expected.includes(actual),
  between: (actual, expected) =>
    Array.isArray(expected) &&
    compare(actual, expected[0], (order) => order >= 0) &&
    compare(actual, expected[1], (order) => order <= 0),
  containsAny: (actual, expected) => Array.isArray(expected) && expected.some((item) => holds(actual, item)),
} as const satisfies Record<string, (actual: unknown, expected: unknown) => boolean>;

const OPERATOR_NAMES = Object.keys(OPERATORS) as (keyof typeof OPERATORS)[];

/** As many values an operator takes at most. */
const MOST_VALUES: Readonly<Partial<Record<keyof typeof OPERATORS, number>>> = { in: 5, notIn: 5, containsAny: 20 };

const filterSchema = z.looseObject({
  filterGroup: z.array(
    z.looseObject({
      filters: z.array(
        z
          .looseObject({
            fieldName: z
              .string()
              .max(256)
              .refine((name) => name.split('.').length <= 5, 'at most five levels of fields can be named'),
            operator: z.enum(OPERATOR_NAMES),
            value: z.unknown().optional(),
          })
          .refine(
            ({ operator, value }) => !Array.isArray(value) || value.length <= (MOST_VALUES[operator] ?? value.length),
            'too many values for this operator',
          ),
      ),
    }),
  ),
});

function compare(actual: unknown, expected: unknown, accepts: (order: number) => boolean): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') return accepts(actual - expected);
  if (typeof actual === 'string' && typeof expected === 'string') {
    return accepts(actual < expected ? -1 : actual > expected ? 1 : 0);
  }
  return false;
}

const holds = (actual: unknown, expected: unknown) =>
  Array.isArray(actual) ? actual.includes(expected) : typeof actual === 'string' && actual.includes(String(expected));

/**
 * The filter that `extensions.setSubscriptionFilter` was given: one group must hold, and of it every filter. No groups
 * at all let everything pass. @throws FieldError when it has no such form.
 */
export function enhancedFilter(value: unknown): Filter {
  const parsed = filterSchema.safeParse(value);
  if (!parsed.success) {
    throw new FieldError({
      message: `The subscription filter does not hold: ${z.prettifyError(parsed.error)}`,
      errorType: 'BadRequestException',
    });
  }
  const groups = parsed.data.filterGroup.map(({ filters }) =>
    filters.map(({ fieldName, operator, value: expected }): Filter => {
      const path = fieldName.split('.');
      const test: (actual: unknown, expected: unknown) => boolean = OPERATORS[operator];
      return (payload) => test(valueAt(payload, path), expected);
    }),
  );
  if (groups.length === 0) return () => true;
  return (payload) => groups.some((filters) => filters.every((accepts) => accepts(payload)));
}

function valueAt(payload: unknown, path: readonly string[]): unknown {
  let value = payload;
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : null;
  return value ?? null;
}

/** Without an enhanced filter each given argument must equal the field of its name. */
export function argumentFilter(args: Readonly<Record<string, unknown>>): Filter {
  const entries = Object.entries(args);
  return (payload) => entries.every(([name, value]) => isDeepStrictEqual(payload[name] ?? null, value ?? null));
}
