import type { Fact } from '#lib/domain/assessment/facts';
import { getProduct } from '#lib/domain/assessment/products';
import type { Question, Want } from '#lib/domain/assessment/question';
import type { FoundFact } from './read-text.ts';

const bareDays = { hours: 1 / 24, days: 1, weeks: 7, months: 30 } as const;

function scaled({ value, min, max }: Extract<Fact, { kind: 'count' }>, scale: number) {
  return {
    value: value * scale,
    ...(min === undefined ? {} : { min: min * scale }),
    ...(max === undefined ? {} : { max: max * scale }),
  };
}

/** What a number without a unit means as an answer to a want, if it can mean anything there. */
function interpretBare(fact: Extract<Fact, { kind: 'count' }>, want: Want, countsThings: boolean): Fact | undefined {
  if (countsThings && want.kind !== 'count') return undefined;
  const about = fact.approximate ? { approximate: true } : {};
  switch (want.kind) {
    case 'count':
      return want.bare === undefined ? undefined : { ...fact, unit: want.bare };
    case 'percentage':
      return fact.value >= 0 && fact.value <= 100 ? { kind: 'percentage', ...scaled(fact, 1), ...about } : undefined;
    case 'money':
      return { kind: 'money', ...scaled(fact, 1), ...about, currency: 'unknown', per: 'once' };
    case 'duration':
      return want.bare === undefined ? undefined : { kind: 'duration', ...scaled(fact, bareDays[want.bare]), ...about };
    case 'polarity':
    case 'date':
    case 'product':
    case 'practice':
    case 'item':
      return undefined;
  }
}

function fits(fact: Fact, want: Want, isAsked: boolean): boolean {
  switch (want.kind) {
    case 'count':
      return fact.kind === 'count' && want.units.includes(fact.unit);
    case 'product': {
      const category = fact.kind === 'product' ? getProduct(fact.id)?.category : undefined;
      if (category === undefined) return false;
      return want.categories.includes(category) || (isAsked && want.whenAsked?.includes(category) === true);
    }
    case 'practice':
      return fact.kind === 'practice' && want.ids.includes(fact.id);
    case 'percentage':
    case 'money':
    case 'date':
    case 'duration':
      return fact.kind === want.kind;
    case 'polarity':
    case 'item':
      return false;
  }
}

/** The fact as an answer to a question; undefined where the question does not want it. */
export function asWanted(found: FoundFact, question: Question, isAsked: boolean): Fact | undefined {
  if (found.isRejected || (found.needsQuestion && !isAsked)) return undefined;
  for (const want of question.wants) {
    if (found.isPast && want.kind === 'date' && want.isAhead) continue;
    if (found.isBare && found.fact.kind === 'count') {
      const meaning = interpretBare(found.fact, want, found.countsThings);
      if (meaning) return meaning;
    } else if (fits(found.fact, want, isAsked)) return found.fact;
  }
  return undefined;
}

export function wantsKind(question: Question, kind: Want['kind']): boolean {
  return question.wants.some((want) => want.kind === kind);
}
