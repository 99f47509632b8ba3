import type { Fact, Facts } from '../run/state.ts';
import { cutText } from './cut-text.ts';
import { type PathSource, resolvePath } from './path.ts';
import type { Condition } from './schema.ts';

/** Of a text that becomes a fact; longer ones are equal where their beginnings are. */
export const factTextBytes = 200;

/** What is kept of a value for conditions and fan-outs; see `factSchema`. */
export function factOf(value: unknown): Fact {
  if (typeof value === 'string') return cutText(value, factTextBytes);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value) ? { length: value.length } : { keys: Object.keys(value).length };
}

/** The facts at the paths, as in `factsOf(paths, { steps: { parse: { output } } })`. */
export function factsOf(paths: readonly string[], source: PathSource): Facts {
  return Object.fromEntries(paths.map((path) => [path, factOf(resolvePath(path, source))]));
}

/** Whether the condition holds. A list counts as its length; a fact that is not known counts as absent. */
export function evaluate(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((part) => evaluate(part, facts));
  if ('any' in condition) return condition.any.some((part) => evaluate(part, facts));
  if ('not' in condition) return !evaluate(condition.not, facts);
  const fact = Object.hasOwn(facts, condition.path) ? (facts[condition.path] ?? null) : null;
  const actual = typeof fact === 'object' && fact !== null ? ('length' in fact ? fact.length : fact.keys) : fact;
  const expected = factOf(condition.value ?? null);
  switch (condition.is) {
    case 'present':
      return actual !== null;
    case 'absent':
      return actual === null;
    case 'equals':
      return actual === expected;
    case 'not-equals':
      return actual !== expected;
    case 'at-least':
      return order(actual, expected) >= 0;
    case 'at-most':
      return order(actual, expected) <= 0;
  }
}

/** Numbers compare with numbers, texts (ISO dates among them) with texts; nothing else has an order, hence NaN. */
function order(actual: unknown, expected: unknown): number {
  if (typeof actual === 'number' && typeof expected === 'number') return actual - expected;
  if (typeof actual !== 'string' || typeof expected !== 'string') return Number.NaN;
  return actual === expected ? 0 : actual > expected ? 1 : -1;
}
