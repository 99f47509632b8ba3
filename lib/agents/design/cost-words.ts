import type { DesignFacts } from './design-facts.ts';
import { ask } from './questions.ts';
import type { Design } from './schema.ts';
import type { Words } from './words.ts';

const cents = (usd: number) => Math.round(usd * 100) / 100;

/** What the rules about cost can say once the cost is computed. */
export function addCostWords(words: Words, cost: Design['cost'], facts: DesignFacts): void {
  if (!words.has('pattern') || cost.items.length === 0) return;
  const volume = facts.references([ask.volume]);
  const yearly = cents(cost.monthlyUsd * 12);
  words.set('monthlyUsd', { value: cost.monthlyUsd, sources: volume });
  words.set('yearlyUsd', { value: yearly, sources: volume });
  words.set('pricesOf', { value: cost.pricesOf, sources: [] });
  const largest = cost.items.toSorted((left, right) => right.monthlyUsd - left.monthlyUsd)[0];
  const cases = words.get('casesPerMonth')?.value;
  if (typeof cases === 'number' && largest) {
    words.set('usdEach', { value: String(Number((cost.monthlyUsd / cases).toPrecision(2))), sources: volume });
    words.set('largestDriver', { value: largest.driver, sources: [] });
    words.set('largestUsd', { value: largest.monthlyUsd, sources: [] });
  }
  const budget = facts.facts(ask.budget, 'money').find(({ currency }) => currency === 'USD');
  if (budget && budget.value > 0) {
    const perYear = budget.per === 'month' ? budget.value * 12 : budget.value;
    const sources = facts.references([ask.budget]);
    words.set('budgetShare', { value: Math.round((yearly / perYear) * 1_000) / 10, sources });
  }
}
