import type { Fact, FactKind, Polarity, Presence } from './facts.ts';
import { getProduct } from './products.ts';

export type QuantityKind = 'count' | 'percentage' | 'money' | 'duration';

/** A condition over the facts of answers. Data, so that rubrics, follow-ups, risks and use cases can be listed and checked. */
export type FactTest =
  | { polarity: readonly Polarity[] }
  | { practice: readonly string[]; is: readonly Presence[]; atLeast: number }
  | { product: readonly string[]; is: readonly Presence[]; atLeast: number }
  | { quantity: QuantityKind; units?: readonly string[]; atLeast?: number; below?: number }
  | { monthsAhead: { atLeast?: number; below?: number } }
  | { kind: FactKind; atLeast: number }
  | { all: readonly FactTest[] }
  | { any: readonly FactTest[] }
  | { not: FactTest }
  /** The same over another question's answer. */
  | { of: string; holds: FactTest };

/** The part of an answer that tests look at. `sentAt` (ISO 8601) is when it was given. */
export type FactSource = { facts: readonly Fact[]; sentAt: string };

export const polarity = (...values: Polarity[]): FactTest => ({ polarity: values });
export const has = (...ids: string[]): FactTest => ({ practice: ids, is: ['used'], atLeast: 1 });
export const hasSome = (atLeast: number, ...ids: string[]): FactTest => ({ practice: ids, is: ['used'], atLeast });
export const lacks = (...ids: string[]): FactTest => ({ practice: ids, is: ['absent', 'leaving'], atLeast: 1 });
export const intends = (...ids: string[]): FactTest => ({ practice: ids, is: ['planned', 'partial'], atLeast: 1 });
export const isPlanned = (...ids: string[]): FactTest => ({ practice: ids, is: ['planned'], atLeast: 1 });
export const uses = (...ids: string[]): FactTest => ({ product: ids, is: ['used', 'partial'], atLeast: 1 });
export const plansToUse = (...ids: string[]): FactTest => ({ product: ids, is: ['planned'], atLeast: 1 });
export const names = (kind: FactKind, atLeast = 1): FactTest => ({ kind, atLeast });
export const atLeast = (quantity: QuantityKind, value: number, ...units: string[]): FactTest =>
  units.length === 0 ? { quantity, atLeast: value } : { quantity, atLeast: value, units };
export const below = (quantity: QuantityKind, value: number, ...units: string[]): FactTest =>
  units.length === 0 ? { quantity, below: value } : { quantity, below: value, units };
export const all = (...tests: FactTest[]): FactTest => ({ all: tests });
export const any = (...tests: FactTest[]): FactTest => ({ any: tests });
export const not = (test: FactTest): FactTest => ({ not: test });
export const of = (questionId: string, holds: FactTest): FactTest => ({ of: questionId, holds });

const dayMilliseconds = 86_400_000;

function isWithin(value: number, bounds: { atLeast?: number; below?: number }): boolean {
  return (
    (bounds.atLeast === undefined || value >= bounds.atLeast) && (bounds.below === undefined || value < bounds.below)
  );
}

function monthsBetween(sentAt: string, date: string): number {
  return (Date.parse(date) - Date.parse(sentAt)) / dayMilliseconds / 30;
}

function quantityHolds(test: Extract<FactTest, { quantity: QuantityKind }>, facts: readonly Fact[]): boolean {
  return facts.some((fact) => {
    if (fact.kind !== test.quantity) return false;
    if (test.units !== undefined && !(fact.kind === 'count' && test.units.includes(fact.unit))) return false;
    // "Less than 50" is below 50, although 50 is the number that was said.
    const isUpperBound = fact.max !== undefined && fact.min === undefined;
    return isWithin(isUpperBound ? fact.value * (1 - 1e-9) : fact.value, test);
  });
}

function countNamed(
  kind: 'practice' | 'product',
  ids: readonly string[],
  is: readonly Presence[],
  facts: readonly Fact[],
) {
  return facts.filter((fact) => {
    if (fact.kind !== kind || !is.includes(fact.presence)) return false;
    if (ids.includes(fact.id)) return true;
    return fact.kind === 'product' && ids.includes(getProduct(fact.id)?.category ?? '');
  }).length;
}

/**
 * Whether a condition holds for one answer.
 * @param others answers by question id, for conditions on other questions; a missing answer holds nothing
 */
export function holds(
  test: FactTest,
  source: FactSource | undefined,
  others: (questionId: string) => FactSource | undefined,
): boolean {
  if ('all' in test) return test.all.every((part) => holds(part, source, others));
  if ('any' in test) return test.any.some((part) => holds(part, source, others));
  if ('not' in test) return !holds(test.not, source, others);
  if ('of' in test) return holds(test.holds, others(test.of), others);
  if (source === undefined) return false;
  const { facts, sentAt } = source;
  if ('polarity' in test) return facts.some((fact) => fact.kind === 'polarity' && test.polarity.includes(fact.value));
  if ('practice' in test) return countNamed('practice', test.practice, test.is, facts) >= test.atLeast;
  if ('product' in test) return countNamed('product', test.product, test.is, facts) >= test.atLeast;
  if ('quantity' in test) return quantityHolds(test, facts);
  if ('kind' in test) return facts.filter((fact) => fact.kind === test.kind).length >= test.atLeast;
  return facts.some((fact) => {
    if (fact.kind === 'date') return isWithin(monthsBetween(sentAt, fact.date), test.monthsAhead);
    return fact.kind === 'duration' && isWithin(fact.value / 30, test.monthsAhead);
  });
}
