import { BlockList, isIP } from 'node:net';
import { substitute, wildcard } from './iam-patterns.ts';

/** What is known of a request, by condition key in lower case; keys of many values have a list. */
export type ConditionKeys = ReadonlyMap<string, readonly string[]>;

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
/** One value of the request against one of the policy. @throws UnreadableCondition when the policy's is no such value. */
type Test = (actual: string, expected: string) => boolean;

class UnreadableCondition extends Error {}

const compareNumbers = (holds: (difference: number) => boolean, read: (text: string) => number): Test => {
  return (actual, expected) => {
    const wanted = read(expected);
    if (Number.isNaN(wanted)) throw new UnreadableCondition();
    const given = read(actual);
    return !Number.isNaN(given) && holds(given - wanted);
  };
};

const readNumber = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
/** ISO 8601, or seconds since the epoch. */
const readDate = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const ordered = (read: (text: string) => number) => ({
  Equals: compareNumbers((difference) => difference === 0, read),
  LessThan: compareNumbers((difference) => difference < 0, read),
  LessThanEquals: compareNumbers((difference) => difference <= 0, read),
  GreaterThan: compareNumbers((difference) => difference > 0, read),
  GreaterThanEquals: compareNumbers((difference) => difference >= 0, read),
});

const [numeric, date] = [ordered(readNumber), ordered(readDate)];

/** Each of the six parts by itself: a star does not reach over a colon. The last part may hold colons. */
const arn: Test = (actual, expected) => {
  const [given, wanted] = [arnParts(actual), arnParts(expected)];
  return given.length === wanted.length && wanted.every((pattern, index) => wildcard(pattern, given[index] ?? ''));
};

const arnParts = (text: string): string[] => {
  const parts = text.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
};

const address: Test = (actual, expected) => {
  const [network = '', bits] = expected.split('/');
  const family = isIP(network);
  const longest = family === 4 ? 32 : 128;
  const length = bits === undefined ? longest : Number(bits);
  if (family === 0 || !Number.isInteger(length) || length < 0 || length > longest) throw new UnreadableCondition();
  const own = isIP(actual);
  if (own !== family) return false;
  const list = new BlockList();
  list.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(actual, own === 4 ? 'ipv4' : 'ipv6');
};

/** Compared as they are: the stars of such a policy mean stars. */
const literally = (test: (actual: string, expected: string) => boolean): Test => test;
const lower = (text: string) => text.toLowerCase();

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: literally((actual, expected) => actual === expected),
  StringEqualsIgnoreCase: literally((actual, expected) => lower(actual) === lower(expected)),
  StringLike: (actual, expected) => wildcard(expected, actual),
  NumericEquals: numeric.Equals,
  NumericLessThan: numeric.LessThan,
  NumericLessThanEquals: numeric.LessThanEquals,
  NumericGreaterThan: numeric.GreaterThan,
  NumericGreaterThanEquals: numeric.GreaterThanEquals,
  DateEquals: date.Equals,
  DateLessThan: date.LessThan,
  DateLessThanEquals: date.LessThanEquals,
  DateGreaterThan: date.GreaterThan,
  DateGreaterThanEquals: date.GreaterThanEquals,
  Bool: (actual, expected) => {
    if (!/^(true|false)$/i.test(expected)) throw new UnreadableCondition();
    return lower(actual) === lower(expected);
  },
  BinaryEquals: literally((actual, expected) => actual === expected),
  IpAddress: address,
  ArnEquals: arn,
  ArnLike: arn,
};

/** Operators that hold when the one they name does not. */
const NEGATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/** `unknown`: an operator or a value that nobody here can read, and nothing else that fails. */
export type Holding = boolean | 'unknown';

/** Whether all conditions of a statement hold for what is known of a request. */
export function conditionsHold(conditions: Conditions, keys: ConditionKeys): Holding {
  let holding: Holding = true;
  for (const [operator, expectations] of Object.entries(conditions)) {
    for (const [key, expected] of Object.entries(expectations)) {
      const one = conditionHolds(operator, keys.get(key.toLowerCase()), expected, keys);
      if (one === false) return false;
      if (one === 'unknown') holding = 'unknown';
    }
  }
  return holding;
}

function conditionHolds(
  operator: string,
  actual: readonly string[] | undefined,
  expected: string | readonly string[],
  keys: ConditionKeys,
): Holding {
  const texts = typeof expected === 'string' ? [expected] : expected;
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return texts.includes(String(actual === undefined));
  const negated = Object.hasOwn(NEGATIONS, name) ? NEGATIONS[name] : undefined;
  const test = Object.hasOwn(TESTS, negated ?? name) ? TESTS[negated ?? name] : undefined;
  if (!test) return 'unknown';
  if (actual === undefined || actual.length === 0) {
    if (ifExists || quantifier === 'ForAllValues') return true;
    return quantifier === undefined && negated !== undefined;
  }
  const patterns = texts.flatMap((text) => substitute(text, keys, isLiteral(negated ?? name)) ?? []);
  try {
    const matches = (value: string) => patterns.some((pattern) => test(value, pattern)) !== (negated !== undefined);
    if (quantifier === 'ForAllValues') return actual.every(matches);
    // Without a quantifier a key of many values is AWS's to forbid; a negation then speaks of all of them.
    return quantifier === undefined && negated !== undefined ? actual.every(matches) : actual.some(matches);
  } catch (error) {
    if (error instanceof UnreadableCondition) return 'unknown';
    throw error;
  }
}

const isLiteral = (name: string) => !/Like$|^Arn/.test(name);
