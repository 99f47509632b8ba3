import { type Facts, ungroundedIn } from './facts.ts';

/** Problems beyond this many are not listed; who is asked to mend begins with these. */
const maximumProblems = 20;
/** Shorter than this a text is a label or an identifier, and as it was computed. */
const leastProseWords = 3;

/**
 * Lays an answer over what was computed: members that are left out stand as computed. Lists of the same length are laid
 * over item by item; any other value counts as a whole.
 */
export function completeAnswer(computed: unknown, answer: unknown): unknown {
  if (isList(computed) && isList(answer) && computed.length === answer.length) {
    return computed.map((item, index) => completeAnswer(item, answer[index]));
  }
  if (!isRecord(computed) || !isRecord(answer)) return answer;
  const keys = [...new Set([...Object.keys(computed), ...Object.keys(answer)])];
  return Object.fromEntries(
    keys.map((key) => [key, Object.hasOwn(answer, key) ? completeAnswer(computed[key], answer[key]) : computed[key]]),
  );
}

/**
 * What a completed answer says beyond the facts, in words for whoever is to mend it; empty where all is grounded. Data
 * must be as computed; prose may be worded anew, with no number, name, date or citation that the facts do not hold.
 */
export function checkAnswer(computed: unknown, answer: unknown, facts: Facts): string[] {
  const problems: string[] = [];
  compare(computed, answer, '', { facts, problems });
  return problems.length > maximumProblems
    ? [...problems.slice(0, maximumProblems), `and ${problems.length - maximumProblems} more`]
    : problems;
}

function compare(
  computed: unknown,
  answer: unknown,
  path: string,
  check: { readonly facts: Facts; readonly problems: string[] },
): void {
  const place = path || 'the top level';
  if (typeof answer === 'string' && (computed === undefined || isProse(computed))) {
    if (answer === computed) return;
    if (answer.trim() === '') check.problems.push(`${place} says nothing`);
    for (const { kind, claim } of ungroundedIn(answer, check.facts)) {
      check.problems.push(`the ${kind} "${claim}" at ${place} is not in the facts`);
    }
    return;
  }
  if (isList(computed) && isList(answer) && computed.length === answer.length) {
    for (const [index, item] of computed.entries()) compare(item, answer[index], `${path}/${index}`, check);
    return;
  }
  if (isRecord(computed) && isRecord(answer)) {
    for (const key of new Set([...Object.keys(computed), ...Object.keys(answer)])) {
      compare(computed[key], answer[key], `${path}/${key}`, check);
    }
    return;
  }
  if (computed !== answer) check.problems.push(`${place} is not as it was computed`);
}

function isProse(value: unknown): boolean {
  return typeof value === 'string' && value.trim().split(/\s+/).length >= leastProseWords;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
